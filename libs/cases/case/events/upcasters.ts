import type { Upcaster } from '#event-sourcing';
import type { CaseEventType } from '../events.ts';

/**
 * STORED CONTRACT: the steps from each version of an event to the next, the first from version 1 on. The number of steps
 * makes the current version; the recorded schema and sample of every version are in `test/recorded-events`.
 */
export const caseUpcasters: Partial<Record<CaseEventType, readonly Upcaster[]>> = {};

import { budgetProcess, duplicateProcess, mergeProcess } from '#cases';
import { conductProcess } from '#conduct';
import type { AnyProcess } from './follow-ups.ts';

/** Further steps between streams, for whoever follows the history. */
export const PROCESSES: readonly AnyProcess[] = [
  mergeProcess,
  duplicateProcess,
  budgetProcess,
  conductProcess,
];

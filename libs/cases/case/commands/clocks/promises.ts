import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../../context.ts';
import type { CaseRecord } from '../../state.ts';

export const nextPromise = (state: CaseRecord): string => `P${String(state.clocks.promises.length + 1)}`;

/** The ids of several promises that are made at once. */
export const nextPromises = (state: CaseRecord, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `P${String(state.clocks.promises.length + 1 + index)}`);

export const inThePast = (dueAt: string | undefined, context: CaseContext): Refusal | undefined =>
  dueAt !== undefined && dueAt <= context.happenedAt
    ? refuse('CLK-5', 'time-in-the-past', 'The promised time has already passed.', {
        remedy: 'Promise a later time.',
      })
    : undefined;

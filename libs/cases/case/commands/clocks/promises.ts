import { refuse, type Refusal } from '#event-sourcing';
import { idsReached, openPromises } from '../../clock-facts.ts';
import type { CaseContext } from '../../context.ts';
import type { CaseRecord } from '../../state.ts';

export const nextPromise = (state: CaseRecord): string => nextPromises(state, 1).join('');

/** The ids of several promises that are made at once. */
export const nextPromises = (state: CaseRecord, count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `P${String(idsReached(state.clocks, 'promised').length + 1 + index)}`,
  );

export const inThePast = (dueAt: string | undefined, context: CaseContext): Refusal | undefined =>
  dueAt !== undefined && dueAt <= context.happenedAt
    ? refuse('CLK-5', 'time-in-the-past', 'The promised time has already passed.', {
        remedy: 'Promise a later time.',
      })
    : undefined;

/**
 * CLK-5: which promises a report keeps: those that it names, or the only one. With several open ones nobody but the
 * reporter knows what was spoken of.
 */
export function promisesKept(
  named: readonly string[] | undefined,
  { clocks }: CaseRecord,
  { happenedAt }: CaseContext,
): readonly string[] | Refusal {
  const open = openPromises(clocks, happenedAt);
  const unknown = named?.find((promise) => !open.some(({ id }) => id === promise));
  const details = { open };
  if (unknown !== undefined)
    return refuse('CLK-5', 'no-such-promise', `No promise "${unknown}" is open.`, { details });
  if (named !== undefined || open.length <= 1) return named ?? open.map(({ id }) => id);
  return refuse('CLK-5', 'which-promise', 'Several replies were promised; say which of them this keeps.', {
    remedy: 'Name them in "promises"; an empty list keeps none.',
    details,
  });
}

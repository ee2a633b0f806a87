import { refuse, type Refusal } from '#event-sourcing';
import { idsReached, openPromises, wholeOf } from '../../clock-facts.ts';
import type { CaseContext } from '../../context.ts';
import type { CaseRecord } from '../../state.ts';

export const nextPromise = ({ clocks }: CaseRecord): string =>
  `P${String(idsReached(clocks, 'promised').length + 1)}`;

export const inThePast = (dueAt: string | undefined, context: CaseContext): Refusal | undefined =>
  dueAt !== undefined && dueAt <= context.happenedAt
    ? refuse('CLK-5', 'time-in-the-past', 'The promised time has already passed.', {
        remedy: 'Promise a later time.',
      })
    : undefined;

/** CLK-5: until resolved; whoever has heard the outcome is promised nothing that the end of the case would forget. */
export const nothingToPromise = (dueAt: string | undefined, state: CaseRecord): Refusal | undefined =>
  dueAt !== undefined && state.outcomeNotified
    ? refuse('CLK-5', 'outcome-told', 'The complainant has heard the outcome; nothing more is waited for.', {
        remedy: 'Leave the promise out; where work goes on, reopen the case and promise then.',
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
  const open = openPromises(wholeOf(clocks), happenedAt);
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

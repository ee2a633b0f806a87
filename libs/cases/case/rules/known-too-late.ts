import { refuse, type Refusal } from '#event-sourcing';
import { isOver } from '../stage-policy.ts';
import type { CaseRecord } from '../state.ts';

/**
 * OUT-1, INT-4: a case that ended because nobody could be told is on no list, so whoever can be told after all would wait
 * for ever. It is opened again first, and then the answer is owed like any other.
 */
export function knownTooLate(before: CaseRecord, after: CaseRecord): Refusal | undefined {
  if (!isOver(before) || !endedUntold(before) || !isTellableNow(before, after)) return undefined;
  const [doing, remedy] =
    before.ending === 'merged'
      ? (['taken over by another case', 'Take the merging back, correct it, and merge it again.'] as const)
      : (['over', 'Reopen the case, correct it, and tell the complainant the outcome.'] as const);
  return refuse(
    'OUT-1',
    'outcome-untold',
    `The case is ${doing}, and whoever becomes known now would never hear of it.`,
    {
      remedy,
      details: { missing: ['outcomeNotified'] },
    },
  );
}

/** Whoever withdrew knows (LIF-2); what a source says has ended is not told by us (INT-11). */
const endedUntold = ({ ending, imported, outcomeNotified }: CaseRecord): boolean =>
  ending !== 'withdrawn' && !imported && !outcomeNotified;

/** Somebody unknown is named; or somebody who was not reached can be reached otherwise, unless that is for the other case. */
const isTellableNow = (before: CaseRecord, after: CaseRecord): boolean =>
  before.complainant.anonymous
    ? !after.complainant.anonymous
    : before.ending !== 'merged' && before.untellable !== undefined && after.untellable === undefined;

import { matches, stepsFor, type ClosingCondition, type Procedure } from '#procedures';
import { matterOf } from '../matter.ts';
import { isAsked, isOwed } from '../remedies/remedy.ts';
import type { CaseRecord } from '../state.ts';
import { untold } from './merged-complainants.ts';
import { regulatorsOwed } from './regulators.ts';

type Check = (state: CaseRecord, procedure: Procedure) => boolean;

const followUpDone: Check = (state, { followUp, ladder }) =>
  !followUp.required ||
  (followUp.when !== undefined && !matches(followUp.when, matterOf(state), ladder)) ||
  state.followUps.some((each) => each.reached) ||
  state.followUps.length >= followUp.maxAttempts;

const receiptsReturned: Check = (state) =>
  state.dispatches.every((dispatch) => dispatch.status === 'handedBack' || dispatch.status === 'returned');

const CHECKS: Record<ClosingCondition, Check> = {
  outcomeNotified: (state) => state.outcomeNotified,
  followUpDone,
  receiptsReturned,
  regulatorAnswered: (state) => regulatorsOwed(state).length === 0,
  writtenResponse: (state) => state.finalResponseIssued,
};

type Missing = ClosingCondition | 'compensationDelivered' | 'mergedComplainantsTold';

/** OUT-5: money that is owed, or that somebody was asked for, keeps a case open under every procedure. */
const owedOrAsked = ({ remedies }: Pick<CaseRecord, 'remedies'>): readonly Missing[] =>
  remedies.some((each) => isOwed(each) || isAsked(each)) ? ['compensationDelivered'] : [];

/** LIF-2, OUT-1: those whose cases were merged into this one are told under every procedure. */
const mergedUntold = ({ takenOver }: CaseRecord, { attempts }: Procedure): readonly Missing[] =>
  untold(takenOver, 'merging', attempts.outcome).length +
    untold(takenOver, 'outcome', attempts.outcome).length >
  0
    ? ['mergedComplainantsTold']
    : [];

/** INT-9, OUT-1: what is owed under every procedure, also by a case that was turned down or withdrawn. */
export const owedToAnybody = (state: CaseRecord, procedure: Procedure): readonly Missing[] => [
  ...owedOrAsked(state),
  ...(regulatorsOwed(state).length > 0 ? (['regulatorAnswered'] as const) : []),
  ...mergedUntold(state, procedure),
];

/** A closed case has told everybody, and what a merged one owed is owed by the other. */
export const owesAnswers = ({ ending }: Pick<CaseRecord, 'ending'>): boolean =>
  ending === undefined || ending === 'inadmissible' || ending === 'withdrawn';

/** What nobody can do for somebody who is unknown, or was not reached in spite of all attempts (INT-4, OUT-1). */
function notAsked({ complainant, untellable }: CaseRecord): readonly ClosingCondition[] {
  if (complainant.anonymous) return ['outcomeNotified', 'followUpDone', 'writtenResponse'];
  return untellable === undefined ? [] : ['outcomeNotified', 'followUpDone'];
}

/** What the procedure asks for before closing and the case lacks (OUT-5). */
export function missingForClosing(state: CaseRecord, procedure: Procedure): readonly Missing[] {
  const unreachable = notAsked(state);
  const { closing, ladder } = procedure;
  const conditions = stepsFor(closing.requires, matterOf(state), ladder).filter(
    (each) => !unreachable.includes(each) && !CHECKS[each](state, procedure),
  );
  return [...new Set([...conditions, ...owedToAnybody(state, procedure)])];
}

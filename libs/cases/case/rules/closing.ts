import { matches, stepsFor, type ClosingCondition, type Procedure } from '#procedures';
import { matterOf } from '../matter.ts';
import { isAsked, isOwed } from '../remedies/remedy.ts';
import type { CaseRecord } from '../state.ts';
import { lastFollowUp } from './attempts.ts';
import { untold } from './merged-complainants.ts';
import { regulatorsOwed } from './regulators.ts';
import { reviewsMissing } from './reviews.ts';

type Check = (state: CaseRecord, procedure: Procedure) => boolean;

/** OUT-3: whether the procedure has a case like this one followed up. */
export const isFollowUpAsked: Check = (state, { followUp, ladder }) =>
  followUp.required && (followUp.when === undefined || matches(followUp.when, matterOf(state), ladder));

/** Reached, or tried as often as the procedure asks for. */
export const isFollowedUp: Check = ({ followUps }, procedure) =>
  followUps.some((each) => each.reached) || lastFollowUp(followUps, procedure).length > 0;

const followUpDone: Check = (state, procedure) =>
  !isFollowUpAsked(state, procedure) || isFollowedUp(state, procedure);

const receiptsReturned: Check = (state) =>
  state.dispatches.every((dispatch) => dispatch.status === 'handedBack' || dispatch.status === 'returned');

const CHECKS: Record<ClosingCondition, Check> = {
  outcomeNotified: (state) => state.outcomeNotified,
  followUpDone,
  receiptsReturned,
  regulatorAnswered: (state) => regulatorsOwed(state).length === 0,
  demandsAnswered: ({ demands }) => demands.every(({ answer }) => answer !== undefined),
  improvementPlanned: ({ improvement }) => improvement !== undefined,
  writtenResponse: (state) => state.finalResponseIssued && !othersWaitForWriting(state),
};

/** OUT-2: by how the case came, also from a regulator who passed it on later. */
export const asksForWriting = (state: CaseRecord, { closing, ladder }: Procedure): boolean =>
  [matterOf(state), ...(passedOn(state) ? [matterOf(state, { channel: 'regulator' })] : [])].some((matter) =>
    stepsFor(closing.requires, matter, ladder).includes('writtenResponse'),
  );

const othersWaitForWriting = ({ takenOver }: CaseRecord): boolean =>
  takenOver.some((each) => each.writtenResponse && each.written !== true);

export const passedOn = ({ regulators }: CaseRecord): boolean =>
  regulators.some(({ of }) => of === undefined);

export type Missing =
  'reviewed' | ClosingCondition | 'compensationDelivered' | 'mergedComplainantsTold' | 'calledBack';

/** OUT-5: money that is owed, or that somebody was asked for, keeps a case open under every procedure. */
const owedOrAsked = ({ remedies }: Pick<CaseRecord, 'remedies'>): readonly Missing[] =>
  remedies.some((each) => isOwed(each) || isAsked(each)) ? ['compensationDelivered'] : [];

/** LIF-2, OUT-1: those whose cases were merged into this one are told under every procedure. */
const mergedUntold = ({ takenOver }: CaseRecord, procedure: Procedure): readonly Missing[] =>
  untold(takenOver, 'merging', procedure).length + untold(takenOver, 'outcome', procedure).length > 0
    ? ['mergedComplainantsTold']
    : [];

/** INT-8, INT-9, OUT-1: what is owed under every procedure, also by a case that was turned down or withdrawn. */
export const owedToAnybody = (state: CaseRecord, procedure: Procedure): readonly Missing[] => [
  ...owedOrAsked(state),
  ...(regulatorsOwed(state).length > 0 ? (['regulatorAnswered'] as const) : []),
  ...mergedUntold(state, procedure),
  ...(state.contact === undefined ? [] : (['calledBack'] as const)),
];

/** CLS-6: it was explained when it was turned down, and nothing else was promised. */
export const isTurnedDown = ({ ending }: Pick<CaseRecord, 'ending'>): boolean => ending === 'inadmissible';

/** A closed case has told everybody, and what a merged one owed is owed by the other. */
export const owesAnswers = ({ ending }: Pick<CaseRecord, 'ending'>): boolean =>
  ending === undefined || ending === 'inadmissible' || ending === 'withdrawn';

/** What nobody can do for somebody who is unknown, or was not reached in spite of all attempts (INT-4, OUT-1). */
function notAsked(state: CaseRecord): readonly ClosingCondition[] {
  const { complainant, untellable } = state;
  const othersWait = passedOn(state) || othersWaitForWriting(state);
  if (complainant.anonymous)
    return ['outcomeNotified', 'followUpDone', ...(othersWait ? [] : (['writtenResponse'] as const))];
  return untellable === undefined ? [] : ['outcomeNotified', 'followUpDone'];
}

/** What the procedure asks for before this case is closed, whether or not it is there (OUT-5). */
export function askedForClosing(state: CaseRecord, procedure: Procedure): readonly ClosingCondition[] {
  const unreachable = notAsked(state);
  const { closing, ladder } = procedure;
  const isWritten = asksForWriting(state, procedure) || othersWaitForWriting(state);
  const asked = [
    ...stepsFor(closing.requires, matterOf(state), ladder),
    ...(isWritten ? (['writtenResponse'] as const) : []),
  ];
  return [...new Set(asked)].filter((each) => !unreachable.includes(each));
}

export const isMet = (condition: ClosingCondition, state: CaseRecord, procedure: Procedure): boolean =>
  CHECKS[condition](state, procedure);

/** What the procedure asks for before closing and the case lacks (OUT-5). */
export function missingForClosing(state: CaseRecord, procedure: Procedure): readonly Missing[] {
  const conditions = askedForClosing(state, procedure).filter((each) => !isMet(each, state, procedure));
  const unseen = reviewsMissing('closed', state, procedure).length > 0 ? (['reviewed'] as const) : [];
  return [...new Set([...conditions, ...unseen, ...owedToAnybody(state, procedure)])];
}

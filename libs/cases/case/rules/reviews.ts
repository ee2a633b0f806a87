import { refuse, type Refusal } from '#event-sourcing';
import { isBody, matches, type Procedure, type ReviewRule } from '#procedures';
import { rankOf, type CaseContext } from '../context.ts';
import { matterOf } from '../matter.ts';
import type { CaseRecord } from '../state.ts';

type Before = ReviewRule['before'];

/** A level need not sign what it has settled itself, or somebody above it. */
const settledThere = ({ by, before }: ReviewRule, { settledBy }: CaseRecord, procedure: Procedure): boolean =>
  before === 'closed' &&
  settledBy !== undefined &&
  !isBody(procedure, by) &&
  rankOf(procedure, settledBy.role) >= rankOf(procedure, by);

/** Who has still to look at it and find it in order, in the order of the procedure (AUT-5). */
export const reviewsMissing = (
  before: Before,
  state: CaseRecord,
  procedure: Procedure,
): readonly ReviewRule[] =>
  procedure.reviews.filter(
    (rule) =>
      rule.before === before &&
      (rule.when === undefined || matches(rule.when, matterOf(state), procedure.ladder)) &&
      !settledThere(rule, state, procedure) &&
      !state.reviews.some((each) => each.by === rule.by && each.before === before && each.inOrder),
  );

/** What is looked at next: a plan of which the complainant has not heard, or the case that is to be closed. */
export function nextReview(state: CaseRecord, { procedure }: CaseContext): ReviewRule | undefined {
  if (state.resolved) return reviewsMissing('closed', state, procedure)[0];
  const isPlanned = state.options.some(({ status }) => status === 'prepared');
  return isPlanned ? reviewsMissing('offered', state, procedure)[0] : undefined;
}

/** AUT-5: nobody hears of what has to be looked at before. */
export function notReviewed(state: CaseRecord, { procedure }: CaseContext): Refusal | undefined {
  const [next] = reviewsMissing('offered', state, procedure);
  return (
    next &&
    refuse('AUT-5', 'review-needed', `"${next.by}" has to look at this before the complainant hears of it.`, {
      remedy: `Prepare it, and have "${next.by}" review it.`,
      details: { neededLevel: next.by },
    })
  );
}

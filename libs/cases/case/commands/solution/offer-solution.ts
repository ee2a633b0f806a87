import { field, refuse, type Refusal } from '#event-sourcing';
import { awaitedLevel, holds, matterNeed, unmet, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { METHODS } from '../../events/fields.ts';
import { nextRequest, ofOption, type Authority, type Sum } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, decidedOn, promiseNeed, totalWith } from '../../rules/promises.ts';
import { notReviewed } from '../../rules/reviews.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { nextApproval } from './approval.ts';
import { answerAwaited, gives, withStatus, type Option, type Paying } from './options.ts';

/**
 * SOL-1: the best option first, the next one only after an objection. SOL-4: what it gives is reserved; above the authority
 * of whoever offers it becomes a request to the level that has it, and the complainant hears nothing yet.
 */
export const offerSolution = command({
  name: 'OfferSolution',
  summary:
    'Offer the best solution not yet rejected; above your authority it becomes a request (SOL-1, SOL-4).',
  group: 'Solution',
  data: {
    option: field.reference({
      of: 'option',
      optional: true,
      example: 'S1',
      description: 'Default: the best one not yet rejected.',
    }),
    method: field.choice(METHODS),
  },
  who: deciding({ level: 'amount', below: 'request' }),
  weighs: (_data, state, context) =>
    gives(withStatus(state, 'prepared')[0]) ? {} : { below: 'refused', need: matterNeed(state, context) },
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const best = withStatus(state, 'prepared')[0];
    if (!best || withStatus(state, 'offered').length > 0) return nothingToOffer(state);
    const refusal = firstOf(
      notNow(best, data.option),
      approvalMissing(state, context),
      notReviewed(state, context),
    );
    if (refusal) return refusal;
    const { method } = data;
    if (!gives(best)) return [draft('SolutionOffered', { option: best.option, method })];
    const promise = promiseOf(best, state, context);
    if ('remedy' in promise) return [draft('SolutionOffered', { option: best.option, method, promise })];
    return requested(best, promise, state, context);
  },
});

const nothingToOffer = (state: CaseRecord): Refusal =>
  withStatus(state, 'offered').length > 0
    ? answerAwaited()
    : refuse('SOL-1', 'no-option-left', 'No prepared option is left to offer.', {
        remedy: 'Prepare solutions, or escalate.',
      });

const notNow = ({ option: best }: Option, asked: string | undefined): Refusal | undefined =>
  asked === undefined || asked === best
    ? undefined
    : refuse('SOL-1', 'better-option-first', `Option ${best} ranks higher and has not been offered yet.`);

function approvalMissing(state: CaseRecord, context: CaseContext): Refusal | undefined {
  const level = nextApproval(state, context);
  return level === undefined
    ? undefined
    : refuse('AUT-5', 'approval-needed', 'The plan has to be approved before the complainant hears of it.', {
        remedy: `Ask "${level}" to approve it.`,
        details: { neededLevel: level },
      });
}

/** What the offer promises and who decided on it; without that decision, what it needs. */
function promiseOf(best: Paying, state: CaseRecord, context: CaseContext) {
  const { remedy } = best;
  const sum = totalWith(remedy, state, context);
  const worth = worthOf(remedy, state, context.procedure.currency);
  const need = promiseNeed(remedy, state, context);
  const decided = carriedOut(best, sum, state, context);
  if (decided === undefined && unmet(need, state, context) !== undefined) return need;
  const acting = authorityOf(sum, need.because ?? need.rule, context);
  const authority: Authority = decided
    ? { ...decided, ...(acting.caseTotal && { caseTotal: acting.caseTotal }) }
    : acting;
  return { remedy, ...(worth && { worth }), authority };
}

/** A decision on sum and matter that is on record, unless a level has been asked since (AUT-4). */
function carriedOut(
  option: Paying,
  sum: Sum,
  state: CaseRecord,
  context: CaseContext,
): Authority | undefined {
  const asked = awaitedLevel(state);
  if (asked !== undefined && !holds(asked, context)) return undefined;
  if (unmet(matterNeed(state, context, sum), state, context) !== undefined) return undefined;
  return decidedOn(option, sum, state, context);
}

function requested(
  { option, remedy, description: reason }: Paying,
  need: Need,
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] | Refusal {
  const before = ofOption(option, state.remedies);
  if (before?.status === 'requested')
    return refuse(
      'SOL-4',
      'already-requested',
      `The level "${before.neededLevel ?? need.level}" has been asked.`,
      {
        remedy: 'Wait for its answer.',
        details: { request: before.request ?? '', neededLevel: before.neededLevel ?? need.level },
      },
    );
  const sum = totalWith(remedy, state, context);
  const worth = worthOf(remedy, state, context.procedure.currency);
  const asked = {
    ...{ request: nextRequest(state.remedies), option, remedy, reason, neededLevel: need.level },
    authority: authorityOf(sum, need.because ?? need.rule, context),
  };
  const unfit = unfitRemedy(remedy, state, context);
  return unfit ?? [draft('CompensationRequested', { ...asked, ...(worth && { worth }) })];
}

import { refuse, type Refusal } from '#event-sourcing';
import { isInstant } from '#event-sourcing';
import { normalised } from '#procedures';
import { higherNeed, type Need } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import { draft, type CaseDecision } from '../../decision.ts';
import type { Remedy } from '../../events/fields.ts';
import { openRequest, type CaseRemedy } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import type { CaseRecord } from '../../state.ts';
import type { CaseWeight } from '../../who-policy.ts';

export const noOpenRequest = (request: string): Refusal =>
  refuse('SOL-4', 'no-open-request', `No open request "${request}" in this case.`);

/** SOL-4: a request is answered by the level that was asked. */
export const requestNeed = (asked: CaseRemedy | undefined): Need | undefined =>
  asked?.neededLevel === undefined
    ? undefined
    : { level: asked.neededLevel, rule: 'SOL-4', doing: 'Deciding on this request', inPerson: true };

/** The level that was asked, or a higher one, when the total has grown since; never whoever asked. */
export function answerWeight(request: string, state: CaseRecord, context: CaseContext): CaseWeight {
  const asked = openRequest(request, state.remedies);
  const first = requestNeed(asked);
  const apartFrom = asked?.requestedBy ?? [];
  if (asked === undefined || first === undefined) return { apartFrom };
  return { need: higherNeed([first, promiseNeed(asked.remedy, state, context)], context), apartFrom };
}

export function offerAuthorised(request: string, state: CaseRecord, context: CaseContext): CaseDecision {
  const asked = openRequest(request, state.remedies);
  if (asked?.option === undefined) return noOpenRequest(request);
  const { option, remedy } = asked;
  const worth = worthOf(remedy, state, context.procedure.currency);
  const because = promiseNeed(remedy, state, context).because ?? 'SOL-4';
  const authority = authorityOf(totalWith(remedy, state, context), because, context);
  return [draft('OfferAuthorised', { request, option, ...(worth && { worth }), authority })];
}

/** Whoever grants what was asked for answers the request, so that it is not given twice. */
export const sameAsked = (
  remedy: Remedy,
  { remedies, ...state }: CaseRecord,
  { procedure: { currency } }: CaseContext,
): string | undefined =>
  remedies.find(
    (each) =>
      each.status === 'requested' &&
      each.option === undefined &&
      isSameThing(each.remedy, remedy) &&
      worthOf(each.remedy, state, currency)?.minor === worthOf(remedy, state, currency)?.minor,
  )?.request;

export const isSameThing = (one: Remedy, other: Remedy): boolean =>
  one.kind === other.kind && normalised(one.goods ?? '') === normalised(other.goods ?? '');

const noSuchGrant = (grant: string): Refusal =>
  refuse('SOL-6', 'unknown-grant', `This case has no grant "${grant}".`);

/** LIF-5: nothing is delivered or taken back before it was granted. */
function beforeGranted({ grantedAt }: CaseRemedy, { happenedAt }: CaseContext): Refusal | undefined {
  if (!isInstant(grantedAt) || happenedAt >= grantedAt) return undefined;
  return refuse(
    'LIF-5',
    'before-granted',
    `It was granted at ${grantedAt}; this cannot have happened earlier.`,
    { remedy: 'Correct the time at which it happened.' },
  );
}

/** The grant that something is said of, or why nothing can be. */
export function grantOf(
  grant: string,
  remedies: readonly CaseRemedy[],
  context: CaseContext,
): CaseRemedy | Refusal {
  const found = remedies.find((each) => each.grant === grant);
  return found === undefined ? noSuchGrant(grant) : (beforeGranted(found, context) ?? found);
}

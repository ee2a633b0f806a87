import { field } from '#event-sourcing';
import { higherNeed, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { openRequest } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { noOpenRequest, requestNeed } from './grants.ts';

/** SOL-4: the answer to a request to offer something; those who asked for it then make the offer. */
export const authoriseOffer = command({
  name: 'AuthoriseOffer',
  summary: 'Let an offer be made that was above the authority of whoever wanted to make it (SOL-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'R1' }),
  },
  who: deciding({ level: 'request', apartFrom: 'requester' }),
  weighs: ({ request }, state, context) => ({
    ...need(request, state, context),
    apartFrom: openRequest(request, state.remedies)?.requestedBy ?? [],
  }),
  when: during(CLASSIFIED),
  decide: ({ request }, state, context) => {
    const asked = openRequest(request, state.remedies);
    if (asked?.option === undefined) return noOpenRequest(request);
    const { option, remedy } = asked;
    const worth = worthOf(remedy, state, context.procedure.currency);
    const because = promiseNeed(remedy, state, context).because ?? 'SOL-4';
    const authority = authorityOf(totalWith(remedy, state, context), because, context);
    return [draft('OfferAuthorised', { request, option, ...(worth && { worth }), authority })];
  },
});

/** The level that was asked, or a higher one, when the total has grown since. */
function need(request: string, state: CaseRecord, context: CaseContext): { readonly need?: Need } {
  const asked = openRequest(request, state.remedies);
  const first = requestNeed(asked);
  if (asked === undefined || first === undefined) return {};
  return { need: higherNeed([first, promiseNeed(asked.remedy, state, context)], context) };
}

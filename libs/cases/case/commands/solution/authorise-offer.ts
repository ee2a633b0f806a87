import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { answerWeight, offerAuthorised } from './grants.ts';

/** SOL-4: the answer to a request to offer something; those who asked for it then make the offer. */
export const authoriseOffer = command({
  name: 'AuthoriseOffer',
  summary: 'Let an offer be made that was above the authority of whoever wanted to make it (SOL-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'R1' }),
  },
  who: deciding({ level: 'request', apartFrom: 'requester' }),
  weighs: ({ request }, state, context) => answerWeight(request, state, context),
  when: during(CLASSIFIED),
  decide: ({ request }, state, context) => offerAuthorised(request, state, context),
});

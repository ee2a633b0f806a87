import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { tooFewAttempts } from '../../rules/attempts.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { withStatus } from './options.ts';

/** SOL-1: an offer that nobody answers does not hold the case for ever; what was offered stays on record. */
export const lapseOffer = command({
  name: 'LapseOffer',
  summary:
    'Let an offer lapse that nobody has answered after the attempts that the procedure asks for (SOL-1).',
  group: 'Solution',
  data: { reason: field.text({ example: 'Called twice and written to; no answer.' }) },
  who: deciding(),
  when: during([...CLASSIFIED, 'offer']),
  decide: ({ reason }, state, context) =>
    tooFewAttempts('SOL-1', state.failedContacts.offer, 'offer', context) ??
    withStatus(state, 'offered').map(({ option }) => draft('OfferLapsed', { option, reason })),
});

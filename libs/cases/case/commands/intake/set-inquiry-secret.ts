import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

const SHORTEST = 8;

/** INT-13: with the number and this the complainant asks how it stands; a new one takes the place of the old. */
export const setInquirySecret = command({
  name: 'SetInquirySecret',
  summary: 'Keep the secret by which the complainant may ask for the progress (INT-13).',
  group: 'Intake',
  data: {
    secret: field.text({
      max: 100,
      example: 'seven blue lanterns',
      description: 'Agreed with the complainant; at least eight signs. Only a keyed hash of it is kept.',
    }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ secret }, state, { secrets }) => {
    if (secret.trim().length < SHORTEST)
      return refuse('INT-13', 'secret-too-short', `A secret has at least ${String(SHORTEST)} signs.`, {
        remedy: 'Agree on a longer one, such as three words.',
      });
    if (state.complainant.anonymous)
      return refuse('INT-13', 'nobody-to-tell', 'Nobody is known who could ask.', {
        remedy: 'Record who complains first.',
      });
    return state.inquirySeal !== undefined && secrets.isRight(state.inquirySeal, secret)
      ? []
      : [draft('InquirySecretSet', { seal: secrets.seal(secret) })];
  },
});

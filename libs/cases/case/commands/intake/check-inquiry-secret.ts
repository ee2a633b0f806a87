import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INT-13: whoever calls and knows the secret hears how it stands; a wrong one and none at all are answered alike. */
export const checkInquirySecret = command({
  name: 'CheckInquirySecret',
  summary: 'Check the secret of somebody who asks for the progress by telephone (INT-13).',
  group: 'Intake',
  data: {
    method: field.choice(METHODS),
    secret: field.text({ max: 100, example: 'seven blue lanterns' }),
  },
  who: recording(),
  when: during(['notArchived']),
  decide: ({ method, secret }, { inquirySeal = '' }, { secrets }) =>
    secrets.isRight(inquirySeal, secret)
      ? [draft('ProgressAsked', { method })]
      : refuse('INT-13', 'wrong-secret', 'Number and secret do not belong together.', {
          remedy: 'Tell nothing; offer to call back on the number of the case.',
        }),
});

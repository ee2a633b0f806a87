import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { notInResponse } from '../../rules/final-response.ts';
import { during, SETTLED } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** OUT-2 */
export const issueFinalResponse = command({
  name: 'IssueFinalResponse',
  summary: 'Issue the written final response (OUT-2).',
  group: 'Outcome',
  data: {
    method: field.choice(METHODS, { example: 'letter' }),
    letter: field.text({ max: 50_000, example: 'Dear Ms Li, …' }),
  },
  who: recording(),
  when: during(SETTLED, { restsOn: { milestone: 'resolved', code: 'before-resolved' } }),
  decide: (data, state, { procedure }) =>
    notInResponse(data.letter, state, procedure) ?? [draft('FinalResponseIssued', data)],
});

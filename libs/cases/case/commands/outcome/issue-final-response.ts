import { field, isRefusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { notInResponse, sentAs } from '../../rules/final-response.ts';
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
    evidence: field.reference({
      ...{ of: 'evidence', optional: true, example: 'E2' },
      description: 'The file that was sent, as it was added to the case.',
    }),
  },
  who: recording(),
  when: during(SETTLED, { restsOn: { milestone: 'resolved', code: 'before-resolved' } }),
  decide: ({ evidence, ...data }, state, { procedure }) => {
    const sent = evidence === undefined ? undefined : sentAs(evidence, state);
    if (sent !== undefined && isRefusal(sent)) return sent;
    return (
      notInResponse(data.letter, state, procedure) ?? [
        draft('FinalResponseIssued', { ...data, ...(sent && { sent }) }),
      ]
    );
  },
});

import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { tooFewAttempts } from '../../rules/attempts.ts';
import { during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** OUT-1, INT-4: an honest end of telling: nobody knows who it was, or nobody was reached. */
export const recordOutcomeUntellable = command({
  name: 'RecordOutcomeUntellable',
  summary: 'Record that the complainant cannot be told the outcome, and why (OUT-1, INT-4).',
  group: 'Outcome',
  data: { reason: field.text({ example: 'An anonymous letter without any address.' }) },
  who: recording(),
  when: during(['outcomeKnown', 'untold'], { restsOn: { milestone: 'resolved', code: 'before-resolved' } }),
  decide: ({ reason }, { complainant, failedContacts }, context) => {
    if (complainant.anonymous) return [draft('OutcomeUntellable', { why: 'anonymous', reason })];
    return (
      tooFewAttempts('OUT-1', failedContacts.outcome, 'outcome', context) ?? [
        draft('OutcomeUntellable', { why: 'notReached', reason }),
      ]
    );
  },
});

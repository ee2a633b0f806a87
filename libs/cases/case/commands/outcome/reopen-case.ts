import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** OUT-6 */
export const reopenCase = command({
  name: 'ReopenCase',
  summary: 'Reopen a closed case with a reason (OUT-6).',
  group: 'Outcome',
  data: {
    cause: field.choice(['newFacts', 'correction']),
    reason: field.text({ example: 'The lift failed again.' }),
  },
  who: deciding(),
  when: during(['notNew', 'notMerged', 'notArchived']),
  decide: records('CaseReopened'),
});

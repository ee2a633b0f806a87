import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** LIF-2: it ends every clock of the case, so the level that decides on the matter sees to it that the wish is real. */
export const withdrawCase = command({
  name: 'WithdrawCase',
  summary: 'Record that the complainant withdraws (LIF-2).',
  group: 'Outcome',
  data: {
    reason: field.text({ example: 'The complainant no longer wants an answer.' }),
  },
  who: deciding(),
  when: during(OPEN),
  decide: records('CaseWithdrawn'),
});

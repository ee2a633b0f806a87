import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** AUT-4 */
export const decideEscalation = command({
  name: 'DecideEscalation',
  summary: 'Decide as the level that the case was escalated to (AUT-4).',
  group: 'Escalation',
  data: {
    decision: field.text({ example: 'Waive one month of fees.' }),
  },
  who: deciding({ level: 'asked', bound: false }),
  when: during([...OPEN, 'escalation']),
  decide: (data, state) => [draft('EscalationDecided', { ...data, level: state.level })],
});

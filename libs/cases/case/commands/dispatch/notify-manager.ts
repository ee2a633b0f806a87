import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { rankOf } from '../../context.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { levelToTell } from '../../rules/notifying.ts';
import { recording } from '../../who-policy.ts';

/** DIS-3 */
export const notifyManager = command({
  name: 'NotifyManager',
  summary: 'Record that a manager was notified (DIS-3).',
  group: 'Dispatch',
  data: {
    level: field.reference({ of: 'level', example: 'office-director' }),
    manager: field.person({ of: 'staff', example: 'staff-002' }),
    method: field.choice(METHODS),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state, context) => {
    const { procedure } = context;
    if (rankOf(procedure, data.level) < 0)
      return refuse('DIS-3', 'unknown-level', `The procedure has no level "${data.level}".`, {
        details: { levels: procedure.ladder.map((level) => level.id) },
      });
    const needed = levelToTell(state, procedure);
    if (needed !== undefined && rankOf(procedure, data.level) < rankOf(procedure, needed))
      return refuse('DIS-3', 'level-too-low', `This case has to reach "${needed}".`, {
        remedy: `Tell "${needed}".`,
        details: { neededLevel: needed },
      });
    return [draft('ManagerNotified', data)];
  },
});

import { field, refuse, type Refusal } from '#event-sourcing';
import { holdingsOf } from '#organisation';
import { command } from '../../command.ts';
import { rankOf, type CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { levelsToTell } from '../../rules/notifying.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { decidedAt } from '../../standing.ts';
import type { CaseRecord } from '../../state.ts';
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
    const needed = levelsToTell(state, procedure).at(-1);
    if (needed !== undefined && rankOf(procedure, data.level) < rankOf(procedure, needed))
      return refuse('DIS-3', 'level-too-low', `This case has to reach "${needed}".`, {
        remedy: `Tell "${needed}".`,
        details: { neededLevel: needed },
      });
    return notThatLevel(data, state, context) ?? [draft('ManagerNotified', data)];
  },
});

/** DIS-3: the news has to reach somebody who holds the level here, or stands in for them (DIS-5). */
function notThatLevel(
  { level, manager }: { readonly level: string; readonly manager: string },
  state: CaseRecord,
  { organisation, procedure, happenedAt }: CaseContext,
): Refusal | undefined {
  const held = holdingsOf(organisation, manager, decidedAt(state, procedure), happenedAt);
  if (held.some((each) => rankOf(procedure, each.level) >= rankOf(procedure, level))) return undefined;
  return refuse('DIS-3', 'not-that-level', `"${manager}" does not hold the level "${level}" here.`, {
    remedy: `Tell somebody who holds "${level}" in this case.`,
    details: { held: held.map((each) => each.level) },
  });
}

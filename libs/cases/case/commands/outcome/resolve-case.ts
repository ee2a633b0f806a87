import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { unresolvable } from '../../rules/resolving.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** LIF-1: what has to stand before a case is resolved. */
export const resolveCase = command({
  name: 'ResolveCase',
  summary: 'Declare the matter resolved (LIF-1).',
  group: 'Outcome',
  data: {
    summary: field.text({ example: 'Lift repaired, fee waived.' }),
  },
  who: deciding(),
  when: during(WORKING, { restsOn: { milestone: 'investigated', code: 'before-concluded' } }),
  decide: (data, state, context) =>
    unresolvable(state, context) ?? [draft('CaseResolved', { ...data, settledAtOnce: false })],
});

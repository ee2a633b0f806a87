import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** CLS-8 */
export const recordUnreasonableDemand = command({
  name: 'RecordUnreasonableDemand',
  summary: 'Record an unreasonable demand and its explanation (CLS-8).',
  group: 'Classification',
  data: {
    demand: field.text({ example: 'Ten years without fees.' }),
    explanation: field.text({ example: 'Explained what the contract allows.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: records('UnreasonableDemandRecorded'),
});

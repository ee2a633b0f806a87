import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { takenAway } from '../../authority.ts';
import { draft } from '../../decision.ts';
import { FLAGS, type Flag } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';

/** AUT-3: not to get round the level that the flag asks for. */
export const clearFlag = command({
  name: 'ClearFlag',
  summary: 'Clear a sensitive flag (CLS-7).',
  group: 'Classification',
  data: {
    flag: field.choice(FLAGS),
    reason: field.text({ example: 'The newspaper was mistaken.' }),
  },
  who: deciding({ level: 'takenAway' }),
  weighs: ({ flag }, state, context) => weighing(takenAway(state, withoutFlag(flag, state), context)),
  when: during(OPEN),
  decide: (data, state) => {
    if (!state.flags.includes(data.flag))
      return refuse('CLS-7', 'flag-not-raised', `The flag "${data.flag}" is not raised on this case.`);
    return [draft('SensitiveFlagCleared', data)];
  },
});

const withoutFlag = (cleared: Flag, state: CaseRecord): CaseRecord => ({
  ...state,
  flags: state.flags.filter((flag) => flag !== cleared),
});

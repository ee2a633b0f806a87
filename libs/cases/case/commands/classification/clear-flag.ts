import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { takesAuthorityAway } from '../../context.ts';
import { draft } from '../../decision.ts';
import { FLAGS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { staff } from '../../who-policy.ts';

/** AUT-3: not to get round the level that the flag asks for. */
export const clearFlag = command({
  name: 'ClearFlag',
  summary: 'Clear a sensitive flag (CLS-7).',
  group: 'Classification',
  data: {
    flag: field.choice(FLAGS),
    reason: field.text({ example: 'The newspaper was mistaken.' }),
  },
  who: staff({ level: 'matter', inDecision: ['level'] }),
  when: during(OPEN),
  decide: (data, state, context) => {
    if (!state.flags.includes(data.flag))
      return refuse('CLS-7', 'flag-not-raised', `The flag "${data.flag}" is not raised on this case.`);
    const flags = state.flags.filter((flag) => flag !== data.flag);
    return takesAuthorityAway(state, { ...state, flags }, context) ?? [draft('SensitiveFlagCleared', data)];
  },
});

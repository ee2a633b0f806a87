import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { FLAGS } from '../../events/fields.ts';
import { severityByFlags } from '../../rules/flags.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** Only what this flag demands: a severity that somebody lowered in spite of an earlier one stays lowered. */
export const raiseFlag = command({
  name: 'RaiseFlag',
  summary: 'Raise a sensitive flag (CLS-7).',
  group: 'Classification',
  data: {
    flag: field.choice(FLAGS),
    reason: field.text({ example: 'A newspaper has called.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state, context) => {
    if (state.flags.includes(data.flag)) return [];
    const raised =
      state.severity === undefined ? undefined : severityByFlags(state.severity, [data.flag], context);
    return [draft('SensitiveFlagRaised', data), ...(raised ? [raised] : [])];
  },
});

import { field, refuse } from '#event-sourcing';
import { PAUSE_REASONS } from '#procedures';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isTooLateToSay } from '../../moments.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { judgesNothing, recording } from '../../who-policy.ts';
import { firstLevel } from '../../rules/levels.ts';
import { isPaused } from './running-clocks.ts';

/** CLK-9: only for the reasons that the procedure allows; from an earlier time on only by a level. */
export const pauseClocks = command({
  name: 'PauseClocks',
  summary: 'Let the clocks stand still while waiting (CLK-9).',
  group: 'Clocks',
  data: {
    reason: field.choice(PAUSE_REASONS),
    explanation: field.text({ example: 'The resident is away until Friday.' }),
  },
  who: recording({ level: 'first' }),
  weighs: (_data, _state, context) =>
    isTooLateToSay(context.happenedAt, context)
      ? firstLevel('CLK-9', 'Letting the clocks stand still from an earlier time on', context)
      : judgesNothing,
  when: during(WORKING),
  decide: (data, state, { procedure }) => {
    if (!procedure.pauseReasons.includes(data.reason))
      return refuse(
        'CLK-9',
        'pause-not-allowed',
        'The procedure does not let clocks stand still for this reason.',
        {
          details: { allowed: procedure.pauseReasons },
        },
      );
    if (isPaused(state)) return [];
    return [draft('ClocksPaused', data)];
  },
});

import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { isPaused } from './running-clocks.ts';

export const resumeClocks = command({
  name: 'ResumeClocks',
  summary: 'Let the clocks run again (CLK-9).',
  group: 'Clocks',
  data: {
    explanation: field.text({ example: 'The resident is back.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state, { happenedAt }) => {
    if (!isPaused(state)) return refuse('CLK-9', 'not-paused', 'The clocks of this case are not paused.');
    const since = state.clocks.pauses.at(-1)?.from ?? happenedAt;
    return happenedAt < since
      ? refuse(
          'LIF-5',
          'before-paused',
          `The clocks stand still since ${since}; this cannot have been earlier.`,
          {
            remedy: 'Correct the time at which it happened.',
          },
        )
      : [draft('ClocksResumed', data)];
  },
});

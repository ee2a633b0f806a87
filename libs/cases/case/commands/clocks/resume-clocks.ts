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
  decide: (data, state) =>
    isPaused(state)
      ? [draft('ClocksResumed', data)]
      : refuse('CLK-9', 'not-paused', 'The clocks of this case are not paused.'),
});

import { miss, promotion } from '../../clock-misses.ts';
import { command } from '../../command.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { dueClock, timerFields } from './timer.ts';

/** CLK-6, CLK-7, CLK-8: the breach with its true due time, and what it triggers. */
export const recordDeadlineBreach = command({
  name: 'RecordDeadlineBreach',
  summary: 'Record that a clock has run out, and what that brings about (CLK-6).',
  group: 'Clocks',
  data: timerFields,
  who: ourOwn('scheduler'),
  when: always,
  route: 'none',
  decide(data, state, context) {
    const clock = dueClock(data, state);
    if (!clock || context.now < clock.dueAt) return [];
    return clock.onDue === 'promote'
      ? promotion(clock, state, context)
      : miss(clock, 'scheduler', state, context);
  },
});

import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { dueClock, timerFields } from './timer.ts';

/** CLK-6: recorded once, however often the scheduler runs. */
export const recordDeadlineWarning = command({
  name: 'RecordDeadlineWarning',
  summary: 'Record that a clock runs out soon (CLK-6).',
  group: 'Clocks',
  data: timerFields,
  who: ourOwn('scheduler'),
  when: always,
  route: 'none',
  decide(data, state, context) {
    const clock = dueClock(data, state);
    if (
      clock?.warnAt === undefined ||
      clock.warned ||
      context.now < clock.warnAt ||
      context.now >= clock.dueAt
    )
      return [];
    return [draft('DeadlineWarningRaised', { clock: clock.clock, kind: clock.kind, dueAt: clock.dueAt })];
  },
});

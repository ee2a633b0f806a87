import { deadlineOf, moved } from '../../clock-due.ts';
import { command } from '../../command.ts';
import { always } from '../../stage-policy.ts';
import { ruleOf } from '../../wanted-clocks.ts';
import { ourOwn } from '../../who-policy.ts';
import { dueClock, timerFields } from './timer.ts';

/** CLK-2: a due time in a year without decreed holidays is reckoned anew once they are. */
export const recordHolidaysDecreed = command({
  name: 'RecordHolidaysDecreed',
  summary: 'Reckon a provisional due time anew, now that the holidays are decreed (CLK-2).',
  group: 'Clocks',
  data: timerFields,
  who: ourOwn('scheduler'),
  when: always,
  route: 'none',
  decide(data, state, { procedure, now }) {
    const clock = dueClock(data, state);
    if (clock?.provisional !== true) return [];
    const deadline = deadlineOf(clock, ruleOf(clock, procedure), procedure);
    if (deadline.provisional) return [];
    // Nothing is due before it was known when.
    return deadline.dueAt > now
      ? [moved(clock, 'holidaysDecreed', deadline)]
      : [moved(clock, 'holidaysDecreed', { dueAt: clock.dueAt }, { carried: true })];
  },
});

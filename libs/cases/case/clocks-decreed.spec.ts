import { describe, expect, it } from 'vitest';
import { clockOf } from '../testing/clocks.ts';
import { residentialProperty, story, type Story } from '../testing/story.ts';

const CLOCK = 'regulator-answer:R1';
const SCHEDULER = { id: 'scheduler', roles: ['system'] };

/** A complaint of the end of 2098, seven working days before it is due, and then what is decreed for 2099. */
function decreed(days: object, at?: string): Story {
  const told = story().at('2098-12-30T10:00:00+08:00').opened({ channel: 'regulator' });
  const calendar = { ...residentialProperty.calendar, decreedYears: [2098, 2099], ...days };
  const known = story({ ...residentialProperty, calendar }).replaying(told);
  const { dueAt } = clockOf(told, CLOCK);
  return known
    .by(SCHEDULER)
    .at(at ?? told.now)
    .do('RecordHolidaysDecreed', { clock: CLOCK, dueAt });
}

describe('a due time once the holidays are decreed (CLK-2)', () => {
  const openOn = { '2099-01-03': 'Make-up day', '2099-01-04': 'Make-up day' };
  const due = clockOf(decreed({}), CLOCK).dueAt;
  const earlier = clockOf(decreed({ openOn }), CLOCK).dueAt;

  it('CLK-2 comes earlier where weekends became working days', () => {
    expect(earlier < due).toBe(true);
  });

  it.each([
    ['over by then', new Date(Date.parse(earlier) + 60_000).toISOString()],
    ['just now', earlier],
  ])('CLK-2 is not moved to what is %s: nothing is due before it was known when', (_, at) => {
    const told = decreed({ openOn }, at);
    expect(told.last('DeadlineMoved')).toMatchObject([{ to: due, carried: true, cause: 'holidaysDecreed' }]);
    expect(clockOf(told, CLOCK)).toMatchObject({ dueAt: due, breached: false });
  });

  it('CLK-2 CLK-3 moves with the time of its warning', () => {
    const told = decreed({ openOn });
    const [{ to, warnAt } = {}] = told.last('DeadlineMoved');
    expect(to).toBe(earlier);
    expect(warnAt !== undefined && warnAt < earlier && warnAt > clockOf(told, CLOCK).startedAt).toBe(true);
  });
});

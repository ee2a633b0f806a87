import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { type DeadlineInput } from './deadline.ts';
import type { BusinessCalendar } from './procedure.ts';
import { office, cn, due } from './testing/offices.ts';

const alwaysOpen: BusinessCalendar = {
  holidays: 'none',
  workingWeekdays: [1, 2, 3, 4, 5],
  openingHours: [['00:00', '24:00']],
};
const waiting = { reason: 'waitingForComplainant' };

describe('acceptance figures', () => {
  it('ACC-3 two elapsed days from Wednesday 16:55 are due Friday 16:55', () => {
    expect(due({ allowance: { elapsedMinutes: 2880 } }).dueAt).toBe(cn('2026-10-02T16:55'));
  });

  it('ACC-3 two business days end on Friday 9 October at closing time', () => {
    const deadline = due({ allowance: { businessDays: 2 } });
    expect(deadline.dueAt).toBe(cn('2026-10-09T18:00'));
    expect(deadline.intervals.map(({ why, counts, note }) => ({ why, counts, note }))).toEqual([
      { why: 'startDay', counts: false, note: undefined },
      { why: 'holiday', counts: false, note: 'National Day (国庆节)' },
      { why: 'workingDay', counts: true, note: undefined },
      { why: 'workingDay', counts: true, note: undefined },
    ]);
  });

  it('ACC-3 three business days end on the make-up Saturday 10 October at closing time', () => {
    const deadline = due({ allowance: { businessDays: 3 } });
    expect(deadline.dueAt).toBe(cn('2026-10-10T18:00'));
    expect(deadline.intervals.at(-1)).toMatchObject({
      why: 'makeUpDay',
      counts: true,
      note: 'National Day (国庆节)',
    });
  });
});

describe('every kind of allowance', () => {
  it.each([
    ['during opening hours', '2026-09-30T16:55', '2026-09-30T18:00'],
    ['after closing, before a holiday week', '2026-09-30T18:00', '2026-10-08T18:00'],
    ['on a holiday', '2026-10-03T10:00', '2026-10-08T18:00'],
    ['before opening', '2026-09-29T03:00', '2026-09-29T18:00'],
    ['on a make-up Saturday', '2026-10-10T10:00', '2026-10-10T18:00'],
  ])('CLK-2 same opening day, started %s', (_when, from, to) => {
    expect(due({ allowance: { sameOpeningDay: true }, startedAt: cn(from) }).dueAt).toBe(cn(to));
  });

  it.each([
    ['during opening hours', '2026-09-30T16:55', '2026-10-01T00:00'],
    ['a minute before closing', '2026-09-30T17:59', '2026-10-01T00:00'],
    ['on a Saturday in the holidays', '2026-10-03T10:00', '2026-10-04T00:00'],
    ['after closing', '2026-09-30T18:00', '2026-10-01T00:00'],
  ])('OUT-1 DIS-3 same day is that very calendar day, started %s', (_when, from, to) => {
    expect(due({ allowance: { sameDay: true }, startedAt: cn(from) }).dueAt).toBe(cn(to));
  });

  it('CLK-2 same day has its own closing hour where the procedure gives one', () => {
    const deadline = due({ allowance: { sameDay: true, by: '24:00' }, startedAt: cn('2026-10-03T10:00') });
    expect(deadline.dueAt).toBe(cn('2026-10-04T00:00'));
  });

  it.each([
    [{ calendarDays: 2 }, '2026-10-02T18:00'],
    [{ calendarDays: 2, by: '20:00' }, '2026-10-02T20:00'],
    [{ businessDays: 2 }, '2026-10-09T18:00'],
    [{ elapsedMinutes: 2880 }, '2026-10-02T16:55'],
  ] as const)(
    'CLK-2 calendar days, working days and elapsed time are different words: %j',
    (allowance, to) => {
      expect(due({ allowance }).dueAt).toBe(cn(to));
    },
  );

  it('CLK-9 calendar days are lost to a pause that covers their closing hour', () => {
    const pauses = [{ ...waiting, from: cn('2026-10-01T12:00'), to: cn('2026-10-02T12:00') }];
    expect(due({ allowance: { calendarDays: 2 }, pauses }).dueAt).toBe(cn('2026-10-03T18:00'));
  });

  it('CLK-2 a procedure has holidays and working days of its own, before those of the country', () => {
    const calendar: BusinessCalendar = {
      ...office,
      closedOn: { '2026-09-29': 'Founding day' },
      openOn: { '2026-10-03': 'Stocktaking Saturday' },
    };
    const deadline = due({ allowance: { businessDays: 2 }, calendar, startedAt: cn('2026-09-28T10:00') });
    expect(deadline.dueAt).toBe(cn('2026-10-03T18:00'));
    expect(deadline.intervals.map(({ why, note }) => [why, note])).toContainEqual([
      'holiday',
      'Founding day',
    ]);
  });

  it('CLK-2 a due time that counts days of a year without decree is provisional', () => {
    const inFuture = { allowance: { businessDays: 3 }, startedAt: cn('2098-12-31T10:00') };
    expect(due(inFuture)).toMatchObject({ dueAt: cn('2099-01-05T18:00'), provisional: true });
    const decreed = { ...office, closedOn: { '2099-01-01': 'New Year' }, decreedYears: [2098, 2099] };
    expect(due({ ...inFuture, calendar: decreed }).dueAt).toBe(cn('2099-01-06T18:00'));
    expect(due({ ...inFuture, calendar: decreed }).provisional).toBeUndefined();
    expect(due({ ...inFuture, allowance: { elapsedMinutes: 4320 } }).provisional).toBeUndefined();
  });

  it('CLK-2 every day is an opening day where the hours are round the clock', () => {
    const deadline = due({
      allowance: { sameOpeningDay: true },
      calendar: alwaysOpen,
      startedAt: cn('2026-10-03T23:30'),
    });
    expect(deadline.dueAt).toBe(cn('2026-10-04T00:00'));
  });

  it('CLK-10 by 17:00: the first such time after the start', () => {
    const by = (from: string) => due({ allowance: { dailyBy: '17:00' }, startedAt: cn(from) }).dueAt;
    expect(by('2026-09-30T16:55')).toBe(cn('2026-09-30T17:00'));
    expect(by('2026-09-30T17:00')).toBe(cn('2026-10-01T17:00'));
  });

  it('CLK-2 opening hours: four hours from 16:55 go on after the holiday week', () => {
    const deadline = due({ allowance: { openMinutes: 240 } });
    expect(deadline.dueAt).toBe(cn('2026-10-08T11:55'));
    expect(deadline.intervals.map(({ why }) => why)).toEqual([
      'openHours',
      'closed',
      'holiday',
      'closed',
      'openHours',
    ]);
  });

  it('CLK-8 one month keeps the local time; REP-3 before the 30th ends as that day begins', () => {
    expect(due({ allowance: { months: 1 } }).dueAt).toBe(cn('2026-10-30T16:55'));
    expect(due({ allowance: { beforeDayOfMonth: 30 }, startedAt: cn('2026-10-02T10:00') }).dueAt).toBe(
      cn('2026-10-30T00:00'),
    );
  });

  it('CLK-3 a given time is the due time itself', () => {
    const until = cn('2026-10-01T08:00');
    expect(due({ allowance: { until } }).dueAt).toBe(until);
    expect(due({ allowance: { until: cn('2026-09-01T08:00') } })).toEqual({
      dueAt: cn('2026-09-30T16:55'),
      intervals: [],
    });
  });

  it('CLK-2 by 02:30 on the day daylight saving skips it means the moment of the jump', () => {
    const deadline = due({
      allowance: { dailyBy: '02:30' },
      timeZone: 'America/New_York',
      startedAt: '2026-03-08T05:30:00.000Z',
    });
    expect(deadline.dueAt).toBe('2026-03-08T07:00:00.000Z');
  });

  it('CLK-2 elapsed time does not notice daylight saving, business days follow local closing time', () => {
    const berlin = { timeZone: 'Europe/Berlin', calendar: { ...office, holidays: 'none' as const } };
    const startedAt = '2026-10-23T10:00:00.000Z';
    expect(due({ ...berlin, startedAt, allowance: { elapsedMinutes: 4320 } }).dueAt).toBe(
      '2026-10-26T10:00:00.000Z',
    );
    expect(due({ ...berlin, startedAt, allowance: { businessDays: 1 } }).dueAt).toBe(
      '2026-10-26T17:00:00.000Z',
    );
  });
});

describe('speed', () => {
  it('asks for the local times of a day once, however many deadlines fall on it, so that large imports take seconds', () => {
    const asked = vi.spyOn(Temporal.PlainDate, 'from');
    // Local times are remembered by zone, for all suites of a process: no other one asks for those of this zone.
    const timeZone = 'Asia/Thimphu';
    const begin = Date.UTC(2012, 0, 1);
    const kinds: readonly DeadlineInput['allowance'][] = [
      { elapsedMinutes: 2880 },
      { businessDays: 3 },
      { sameOpeningDay: true },
    ];
    const computeAll = (): void => {
      for (let index = 0; index < 200; index += 1) {
        const startedAt = new Date(begin + index * 7_654_321).toISOString();
        for (const allowance of kinds) due({ allowance, timeZone, startedAt });
      }
    };
    computeAll();
    expect(asked).toHaveBeenCalled();
    asked.mockClear();
    computeAll();
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});

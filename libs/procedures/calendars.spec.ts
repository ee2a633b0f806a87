import { describe, expect, it } from 'vitest';
import {
  addMonths,
  dayKind,
  dayOf,
  isRoundTheClock,
  isWorkingDay,
  localDate,
  localTime,
  minutesOf,
  nextDayOfMonth,
  openStretches,
  startOfDay,
} from './calendars.ts';
import type { BusinessCalendar } from './procedure.ts';

const office: BusinessCalendar = {
  holidays: 'CN',
  workingWeekdays: [1, 2, 3, 4, 5],
  openingHours: [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ],
};
const dayNumber = (date: string): number => Date.parse(date) / 86_400_000;
const kindOf = (date: string, calendar = office) => dayKind(calendar, dayNumber(date));
const at = (zone: string, date: string, time: string): string =>
  new Date(localTime(zone, dayNumber(date), minutesOf(time))).toISOString();

describe('business calendar', () => {
  it("CLK-2 knows China's holidays and make-up working days whatever the zone of the machine", () => {
    const names = Object.fromEntries(
      ['2026-09-20', '2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11'].map(
        (date) => [date, kindOf(date).why],
      ),
    );
    expect(names).toEqual({
      '2026-09-20': 'makeUpDay',
      '2026-09-30': 'workingDay',
      '2026-10-01': 'holiday',
      '2026-10-07': 'holiday',
      '2026-10-08': 'workingDay',
      '2026-10-10': 'makeUpDay',
      '2026-10-11': 'weekend',
    });
    expect(kindOf('2026-10-01').note).toBe('National Day (国庆节)');
  });

  it('CLK-2 falls back to weekdays for a year whose holidays nobody has published, and says so', () => {
    expect(kindOf('2099-10-01')).toEqual({
      working: true,
      why: 'workingDay',
      note: 'the holidays of 2099 are not known: weekdays decide',
      undecreed: true,
    });
    expect(kindOf('2003-10-04')).toMatchObject({ working: false, why: 'weekend' });
    expect(kindOf('2026-10-08').note).toBeUndefined();
  });

  it('CLK-2 leaves holidays alone where the procedure knows none', () => {
    const shop: BusinessCalendar = { ...office, holidays: 'none', workingWeekdays: [1, 2, 3, 4, 5, 6, 7] };
    expect(kindOf('2026-10-01', shop)).toEqual({ working: true, why: 'workingDay' });
    expect(isWorkingDay(shop, '2026-10-11')).toBe(true);
    expect(isWorkingDay(office, '2026-10-11')).toBe(false);
  });

  it('tells round-the-clock hours from others', () => {
    expect(isRoundTheClock(office)).toBe(false);
    expect(isRoundTheClock({ ...office, openingHours: [['00:00', '24:00']] })).toBe(true);
    expect(
      isRoundTheClock({
        ...office,
        openingHours: [
          ['00:00', '12:00'],
          ['12:00', '24:00'],
        ],
      }),
    ).toBe(true);
    expect(
      isRoundTheClock({
        ...office,
        openingHours: [
          ['00:00', '12:00'],
          ['13:00', '24:00'],
        ],
      }),
    ).toBe(false);
  });
});

describe('zones and daylight saving', () => {
  it('CLK-2 takes a skipped local time as the moment the clocks jump over it', () => {
    expect(at('America/New_York', '2026-03-08', '02:00')).toBe('2026-03-08T07:00:00.000Z');
    expect(at('America/New_York', '2026-03-08', '02:30')).toBe('2026-03-08T07:00:00.000Z');
    expect(at('America/New_York', '2026-03-08', '03:00')).toBe('2026-03-08T07:00:00.000Z');
    expect(at('Europe/Berlin', '2026-03-29', '02:30')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('CLK-2 takes a repeated local time at its first occurrence', () => {
    expect(at('America/New_York', '2026-11-01', '01:30')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('America/New_York', '2026-11-01', '02:00')).toBe('2026-11-01T07:00:00.000Z');
    expect(at('Europe/Berlin', '2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Asia/Shanghai', '2026-10-25', 24],
    ['America/Sao_Paulo', '2018-11-04', 23],
  ])('CLK-2 gives %s on %s its %i hours', (zone, date, hours) => {
    const day = dayNumber(date);
    expect((startOfDay(zone, day + 1) - startOfDay(zone, day)) / 3_600_000).toBe(hours);
  });

  it('finds the local day of an instant on both sides of midnight', () => {
    expect(localDate('Asia/Shanghai', '2026-09-30T15:59:59.999Z')).toBe('2026-09-30');
    expect(localDate('Asia/Shanghai', '2026-09-30T16:00:00.000Z')).toBe('2026-10-01');
    expect(localDate('America/New_York', '2026-11-02T04:59:59.999Z')).toBe('2026-11-01');
    expect(localDate('Pacific/Kiritimati', '2026-09-30T10:00:00.000Z')).toBe('2026-10-01');
    expect(dayOf('UTC', -1)).toBe(-1);
  });

  it('CLK-2 opening hours that daylight saving swallows never turn round or overlap', () => {
    const night: BusinessCalendar = {
      ...office,
      openingHours: [
        ['00:30', '02:15'],
        ['02:20', '02:40'],
        ['02:45', '06:00'],
      ],
    };
    const hours = openStretches(night, 'America/New_York', dayNumber('2026-03-08'));
    expect(hours.map(({ from, to }) => (to - from) / 60_000)).toEqual([90, 180]);
    const long = openStretches(night, 'America/New_York', dayNumber('2026-11-01'));
    expect(long.map(({ from, to }) => (to - from) / 60_000)).toEqual([165, 20, 195]);
  });

  it('CLK-8 counts months by the calendar: the 31st becomes the last day, the hour stays', () => {
    const month = (from: string, zone: string) =>
      new Date(addMonths(zone, Date.parse(from), 1)).toISOString();
    expect(month('2026-01-31T04:00:00.000Z', 'Asia/Shanghai')).toBe('2026-02-28T04:00:00.000Z');
    expect(month('2026-10-10T08:00:00.000Z', 'Europe/Berlin')).toBe('2026-11-10T09:00:00.000Z');
  });

  it('CLK-2 "before the 30th" ends when that day begins, in February when the month is over', () => {
    const before = (from: string) =>
      new Date(nextDayOfMonth('Asia/Shanghai', Date.parse(from), 30)).toISOString();
    expect(before('2026-10-05T00:00:00.000Z')).toBe('2026-10-29T16:00:00.000Z');
    expect(before('2026-10-29T16:00:00.000Z')).toBe('2026-11-29T16:00:00.000Z');
    expect(before('2026-01-31T00:00:00.000Z')).toBe('2026-02-28T16:00:00.000Z');
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isRoundTheClock } from './calendars.ts';
import { computeDeadline, type Deadline, type DeadlineInput } from './deadline.ts';
import type { BusinessCalendar } from './procedure.ts';

const SHANGHAI = 'Asia/Shanghai';
const office: BusinessCalendar = {
  holidays: 'CN',
  workingWeekdays: [1, 2, 3, 4, 5],
  openingHours: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
};
const alwaysOpen: BusinessCalendar = {
  holidays: 'none',
  workingWeekdays: [1, 2, 3, 4, 5],
  openingHours: [['00:00', '24:00']],
};

describe('properties', () => {
  const zone = fc.constantFrom(SHANGHAI, 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
  const calendar = fc.constantFrom<BusinessCalendar>(office, alwaysOpen, {
    holidays: 'none',
    workingWeekdays: [1, 3, 6, 7],
    openingHours: [
      ['00:30', '02:15'],
      ['02:20', '03:10'],
      ['08:00', '22:00'],
    ],
  });
  const start = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 5, 1) });
  const minute = 60_000;
  const pauses = (from: number) =>
    fc
      .array(
        fc.record({
          after: fc.integer({ min: -500, max: 20_000 }),
          length: fc.integer({ min: 1, max: 5000 }),
        }),
        { maxLength: 4 },
      )
      .map((list) =>
        list.map(({ after, length }) => ({
          from: iso(from + after * minute),
          to: iso(from + (after + length) * minute),
          reason: 'waiting',
        })),
      );
  const iso = (value: number) => new Date(value).toISOString();
  const situation = fc
    .record({ zone, calendar, start })
    .chain((base) => pauses(base.start).map((list) => ({ ...base, pauses: list })));
  const compute = (
    s: { zone: string; calendar: BusinessCalendar; start: number; pauses: DeadlineInput['pauses'] },
    allowance: DeadlineInput['allowance'],
    more: Partial<DeadlineInput> = {},
  ) =>
    computeDeadline({
      allowance,
      calendar: s.calendar,
      timeZone: s.zone,
      startedAt: iso(s.start),
      pauses: s.pauses,
      ...more,
    });
  const counted = (deadline: Deadline) =>
    deadline.intervals
      .filter((i) => i.counts)
      .reduce((sum, i) => sum + Date.parse(i.to) - Date.parse(i.from), 0);
  const anyAllowance = fc.oneof(
    fc.integer({ min: 1, max: 30_000 }).map((elapsedMinutes) => ({ elapsedMinutes })),
    fc.integer({ min: 1, max: 20_000 }).map((openMinutes) => ({ openMinutes })),
    fc.integer({ min: 1, max: 20 }).map((businessDays) => ({ businessDays })),
    fc.constant({ sameDay: true as const }),
    fc.constant({ sameOpeningDay: true as const }),
    fc.integer({ min: 1, max: 20 }).map((calendarDays) => ({ calendarDays })),
    fc.constantFrom('00:00', '02:30', '17:00').map((dailyBy) => ({ dailyBy })),
    fc.integer({ min: 1, max: 31 }).map((beforeDayOfMonth) => ({ beforeDayOfMonth })),
    fc.integer({ min: 1, max: 13 }).map((months) => ({ months })),
  );

  it('D12 counted time adds up to the allowance exactly, to the millisecond', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 20_000 }), (s, minutes) => {
        expect(counted(compute(s, { elapsedMinutes: minutes }))).toBe(minutes * minute);
        expect(counted(compute(s, { openMinutes: minutes }))).toBe(minutes * minute);
      }),
    );
  });

  it('D12 counted working days add up to the allowance exactly, and end at a closing time', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 30 }), (s, days) => {
        const deadline = compute(s, { businessDays: days });
        expect(deadline.intervals.filter((i) => i.counts)).toHaveLength(days);
        expect(deadline.intervals.at(-1)?.counts).toBe(true);
      }),
    );
  });

  it('D12 intervals follow each other without gap from the start to the due time, extended or not', () => {
    fc.assert(
      fc.property(
        situation,
        anyAllowance,
        fc.option(fc.integer({ min: 1, max: 50_000 })),
        (s, allowance, extra) => {
          const more = extra === null ? {} : { extendedTo: iso(s.start + extra * minute) };
          const deadline = compute(s, allowance, more);
          const edges = deadline.intervals.flatMap((i) => [i.from, i.to]);
          expect([iso(s.start), ...edges.filter((_, index) => index % 2 === 1)]).toEqual([
            ...edges.filter((_, index) => index % 2 === 0),
            deadline.dueAt,
          ]);
          expect(deadline.intervals.every((i) => i.from < i.to)).toBe(true);
        },
      ),
    );
  });

  it('CLK-2 a longer allowance is never due earlier', () => {
    const grow = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(situation, grow, (s, [base, more]) => {
        const pairs = (['elapsedMinutes', 'openMinutes', 'businessDays', 'months'] as const).map((kind) => [
          compute(s, { [kind]: base } as unknown as DeadlineInput['allowance']).dueAt,
          compute(s, { [kind]: base + more } as unknown as DeadlineInput['allowance']).dueAt,
        ]);
        for (const [shorter = '', longer = ''] of pairs) expect(shorter <= longer).toBe(true);
      }),
    );
  });

  it('CLK-9 a pause of d minutes within elapsed time moves the due time by d minutes', () => {
    const lengths = fc.tuple(
      fc.integer({ min: 2, max: 20_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.nat(),
    );
    fc.assert(
      fc.property(zone, start, lengths, (timeZone, from, [minutes, paused, seed]) => {
        const begins = from + (seed % minutes) * minute;
        const pauses = [{ from: iso(begins), to: iso(begins + paused * minute), reason: 'waiting' }];
        const deadline = compute(
          { zone: timeZone, calendar: office, start: from, pauses },
          { elapsedMinutes: minutes },
        );
        expect(Date.parse(deadline.dueAt)).toBe(from + (minutes + paused) * minute);
      }),
    );
  });

  it('CLK-9 the clock runs at the due time: no pause covers it', () => {
    fc.assert(
      fc.property(situation, anyAllowance, (s, allowance) => {
        const { dueAt } = compute(s, allowance);
        if (dueAt === iso(s.start)) return;
        for (const pause of s.pauses)
          expect(pause.from < dueAt && dueAt <= pause.to && pause.to > iso(s.start)).toBe(false);
      }),
    );
  });

  it('CLK-6 the warning lies at the fraction of the counted time', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 9 }), (s, tenths) => {
        const deadline = compute(s, { openMinutes: 600 }, { warnAt: tenths / 10 });
        const before = compute(s, { openMinutes: tenths * 60 });
        const gap =
          deadline.warnAt === undefined ? NaN : Date.parse(deadline.warnAt) - Date.parse(before.dueAt);
        // At the very end of opening hours the warning waits for the next opening.
        expect(gap).toBeGreaterThanOrEqual(-1);
        expect((deadline.warnAt ?? '') < deadline.dueAt).toBe(true);
      }),
    );
  });

  it('CLK-2 the same day is over within its local day where the hours are round the clock', () => {
    fc.assert(
      fc.property(zone, start, (timeZone, from) => {
        const s = { zone: timeZone, calendar: alwaysOpen, start: from, pauses: [] };
        expect(isRoundTheClock(alwaysOpen)).toBe(true);
        expect(counted(compute(s, { sameDay: true }))).toBeLessThanOrEqual(25 * 60 * minute);
      }),
    );
  });
});

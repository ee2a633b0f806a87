import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProcedure } from './telling/describe.ts';
import { procedureDifferences } from './telling/diff.ts';
import { parseProcedure } from './parse.ts';
import type { DutyRule } from './duty-rules.ts';
import { deadlineOfTurn, turnAfter, turnBefore, turnsBetween } from './recurrence.ts';
import { cn, office } from './testing/offices.ts';
import { property, shipped, shop } from './testing/shipped.ts';
import { changed, problemsOf } from './testing/sound-file.ts';

const DUTY = `duties:
  - id: review
    title: Review
    rule: REP-5
    work: review
    every: day
    due: same opening day
    owedBy: { level: keeper }
    answersTo: [owner]
`;
const withDuty = (...edits: readonly (readonly [string, string])[]): string =>
  changed([
    'duplicateWindowDays',
    `${edits.reduce((text, [from, to]) => text.replace(from, to), DUTY)}duplicateWindowDays`,
  ]);

const zoned = { calendar: office, calendars: {}, timeZone: 'Asia/Shanghai' };
const rule = (more: Partial<DutyRule>): DutyRule => ({
  ...{ id: 'duty', title: 'Duty', rule: 'REP-5', work: 'report', every: 'day', on: [1] },
  ...{ due: { sameOpeningDay: true }, at: 'once', owedBy: { level: 'x' }, answersTo: ['y'], ...more },
});
const dates = (duty: DutyRule, from: string, until: string, at = zoned): readonly string[] =>
  turnsBetween(duty, at, from, until).map(({ date }) => date);

describe('what a file says of duties', () => {
  it('REP-5 is read with what it leaves out', () => {
    expect(parseProcedure('shop.yaml', withDuty()).duties).toEqual([
      {
        ...{ id: 'review', title: 'Review', rule: 'REP-5', work: 'review', every: 'day', on: [1] },
        ...{ due: { sameOpeningDay: true }, at: 'once', owedBy: { level: 'keeper' }, answersTo: ['owner'] },
      },
    ]);
  });

  it.each<readonly [string, readonly [string, string], string]>([
    [
      'a level that is none',
      ['{ level: keeper }', '{ level: boss }'],
      'duties[0].owedBy.level: unknown level "boss"; known: keeper, owner',
    ],
    [
      'excuses of whoever owes it',
      ['answersTo: [owner]', 'answersTo: [keeper]'],
      'duties[0].answersTo[0]: "keeper" does not stand above whoever owes it',
    ],
    [
      'nobody who hears of it',
      ['answersTo: [owner]', 'answersTo: [warden]'],
      'duties[0].answersTo[0]: unknown level "warden"; known: owner, oversight',
    ],
    [
      'weekdays of a day',
      ['every: day', 'every: day\n    on: [2]'],
      'duties[0].on: only what is owed weekly has its weekdays',
    ],
    [
      'a spot check of nothing',
      ['work: review', 'work: spotCheck'],
      'duties[0].atLeast: missing: how many cases are drawn',
    ],
    [
      'cases drawn for a review',
      ['work: review', 'work: review\n    atLeast: 2'],
      'duties[0].atLeast: only for a spot check cases are drawn',
    ],
    [
      'a calendar that is none',
      ['work: review', 'work: review\n    calendar: night'],
      'duties[0].calendar: unknown calendar "night"; known: hotline',
    ],
    ['an unknown time', ['due: same opening day', 'due: soon'], '"soon" is no allowance'],
  ])('REP-5 refuses %s', (_what, edit, reason) => {
    const found = problemsOf(withDuty(edit)).map((each) => `${each.path}: ${each.reason}`);
    expect(found.join('\n')).toContain(reason);
  });

  it('D13 is told in words, and so is what another version changes', () => {
    const before = parseProcedure('shop.yaml', withDuty());
    const rows = describeProcedure(before).find(({ title }) => title === 'Duties')?.rows;
    expect(rows).toEqual([
      [
        ...['review', 'Review', 'review', 'day', 'the same opening day', '', 'Shop keeper'],
        ...['Owner hears of it', 'REP-5'],
      ],
    ]);
    const after = parseProcedure('shop.yaml', withDuty(['same opening day', 'by 20:00']));
    expect(procedureDifferences(before, after)).toEqual([
      'Duties: "review", due: by 20:00 instead of the same opening day.',
    ]);
  });

  it('REP-5 REP-6 says in the supermarket who owes the daily review and the weekly spot check', () => {
    const [review, check] = shop.duties;
    expect([review?.work, review?.owedBy, review?.answersTo]).toEqual([
      ...['review', { level: 'customer-service-manager' }, ['store-manager']],
    ]);
    expect([check?.work, check?.atLeast, check?.owedBy]).toEqual([
      ...['spotCheck', 2, { level: 'store-manager' }],
    ]);
  });

  it('REP-7 IMP-4 INT-12 REP-4 are said by the procedures whose sources ask for them', () => {
    const rules = (id: string) => shipped(id).duties.map((duty) => duty.rule);
    expect(rules('property-commercial')).toEqual(['REP-7', 'IMP-4']);
    expect(rules('supermarket')).toEqual(['REP-7', 'INT-12']);
    expect(rules('hospital')).toEqual(['INT-12', 'IMP-4', 'REP-4']);
  });
});

describe('when a duty is owed', () => {
  it('REP-5 CLK-2 owes nothing on a holiday, and owes it on a make-up working day', () => {
    expect(dates(rule({ every: 'day' }), cn('2026-09-29T00:00'), cn('2026-10-11T00:00'))).toEqual([
      ...['2026-09-29', '2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10'],
    ]);
  });

  it('REP-7 begins a week on its days, a month and a year on their first', () => {
    const [from, until] = [cn('2026-12-20T00:00'), cn('2027-01-06T00:00')];
    expect(dates(rule({ every: 'week', on: [1, 4] }), from, until)).toEqual([
      ...['2026-12-21', '2026-12-24', '2026-12-28', '2026-12-31', '2027-01-04'],
    ]);
    expect(dates(rule({ every: 'month' }), from, until)).toEqual(['2027-01-01']);
    expect(dates(rule({ every: 'year' }), from, until)).toEqual(['2027-01-01']);
  });

  it('REP-3 is due before the 30th, in February before March, and explains itself', () => {
    const [duty] = property.duties;
    if (duty === undefined) throw new Error('the property has a duty');
    const due = (opensAt: string) => deadlineOfTurn(duty, property, { opensAt });
    expect(due(cn('2026-11-01T00:00')).dueAt).toBe(cn('2026-11-30T00:00'));
    expect(due(cn('2027-02-01T00:00')).dueAt).toBe(cn('2027-03-01T00:00'));
    const { intervals, dueAt } = due(cn('2026-11-01T00:00'));
    expect([intervals[0]?.from, intervals.at(-1)?.to]).toEqual([cn('2026-11-01T00:00'), dueAt]);
  });

  it('CLK-2 begins a day that daylight saving shortens or lengthens with its first moment, once', () => {
    const berlin = {
      ...zoned,
      timeZone: 'Europe/Berlin',
      calendar: { ...office, workingWeekdays: [6, 7, 1] },
    };
    const turns = turnsBetween(
      rule({ every: 'week', on: [7, 1] }),
      berlin,
      '2026-10-24T00:00:00.000Z',
      '2026-10-27T00:00:00.000Z',
    );
    expect(turns).toEqual([
      { date: '2026-10-25', opensAt: '2026-10-24T22:00:00.000Z' },
      { date: '2026-10-26', opensAt: '2026-10-25T23:00:00.000Z' },
    ]);
  });

  it('CLK-2 has the same turns however the time is cut into pieces', () => {
    const moments = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-06-30') });
    const duties = fc.record({
      every: fc.constantFrom('day', 'week', 'month', 'year'),
      on: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    });
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia');
    fc.assert(
      fc.property(
        duties,
        zones,
        fc.array(moments, { minLength: 2, maxLength: 5 }),
        (duty, timeZone, times) => {
          const at = { ...zoned, timeZone };
          const cuts = times
            .toSorted((one, other) => one - other)
            .map((time) => new Date(time).toISOString());
          const [first = '', last = ''] = [cuts[0], cuts.at(-1)];
          const whole = turnsBetween(rule(duty), at, first, last);
          const stepped: (typeof whole)[number][] = [];
          for (let moment = new Date(Date.parse(first) - 1).toISOString(); ;) {
            const next = turnAfter(rule(duty), at, moment);
            if (next === undefined || next.opensAt > last) break;
            stepped.push(next);
            moment = next.opensAt;
          }
          expect(stepped).toEqual(whole);
          expect(new Set(whole.map(({ date }) => date)).size).toBe(whole.length);
          for (const [index, turn] of whole.entries())
            if (index > 0) expect(turnBefore(rule(duty), at, turn.opensAt)).toEqual(whole[index - 1]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

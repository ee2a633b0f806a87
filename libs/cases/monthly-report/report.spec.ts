import { describe, expect, it } from 'vitest';
import fc, { type Arbitrary } from 'fast-check';
import type { Condition } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { CASE_FACTS, type CaseFacts, type Measure } from '../case-facts/case-facts.ts';
import { monthPlus } from '../local-month.ts';
import type { Breakdown, Figure } from './figures.ts';
import { monthlyReport, type MonthlyReport } from './report.ts';
import { percentile } from './times.ts';

const MONTH = '2026-09';
const notYet: Measure = { status: 'notYet' };

let next = 0;
const aCase = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{ caseId: `C${String((next += 1))}`, procedure: 'hospital', procedureVersion: 1, stage: 'closed' },
  parts: {
    ...{ concluded: true, options: [], resolved: true, outcomeNotified: true, followedUp: true },
    ...{ ending: 'closed', archived: false, takenOver: [], regulators: [] },
  },
  ...{
    channel: 'phone',
    contactKind: 'complaint',
    level: 'frontline',
    flags: [],
    dispatches: [],
    respondents: [],
    reopened: 0,
  },
  ...{ standing: 'complaint', receivedMonth: MONTH, imported: false, breaches: {}, breached: false },
  ...{
    timing: { acknowledge: notYet, reply: notYet, resolve: notYet },
    remedies: [],
    grants: [],
    compensated: {},
    reopening: 'notYet',
  },
  ...more,
});

const counts = ({ rows }: Breakdown): Record<string, number> =>
  Object.fromEntries(rows.map(({ key, count }) => [key, count]));

/** What the read-model adapters do with a condition. */
function matches(facts: CaseFacts, { field, equals, atLeast, below, isNull, in: oneOf }: Condition): boolean {
  const value = field
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], facts);
  if (isNull !== undefined && (value === undefined) !== isNull) return false;
  if (equals !== undefined && value !== equals) return false;
  if (oneOf !== undefined && !oneOf.includes(value as string)) return false;
  if (atLeast !== undefined && !((value as string | number) >= atLeast)) return false;
  return below === undefined || (value as string | number) < below;
}

/** Every figure anywhere in the report. */
function figuresOf(part: unknown): readonly Figure[] {
  if (typeof part !== 'object' || part === null) return [];
  const inside = Object.values(part).flatMap(figuresOf);
  return 'where' in part && 'count' in part ? [part as Figure, ...inside] : inside;
}

describe('the monthly report (REP-3)', () => {
  it('counts causes, the most frequent first', () => {
    const causes = { 'duty-of-care': 2, 'rule-broken': 3, attitude: 15, malicious: 1 };
    const facts = Object.entries(causes).flatMap(([rootCause, times]) =>
      Array.from({ length: times }, () =>
        aCase({ rootCause, category: 'complaint/any', categoryGroup: 'complaint' }),
      ),
    );
    const report = monthlyReport(MONTH, facts, []);
    expect(report.total.count).toBe(21);
    expect(counts(report.byRootCause)).toEqual(causes);
    expect(report.byRootCause.rows[0]).toMatchObject({ key: 'attitude', count: 15, share: 0.7143 });
  });

  it('INT-11: leaves unknowns out of the shares, and says how many they are', () => {
    const facts = [
      aCase({ rootCause: 'skill' }),
      aCase({ rootCause: 'skill' }),
      aCase({ rootCause: 'facility' }),
      aCase(),
    ];
    const { byRootCause } = monthlyReport(MONTH, facts, []);
    expect(byRootCause).toMatchObject({ counted: 3, unknown: { count: 1 } });
    expect(byRootCause.rows.map(({ key, share }) => [key, share])).toEqual([
      ['skill', 0.6667],
      ['facility', 0.3333],
    ]);
  });

  it('is about the complaints received in the month; others are named beside them', () => {
    const facts = [
      aCase(),
      aCase({ receivedMonth: '2026-08' }),
      aCase({ standing: 'merged' }),
      aCase({ standing: 'enquiry' }),
      aCase({ standing: 'enquiry' }),
    ];
    const report = monthlyReport(MONTH, facts, []);
    expect(report.total.count).toBe(1);
    expect(counts(report.leftOut)).toEqual({ enquiry: 2, merged: 1 });
  });

  it('compares with the month before, the same month of last year, and each of twelve months', () => {
    const month = (receivedMonth: string, times: number, categoryGroup: string): CaseFacts[] =>
      Array.from({ length: times }, () => aCase({ receivedMonth, categoryGroup }));
    const earlier = [
      ...month('2026-08', 4, 'fees'),
      ...month('2025-09', 1, 'safety'),
      ...month('2025-08', 9, 'fees'),
    ];
    const { trend } = monthlyReport(MONTH, month(MONTH, 3, 'fees'), earlier);
    expect(trend.months.map(({ month: each, count }) => [each, count])).toEqual([
      ['2025-09', 1],
      ...[
        '2025-10',
        '2025-11',
        '2025-12',
        '2026-01',
        '2026-02',
        '2026-03',
        '2026-04',
        '2026-05',
        '2026-06',
        '2026-07',
      ].map((each) => [each, 0]),
      ['2026-08', 4],
    ]);
    expect(trend.previousMonth).toEqual({ month: '2026-08', count: 4, change: -1, relative: -0.25 });
    expect(trend.sameMonthLastYear).toEqual({ month: '2025-09', count: 1, change: 2, relative: 2 });
    expect(trend.byCategoryGroup).toMatchObject([
      { key: 'fees', count: 3, previousMonth: { change: -1 }, sameMonthLastYear: { count: 0, change: 3 } },
      { key: 'safety', count: 0, sameMonthLastYear: { count: 1, change: -1, relative: -1 } },
    ]);
    expect(trend.byCategoryGroup[0]?.sameMonthLastYear).not.toHaveProperty('relative');
  });

  it('names respondents with two complaints or more, and only counts such complainants (PRI-1)', () => {
    const facts = [
      aCase({ respondent: 'person:E-7', complainant: 'f1', complainants: ['f1'] }),
      aCase({ respondent: 'person:E-7', complainant: 'f1', complainants: ['f1'] }),
      aCase({ respondent: 'person:E-8', complainant: 'f2', complainants: ['f2'] }),
      aCase(),
    ];
    const report = monthlyReport(MONTH, facts, []);
    expect(report.repeatRespondents).toMatchObject({
      threshold: 2,
      rows: [{ key: 'person:E-7', count: 2 }],
      unknown: { count: 1 },
    });
    expect(report.repeatComplainants).toMatchObject({ complainants: 1, cases: 2, unknown: { count: 1 } });
    expect(JSON.stringify(report.repeatComplainants)).not.toContain('f1');
  });

  it('gives median and 90th percentile of the times that are known', () => {
    const timed = (resolve: Measure): CaseFacts =>
      aCase({ timing: { acknowledge: notYet, reply: notYet, resolve } });
    const facts = [
      ...[10, 40, 20, 30].map((minutes) => timed({ status: 'counted', minutes })),
      timed({ status: 'unknown' }),
      timed(notYet),
      timed({ status: 'ended' }),
    ];
    const { times } = monthlyReport(MONTH, facts, []);
    expect(times.resolve).toMatchObject({
      median: 20,
      p90: 40,
      counted: { count: 4 },
      unknown: { count: 1 },
      notYet: { count: 1 },
      ended: { count: 1 },
    });
    expect(times.acknowledge).not.toHaveProperty('median');
  });

  it('counts missed clocks by kind, and their cases', () => {
    const facts = [
      aCase({ breaches: { receipt: 2, resolve: 1 }, breached: true }),
      aCase({ breaches: { receipt: 1 }, breached: true }),
      aCase(),
    ];
    const { breaches } = monthlyReport(MONTH, facts, []);
    expect(breaches.cases.count).toBe(2);
    expect(breaches.rows).toMatchObject([
      { kind: 'receipt', breaches: 3, count: 2 },
      { kind: 'resolve', breaches: 1, count: 1 },
    ]);
  });

  it('adds compensation up by kind and currency, in minor units', () => {
    const refund = (minor: number, currency = 'CNY') =>
      ({ grant: 'G', kind: 'refund', worth: { minor, currency } }) as const;
    const facts = [
      aCase({ grants: [refund(10), refund(20)], compensated: { refund: 2 } }),
      aCase({
        grants: [refund(5, 'EUR'), { grant: 'G', kind: 'discount' }],
        compensated: { refund: 1, discount: 1 },
      }),
      aCase({ relief: 'monetary' }),
    ];
    const { compensation } = monthlyReport(MONTH, facts, []);
    const totals = [
      { currency: 'CNY', minor: 30 },
      { currency: 'EUR', minor: 5 },
    ];
    expect(compensation.rows).toMatchObject([
      { kind: 'refund', grants: 3, count: 2, totals, unknownWorth: 0 },
      { kind: 'discount', grants: 1, count: 1, totals: [], unknownWorth: 1 },
    ]);
    expect(compensation.totals).toEqual(totals);
    expect(compensation.unknown.count).toBe(1);
  });

  it('SOL-6 counts the money of cases that were merged or withdrawn, and shows what nobody can value', () => {
    const worth = { minor: 700, currency: 'CNY' };
    const facts = [
      aCase({
        standing: 'merged',
        grants: [{ grant: 'G1', kind: 'refund', worth }],
        compensated: { refund: 1 },
      }),
      aCase({ stage: 'withdrawn', grants: [{ grant: 'G1', kind: 'gift' }], compensated: { gift: 1 } }),
      aCase({
        standing: 'enquiry',
        grants: [{ grant: 'G1', kind: 'refund', worth }],
        compensated: { refund: 1 },
      }),
    ];
    const { compensation } = monthlyReport(MONTH, facts, []);
    expect(compensation.rows).toMatchObject([
      { kind: 'refund', grants: 1, count: 1, totals: [worth], unknownWorth: 0 },
      { kind: 'gift', grants: 1, count: 1, totals: [], unknownWorth: 1 },
    ]);
    for (const { where, count } of compensation.rows)
      expect(facts.filter((each) => where.every((condition) => matches(each, condition)))).toHaveLength(
        count,
      );
  });

  it('keeps the satisfaction scales of procedures apart', () => {
    const facts = [
      aCase({ satisfaction: 5, satisfied: true }),
      aCase({ satisfaction: 2, satisfied: false }),
      aCase({ satisfaction: 3, satisfied: true, procedure: 'bank' }),
      aCase(),
    ];
    const { satisfaction } = monthlyReport(MONTH, facts, []);
    expect(satisfaction).toMatchObject({
      satisfiedShare: 0.6667,
      unknown: { count: 1 },
      byProcedure: [
        { procedure: 'bank', average: 3 },
        {
          procedure: 'hospital',
          average: 3.5,
          distribution: [
            { satisfaction: 2, count: 1 },
            { satisfaction: 5, count: 1 },
          ],
        },
      ],
    });
  });

  it('gives the reopen rate of the cases that were resolved at all', () => {
    const reopening = ['never', 'never', 'never', 'reopened', 'notYet', 'unknown', 'unknown'] as const;
    const report = monthlyReport(
      MONTH,
      reopening.map((each) => aCase({ reopening: each })),
      [],
    );
    expect(report.reopening).toMatchObject({
      cases: { count: 1 },
      of: 4,
      rate: 0.25,
      notYet: { count: 1 },
      unknown: { count: 2 },
    });
  });

  it('is complete for a month without cases, and divides nothing by zero', () => {
    const text = JSON.stringify(monthlyReport(MONTH, [], []));
    expect(text).not.toContain('null');
    expect(JSON.parse(text)).toEqual(monthlyReport(MONTH, [], []));
  });
});

const arbitraryMeasure: Arbitrary<Measure> = fc.oneof(
  fc.nat(10_000).map((minutes) => ({ status: 'counted' as const, minutes })),
  fc.constantFrom<Measure>({ status: 'unknown' }, { status: 'ended' }, notYet),
);

const optional = (name: string, ...values: readonly (string | number | boolean)[]): Arbitrary<object> =>
  fc.option(fc.constantFrom(...values)).map((value) => (value === null ? {} : { [name]: value }));

const arbitraryFacts: Arbitrary<CaseFacts> = fc
  .tuple(
    fc.constantFrom(MONTH, '2026-08', '2025-09'),
    fc.constantFrom('complaint', 'complaint', 'merged', 'enquiry'),
    fc.record({ acknowledge: arbitraryMeasure, reply: arbitraryMeasure, resolve: arbitraryMeasure }),
    fc.tuple(
      optional('rootCause', 'skill', 'attitude'),
      optional('categoryGroup', 'fees', 'safety'),
      optional('department', 'a', 'b'),
      optional('respondent', 'person:1', 'person:2'),
      optional('satisfied', true, false),
      optional('satisfaction', 1, 5),
      optional('relief', 'monetary', 'none'),
      optional('firstContactSettled', true, false),
      optional('procedure', 'bank', 'hotel'),
    ),
    fc.constantFrom({}, { resolve: 1 }, { receipt: 2, resolve: 1 }),
    fc.constantFrom('never', 'reopened', 'notYet', 'unknown'),
  )
  .map(([receivedMonth, standing, timing, parts, breaches, reopening]) =>
    aCase({
      ...{ receivedMonth, standing, timing, breaches, reopening, breached: Object.keys(breaches).length > 0 },
      ...(Object.assign({}, ...parts) as Partial<CaseFacts>),
    }),
  );

describe('every figure of the report', () => {
  const reported = (facts: readonly CaseFacts[]): MonthlyReport =>
    monthlyReport(
      MONTH,
      facts.filter(({ receivedMonth }) => receivedMonth === MONTH),
      facts,
    );

  it('comes with the condition that finds exactly its cases', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 60 }), (facts) => {
        for (const { count, where } of figuresOf(reported(facts))) {
          expect(facts.filter((each) => where.every((condition) => matches(each, condition)))).toHaveLength(
            count,
          );
          for (const { field } of where) expect(CASE_FACTS.fields).toHaveProperty([field]);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('adds up: known and unknown together are the whole cohort', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 60 }), (facts) => {
        const { total, byRootCause, byDepartment, times, reopening, satisfaction } = reported(facts);
        for (const { rows, counted, unknown } of [byRootCause, byDepartment]) {
          expect(counted + unknown.count).toBe(total.count);
          expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(counted);
        }
        for (const { counted, notYet: open, ended, unknown } of [
          times.acknowledge,
          times.reply,
          times.resolve,
        ])
          expect(counted.count + open.count + ended.count + unknown.count).toBe(total.count);
        expect(reopening.of + reopening.notYet.count + reopening.unknown.count).toBe(total.count);
        const { satisfied, unsatisfied, unknown } = satisfaction;
        expect(satisfied.count + unsatisfied.count + unknown.count).toBe(total.count);
      }),
      { numRuns: runs(60) },
    );
  });

  it('does not depend on the order in which the cases are given', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 30 }), (facts) => {
        expect(reported(facts.toReversed())).toEqual(reported(facts));
      }),
      { numRuns: runs(40) },
    );
  });

  it('keeps to the scope that the report was narrowed to', () => {
    const scope = [{ field: 'procedure', equals: 'hospital' }];
    const report = monthlyReport(MONTH, [aCase()], [], scope);
    expect(report.scope).toEqual(scope);
    for (const { where } of figuresOf(report)) expect(where[0]).toEqual(scope[0]);
  });
});

describe('percentiles by nearest rank', () => {
  it.each([
    [[], 50, undefined],
    [[7], 90, 7],
    [[1, 2], 50, 1],
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[15, 20, 35, 40, 50], 100, 50],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 90, 9],
  ] as const)('of %j at %d is %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });
});

describe('months', () => {
  it.each([
    ['2026-09', -12, '2025-09'],
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2026-05', 0, '2026-05'],
  ] as const)('%s plus %d is %s', (month, months, expected) => {
    expect(monthPlus(month, months)).toBe(expected);
  });
});

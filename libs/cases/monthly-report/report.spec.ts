import { describe, expect, it } from 'vitest';
import { type CaseFacts, type Measure } from '../case-facts/case-facts.ts';
import type { Breakdown } from './figures.ts';
import { MONTH, notYet, aCase, matches, monthlyReport } from '../testing/facts.ts';

const counts = ({ rows }: Breakdown): Record<string, number> =>
  Object.fromEntries(rows.map(({ key, count }) => [key, count]));

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

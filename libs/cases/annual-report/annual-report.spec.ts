import { describe, expect, it } from 'vitest';
import type { Condition } from '#event-sourcing';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { caseSums } from '../case-facts/counted.ts';
import { openTally, type Tally } from '../monthly-report/tally.ts';
import { aCase, matches } from '../testing/facts.ts';
import { annualReportOf, monthsOf, type AnnualReport } from './annual-report.ts';

function tallyOf(facts: readonly CaseFacts[]): Tally {
  const tally = openTally();
  for (const each of facts) tally.add(caseSums.of(each)?.amounts ?? []);
  return tally;
}

function reportOf(facts: readonly CaseFacts[]): AnnualReport {
  const during = (year: string) =>
    facts.filter((each) => matches(each, { field: 'receivedMonth', ...monthsOf(year) }));
  const months = ['2026-01', '2026-12'].map(
    (month) => [month, tallyOf(facts.filter(({ receivedMonth }) => receivedMonth === month))] as const,
  );
  return annualReportOf('2026', { whole: tallyOf(during('2026')), before: tallyOf(during('2025')), months });
}

/** Every figure anywhere in the report. */
function figuresIn(
  part: unknown,
): readonly { readonly count: number; readonly where: readonly Condition[] }[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'where' in part && 'count' in part ? [part as ReturnType<typeof figuresIn>[number]] : [];
  return [...own, ...Object.values(part).flatMap(figuresIn)];
}

const given = [{ grant: 'G1', kind: 'money', worth: { minor: 500, currency: 'CNY' } }] as const;
const facts = [
  aCase({ receivedMonth: '2025-12', rootCause: 'skill' }),
  aCase({ receivedMonth: '2026-01', rootCause: 'skill', severity: 'dispute', settlement: 'peaceful' }),
  aCase({
    ...{ receivedMonth: '2026-12', rootCause: 'attitude', severity: 'dispute', settlement: 'compensated' },
    ...{ grants: given, compensated: { money: 1 } },
  }),
  aCase({ receivedMonth: '2026-12', severity: 'complaint', settlement: 'open' }),
  aCase({ receivedMonth: '2026-12', severity: 'complaint', settlement: 'ended' }),
  aCase({ receivedMonth: '2026-12', standing: 'enquiry' }),
  aCase({ receivedMonth: '2027-01', severity: 'dispute' }),
];

describe('the report of a year', () => {
  it('REP-4 has the year from its first month to its last, and the year before beside it', () => {
    const report = reportOf(facts);
    expect([report.total.count, report.months.map(({ count }) => count)]).toEqual([4, [1, 3]]);
    expect(report.yearBefore).toEqual({ count: 1, change: 3, relative: 3 });
    expect(report.rootCauses).toEqual([
      { key: 'attitude', count: 1, yearBefore: { count: 0, change: 1 } },
      { key: 'skill', count: 1, yearBefore: { count: 1, change: 0, relative: 0 } },
    ]);
  });

  it('REP-4 tells of each severity how it was settled', () => {
    expect(
      reportOf(facts).settlements.map(({ severity, compensated, peaceful, ended, open }) => [
        ...[severity, compensated.count, peaceful.count, ended.count, open.count],
      ]),
    ).toEqual([
      ['complaint', 0, 0, 1, 1],
      ['dispute', 1, 1, 0, 0],
    ]);
  });

  it('REP-10 each figure names conditions that find exactly its cases', () => {
    const figures = figuresIn(reportOf(facts));
    expect(figures.length).toBeGreaterThan(30);
    for (const { count, where } of figures)
      expect([where, facts.filter((each) => where.every((one) => matches(each, one))).length]).toEqual([
        where,
        count,
      ]);
  });
});

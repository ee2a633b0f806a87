import { describe, expect, it } from 'vitest';
import { MONTH, aCase, matches, monthlyReport } from '../testing/facts.ts';

describe('repeats in the monthly report (REP-3)', () => {
  it('names respondents with two complaints or more, and only counts such complainants (PRI-1)', () => {
    const facts = [
      aCase({ respondentKeys: ['person:E-7'], complainant: 'f1', complainants: ['f1'] }),
      aCase({ respondentKeys: ['person:E-7'], complainant: 'f1', complainants: ['f1'] }),
      aCase({ respondentKeys: ['person:E-8'], complainant: 'f2', complainants: ['f2'] }),
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

  it('counts a complaint about several for each of them, and the second that is named like the first', () => {
    const facts = [
      aCase({ respondentKeys: ['person:E-7', 'person:E-8', 'department:security'] }),
      aCase({ respondentKeys: ['person:E-9', 'person:E-8'] }),
      aCase({ respondentKeys: ['department:security', 'person:E-8'] }),
    ];
    const { rows } = monthlyReport(MONTH, facts, []).repeatRespondents;
    expect(rows.map(({ key, count, share }) => [key, count, share])).toEqual([
      ['person:E-8', 3, 1],
      ['department:security', 2, 0.6667],
    ]);
    for (const { where, count } of rows)
      expect(facts.filter((each) => where.every((condition) => matches(each, condition)))).toHaveLength(
        count,
      );
  });
});

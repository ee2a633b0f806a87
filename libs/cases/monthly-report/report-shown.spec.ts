import { describe, expect, it } from 'vitest';
import { aCase, MONTH, monthlyReport } from '../testing/facts.ts';
import { reportShown } from './report-shown.ts';

const titles = (...facts: Parameters<typeof monthlyReport>[1][number][]): readonly string[] =>
  reportShown(monthlyReport(MONTH, facts, facts)).flatMap((part) =>
    typeof part === 'string' ? [part.trim()] : [],
  );

describe('the report of a month in a terminal (REP-3, REP-9)', () => {
  it('REP-9 shows no table without rows', () => {
    expect(titles(aCase())).toEqual([
      `Complaints received in ${MONTH} (all procedures): 1`,
      ...['Channel', 'Times', 'Outcome', 'Trend'],
    ]);
  });

  it('REP-3 shows every table that has some', () => {
    expect(titles(aCase({ rootCause: 'skill', severity: 'minor', breaches: { resolve: 1 } }))).toEqual([
      `Complaints received in ${MONTH} (all procedures): 1`,
      ...['Root cause', 'Severity', 'Channel', 'Times', 'Missed deadlines'],
      ...['How they were settled', 'Outcome', 'Trend'],
    ]);
  });

  it('REP-3 says that there were none', () => {
    expect(titles()).toEqual([`Complaints received in ${MONTH} (all procedures): 0`]);
  });
});

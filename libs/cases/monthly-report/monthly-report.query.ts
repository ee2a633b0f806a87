import { answer, type Condition } from '#event-sourcing';
import { CASE_FACTS } from '../case-facts/case-facts.ts';
import { filters, monthField, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { ALL_BUT_QUALITY, FEW, tallyOf } from './kept-sums.ts';
import { reportShown } from './report-shown.ts';
import { reportOf } from './report.ts';
import type { Tally } from './tally.ts';
import { monthsBefore } from './trend.ts';

export const monthlyReport = query({
  name: 'monthlyReport',
  summary: 'The root-cause report of a month (REP-3).',
  group: 'Lists and reports',
  at: 'reports/monthly/:month',
  asks: { month: monthField, procedure: filters.procedure },
  who: ofManyCases,
  reads: () => [CASE_FACTS],
  answers: {
    ...answer.anything,
    description: 'Counts, shares, times and trends of the month.',
    example: {
      month: '2026-09',
      total: { count: 21, where: [{ field: 'receivedMonth', equals: '2026-09' }] },
    },
  },
  compressed: true,
  /** From what the projection has added up: how many cases there are makes no difference, only how many different values. */
  async run({ month, procedure }, ports) {
    const scope = procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
    const under = scope.map(({ equals }): Condition => ({ field: 'sum.procedure', equals }));
    const earlier = new Map<string, Tally>();
    for (const each of monthsBefore(month))
      earlier.set(each, await tallyOf(ports, { equals: each }, [FEW, ...under]));
    return reportOf(
      month,
      await tallyOf(ports, { equals: month }, [ALL_BUT_QUALITY, ...under]),
      earlier,
      scope,
    );
  },
  commandLine: {
    words: 'report monthly',
    description: 'root causes, times and misses of the complaints received in a month',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: reportShown,
  },
});

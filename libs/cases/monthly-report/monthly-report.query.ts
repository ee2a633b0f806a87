import { answer, type Condition } from '#event-sourcing';
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { pagesOf } from '../reading/pages.ts';
import { filters, monthField, query, type CaseQueryPorts } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { reportShown } from './report-shown.ts';
import { tallyReport, type ReportTallies } from './report.ts';
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
  /** From the facts of the month's cases and those of the year before, counted a few at a time. */
  async run({ month, procedure }, ports) {
    const scope: readonly Condition[] =
      procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
    const tallies = tallyReport(month, scope);
    for (const each of [...monthsBefore(month), month])
      await countAll(ports, [{ field: 'receivedMonth', equals: each }, ...scope], tallies);
    return tallies.report();
  },
  commandLine: {
    words: 'report monthly',
    description: 'root causes, times and misses of the complaints received in a month',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: reportShown,
  },
});

/** A report holds nobody up, and needs no more memory than its figures. */
async function countAll(
  ports: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
  where: readonly Condition[],
  tallies: ReportTallies,
): Promise<void> {
  for await (const page of pagesOf<CaseFacts>(CASE_FACTS, where, ports))
    for (const facts of page) tallies.add(facts);
}

import { answer, type Condition } from '#event-sourcing';
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { filters, monthField, query, type CaseQueryPorts } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { reportShown } from './report-shown.ts';
import { tallyReport, type ReportTallies } from './report.ts';
import { monthsBefore } from './trend.ts';

/** Documents read at once: enough to be quick, few enough to leave others their turn. */
const PAGE_SIZE = 200;

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

/** Others get their turn after every page: a report holds nobody up, and needs no more memory than its figures. */
async function countAll(
  { readModels, rest }: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
  where: readonly Condition[],
  tallies: ReportTallies,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = { where, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    const { items, nextCursor } = await readModels.query(CASE_FACTS, page);
    for (const facts of items as readonly CaseFacts[]) tallies.add(facts);
    cursor = nextCursor;
    await rest();
  } while (cursor !== undefined);
}

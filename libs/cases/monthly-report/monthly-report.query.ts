import { answer, type Condition, type ReadModelStore } from '#event-sourcing';
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { monthPlus } from '../local-month.ts';
import { filters, monthField, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { reportShown } from './report-shown.ts';
import { monthlyReport as reportOf } from './report.ts';

/** Documents read at once: enough to be quick, few enough to leave others their turn. */
const PAGE_SIZE = 1_000;

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
  /** From the facts of the month's cases and those of the year before. */
  async run({ month, procedure }, { readModels }) {
    const scope: readonly Condition[] =
      procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
    const ofMonth = await readAll(readModels, [{ field: 'receivedMonth', equals: month }, ...scope]);
    const yearBefore = { field: 'receivedMonth', atLeast: monthPlus(month, -12), below: month };
    return reportOf(month, ofMonth, await readAll(readModels, [yearBefore, ...scope]), scope);
  },
  commandLine: {
    words: 'report monthly',
    description: 'root causes, times and misses of the complaints received in a month',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: reportShown,
  },
});

async function readAll(
  readModels: Pick<ReadModelStore, 'query'>,
  where: readonly Condition[],
): Promise<readonly CaseFacts[]> {
  const found: object[] = [];
  let cursor: string | undefined;
  do {
    const page = await readModels.query(CASE_FACTS, {
      where,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found as CaseFacts[];
}

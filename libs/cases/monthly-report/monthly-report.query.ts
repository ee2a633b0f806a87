import { answer, type Condition, type SumDocument } from '#event-sourcing';
import { CASE_FACTS } from '../case-facts/case-facts.ts';
import { FEW_VALUES } from '../case-facts/counted.ts';
import { pagesOf } from '../reading/pages.ts';
import { filters, monthField, query, type CaseQueryPorts } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { reportShown } from './report-shown.ts';
import { reportOf } from './report.ts';
import { openTally, type Tally } from './tally.ts';
import { monthsBefore } from './trend.ts';

type Ports = Pick<CaseQueryPorts, 'readModels' | 'rest'>;

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
    for (const each of monthsBefore(month)) earlier.set(each, await tallyOf(ports, each, [FEW, ...under]));
    return reportOf(month, await tallyOf(ports, month, under), earlier, scope);
  },
  commandLine: {
    words: 'report monthly',
    description: 'root causes, times and misses of the complaints received in a month',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: reportShown,
  },
});

/** The trend asks nothing else of the months before. */
const FEW: Condition = { field: 'sum.part', equals: FEW_VALUES };

/** Some of these documents hold thousands of values. */
const AT_ONCE = 10;
/** As often as something is written between the parts of a month; what comes so often comes with the next report. */
const MOST_ROUNDS = 3;

/** Parts of one month that belong together: it is asked again where one of them was written meanwhile. */
async function tallyOf(ports: Ports, month: string, more: readonly Condition[]): Promise<Tally> {
  const where = [{ field: 'sum.month', equals: month }, ...more];
  for (let round = 1; ; round += 1) {
    const changedAfter = await ports.readModels.checkpoint(CASE_FACTS);
    const tally = openTally();
    for await (const page of pagesOf<SumDocument>(CASE_FACTS, where, ports, AT_ONCE))
      for (const { amounts } of page) tally.add(amounts);
    const { items } = await ports.readModels.query(CASE_FACTS, { where, changedAfter, limit: 1 });
    if (items.length === 0 || round === MOST_ROUNDS) return tally;
  }
}

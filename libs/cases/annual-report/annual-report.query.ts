import { answer, field, type Condition } from '#event-sourcing';
import { CASE_FACTS } from '../case-facts/case-facts.ts';
import { monthPlus } from '../local-month.ts';
import { ALL_BUT_QUALITY, FEW, tallyOf } from '../monthly-report/kept-sums.ts';
import { figuresShown } from '../monthly-report/report-shown.ts';
import type { Tally } from '../monthly-report/tally.ts';
import { filters, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { annualReportOf, monthsOf, yearBefore, type AnnualReport } from './annual-report.ts';

export const annualReport = query({
  name: 'annualReport',
  summary: 'The statistics of a year, with disputes and compensated settlements (REP-4).',
  group: 'Lists and reports',
  at: 'reports/annual/:year',
  asks: {
    year: field.pattern(/^(19|20|21)\d{2}$/, { otherwise: 'must be a year such as 2026', example: '2026' }),
    procedure: filters.procedure,
  },
  who: ofManyCases,
  reads: () => [CASE_FACTS],
  answers: {
    ...answer.anything,
    description: 'Counts, shares and times of the year, and how it went beside the year before.',
    example: {
      year: '2026',
      total: { count: 21, where: [{ field: 'receivedMonth', atLeast: '2026-01', below: '2026-99' }] },
    },
  },
  compressed: true,
  async run({ year, procedure }, ports): Promise<AnnualReport> {
    const scope = procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
    const under = scope.map(({ equals }): Condition => ({ field: 'sum.procedure', equals }));
    const months: [string, Tally][] = [];
    for (const month of Array.from({ length: 12 }, (_, index) => monthPlus(`${year}-01`, index)))
      months.push([month, await tallyOf(ports, { equals: month }, [FEW, ...under])]);
    const before = await tallyOf(ports, monthsOf(yearBefore(year)), [FEW, ...under]);
    return annualReportOf(
      year,
      { whole: await tallyOf(ports, monthsOf(year), [ALL_BUT_QUALITY, ...under]), before, months },
      scope,
    );
  },
  commandLine: {
    words: 'report annual',
    description: 'the statistics of the complaints received in a year',
    options: { year: 'such as 2026', procedure: 'only cases under this procedure' },
    shows: (report) => [
      ...figuresShown(report.year, report),
      {
        head: ['month', 'cases'],
        rows: report.months.map(({ month, count }) => [month, count]),
        numeric: ['cases'],
      },
      {
        facts: [
          ['in the year before', String(report.yearBefore.count)],
          ['change', String(report.yearBefore.change)],
        ],
      },
    ],
  },
});

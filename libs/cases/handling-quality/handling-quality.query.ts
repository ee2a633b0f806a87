import { answer, type ShownTable } from '#event-sourcing';
import { CASE_FACTS } from '../case-facts/case-facts.ts';
import { filters, monthField, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { qualityIn, seesQualityOf, type Quality } from './quality.ts';

export const handlingQuality = query({
  name: 'handlingQuality',
  summary:
    'How well the complaints of a month were handled, by whoever has them and by department: time, settlement in the first contact, satisfaction, reopening beside their number (CON-5).',
  group: 'Lists and reports',
  at: 'reports/handling-quality/:month',
  asks: { month: monthField, procedure: filters.procedure },
  who: ofManyCases,
  reads: () => [CASE_FACTS],
  answers: {
    ...answer.anything,
    description:
      'Rows of owners and departments. Of single people a reader of operations is told their own, and those of whoever works below them.',
    example: {
      month: '2026-09',
      owners: [{ key: 'lu.wei', cases: { count: 12, where: [] } }],
      departments: [],
    },
  },
  compressed: true,
  async run({ month, procedure }, ports, reader) {
    const { owners, departments } = await qualityIn({ month, procedure }, ports);
    return { month, owners: owners.filter(({ key }) => seesQualityOf(key, reader, ports)), departments };
  },
  commandLine: {
    words: 'report quality',
    description: 'how well complaints were handled, by person and department',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: ({ owners, departments }) => [shown('owner', owners), shown('department', departments)],
  },
});

const NUMERIC = ['cases', 'confirmed', 'to resolve', 'at first contact', 'satisfied', 'reopened'];

const shown = (by: string, rows: readonly Quality[]): ShownTable => ({
  head: [by, ...NUMERIC],
  rows: rows.map((row) => [
    ...[row.key, row.cases.count, row.confirmed.count, { minutes: row.averageMinutes }],
    ...[row.firstContactSettled, row.satisfied, row.reopened].map(({ share }) => ({ share })),
  ]),
  numeric: NUMERIC,
});

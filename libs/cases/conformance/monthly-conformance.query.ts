import { answer } from '#event-sourcing';
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { visibleTo, LISTED_CASES } from '../reading/listing.ts';
import { pagesOf } from '../reading/pages.ts';
import { query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { Counts } from './counted.ts';
import { COVERED } from './decisions.ts';
import { judging, ofMonth, received } from './month.ts';
import { OBLIGATIONS, STANDINGS } from './obligation.ts';

const CASES_AT_ONCE = 50;

const figures = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, answer.whole(1)]));

export const monthlyConformance = query({
  name: 'monthlyConformance',
  summary:
    'How often the obligations and decisions of the cases received in a month were as the procedure has it (ARC-2).',
  group: 'Lists and reports',
  at: 'reports/conformance/:month',
  asks: ofMonth,
  who: ofManyCases,
  reads: () => [CASE_FACTS, LISTED_CASES],
  answers: answer.object({
    month: answer.text('2026-09'),
    cases: answer.whole(21),
    unread: {
      ...answer.whole(0),
      description: 'Cases whose history cannot be read; they count nowhere else.',
    },
    obligations: answer.list(
      answer.object({
        ...{ procedure: answer.text('residential-property'), kind: answer.oneOf(OBLIGATIONS) },
        ...{ name: answer.text('resolve'), ...figures(STANDINGS) },
      }),
    ),
    decisions: answer.list(
      answer.object({
        ...{ procedure: answer.text('residential-property'), kind: answer.oneOf(['decision']) },
        ...{ name: answer.text('grant', { description: 'What was decided on.' }), ...figures(COVERED) },
      }),
    ),
  }),
  compressed: true,
  async run({ month, procedure }, ports, reader) {
    const judge = await judging(ports);
    const counts = new Counts();
    for await (const page of pagesOf<CaseFacts>(CASE_FACTS, received(month, procedure), ports, CASES_AT_ONCE))
      for (const { caseId } of await visibleTo(reader, page, ports.readModels)) {
        counts.add(await judge(caseId));
        await ports.rest();
      }
    return { month, ...counts.told() };
  },
  commandLine: {
    words: 'report conformance',
    description: 'how often the cases received in a month were handled as their procedure has it',
    options: { month: 'such as 2026-09', procedure: 'only cases under this procedure' },
    shows: ({ obligations, decisions }) => [
      {
        head: ['procedure', 'obligation', 'what', ...STANDINGS],
        rows: obligations.map((row) => [
          row.procedure,
          row.kind,
          row.name,
          ...STANDINGS.map((each) => row[each]),
        ]),
        numeric: STANDINGS,
      },
      {
        head: ['procedure', 'decision on', ...COVERED],
        rows: decisions.map((row) => [row.procedure, row.name, ...COVERED.map((each) => row[each])]),
        numeric: COVERED,
      },
    ],
  },
});

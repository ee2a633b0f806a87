import {
  answer, equal, field, morePages, pageFields, pageFor, pageOf, StreamFault, walk, type Condition, type Page,
} from '#event-sourcing'; // prettier-ignore
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { visibleTo, LISTED_CASES } from '../reading/listing.ts';
import { pagesOf } from '../reading/pages.ts';
import { CASE_ID, filters, monthField, query, type CaseQueryPorts } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { conformanceOf, type Conformance } from './conformance.ts';
import { Counts } from './counted.ts';
import { COVERED } from './decisions.ts';
import { OBLIGATIONS, STANDINGS } from './obligation.ts';

const LARGE_PAGE = 50;
const BY_RECEIPT = { field: 'receivedAt', direction: 'ascending' } as const;

const figures = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, answer.whole(1)]));
const asked = { month: monthField, procedure: filters.procedure };

type Ports = Pick<CaseQueryPorts, 'history' | 'procedures' | 'organisation' | 'now'>;

/** A case of which nothing can be read is told of where it is shown, and counts as unread here. */
async function judging({ history, procedures, organisation, now }: Ports) {
  const world = { procedures, organisation: await organisation(), at: now() };
  return async (caseId: string): Promise<Conformance | undefined> => {
    try {
      return conformanceOf(caseId, await history(caseId), world);
    } catch (error) {
      if (error instanceof StreamFault) return undefined;
      throw error;
    }
  };
}

const received = (month: string, procedure: string | undefined): readonly Condition[] =>
  equal({ receivedMonth: month, procedure });

export const monthlyConformance = query({
  name: 'monthlyConformance',
  summary:
    'How often the obligations and decisions of the cases received in a month were as the procedure has it (ARC-2).',
  group: 'Lists and reports',
  at: 'reports/conformance/:month',
  asks: asked,
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
    for await (const page of pagesOf<CaseFacts>(CASE_FACTS, received(month, procedure), ports, LARGE_PAGE))
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

export const conformanceCases = query({
  name: 'conformanceCases',
  summary: 'The cases behind a figure of the conformance of a month (ARC-2, REP-10).',
  group: 'Lists and reports',
  at: 'reports/conformance/:month/cases',
  asks: {
    ...asked,
    kind: field.choice([...OBLIGATIONS, 'decision'], { example: 'clock' }),
    name: field.text({ max: 200, example: 'resolve' }),
    stands: field.choice([...STANDINGS, ...COVERED], { example: 'missed' }),
    ...pageFields,
  },
  who: ofManyCases,
  reads: () => [CASE_FACTS, LISTED_CASES],
  answers: answer.page(answer.object({ caseId: answer.text(CASE_ID) })),
  compressed: true,
  async run({ month, procedure, kind, name, stands, ...page }, ports, reader) {
    const judge = await judging(ports);
    const isMeant = (found: Conformance | undefined): boolean =>
      kind === 'decision'
        ? found?.decisions.some((each) => each.on === name && each.covered === stands) === true
        : found?.obligations.some(
            (each) => each.kind === kind && each.name === name && each.standing === stands,
          ) === true;
    const found = await pageFor(
      pageOf(page),
      async (part) =>
        (await walk(
          ports.readModels,
          CASE_FACTS,
          { where: received(month, procedure), sort: BY_RECEIPT },
          part,
        )) as Page<CaseFacts>,
      async (cases) => {
        const meant: CaseFacts[] = [];
        for (const each of await visibleTo(reader, cases, ports.readModels)) {
          if (isMeant(await judge(each.caseId))) meant.push(each);
          await ports.rest();
        }
        return meant;
      },
    );
    return { ...found, items: found.items.map(({ caseId }) => ({ caseId })) };
  },
  commandLine: {
    words: 'report conformance-cases',
    description: 'the cases behind a figure of the conformance of a month',
    options: {
      month: 'such as 2026-09',
      name: 'as the report names it',
      stands: [...STANDINGS, ...COVERED].join(', '),
    },
    shows: (page) => [...page.items.map(({ caseId }) => `${caseId}\n`), ...morePages(page)],
  },
});

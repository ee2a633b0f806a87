import {
  answer, field, morePages, pageFields, pageFor, pageOf, walk, type Page,
} from '#event-sourcing'; // prettier-ignore
import { CASE_FACTS, type CaseFacts } from '../case-facts/case-facts.ts';
import { visibleTo, LISTED_CASES } from '../reading/listing.ts';
import { CASE_ID, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import type { Conformance } from './conformance.ts';
import { COVERED } from './decisions.ts';
import { judging, ofMonth, received } from './month.ts';
import { OBLIGATIONS, STANDINGS } from './obligation.ts';

const BY_RECEIPT = { field: 'receivedAt', direction: 'ascending' } as const;

export const conformanceCases = query({
  name: 'conformanceCases',
  summary: 'The cases behind a figure of the conformance of a month (ARC-2, REP-10).',
  group: 'Lists and reports',
  at: 'reports/conformance/:month/cases',
  asks: {
    ...ofMonth,
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

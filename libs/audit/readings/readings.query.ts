import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  personKey,
  queriesOf,
  type Condition,
  type KnowableReads,
  type Page,
} from '#event-sourcing';
import { READINGS, type Reading, type ReadingDocument } from './readings.projection.ts';

const query = queriesOf<{
  readonly ports: KnowableReads;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly ('compliance' | 'admin')[] };
  readonly group: 'Audit';
}>();

const LATEST_FIRST = { field: 'at', direction: 'descending' } as const;

interface Asked {
  readonly caseId?: string;
  readonly person?: string;
  readonly from?: string;
  readonly until?: string;
}

const conditionsOf = ({ caseId, person, from, until }: Asked): readonly Condition[] => [
  ...(caseId === undefined ? [] : [{ field: 'caseId', equals: caseId }]),
  ...(person === undefined ? [] : [{ field: 'personKey', equals: personKey(person) }]),
  ...(from === undefined ? [] : [{ field: 'at', atLeast: from }]),
  ...(until === undefined ? [] : [{ field: 'at', below: until }]),
];

const filterShown = ({ name, value = '…' }: Reading['filters'][number]): string => `${name}=${value}`;

const filter = answer.object({ name: answer.text('severity'), 'value?': answer.text('important') });

const reading = answer.object({
  at: answer.instant(),
  person: answer.text('shen.yi'),
  role: answer.text('compliance'),
  what: answer.text('caseDetails', {
    description:
      'Name of the query; also `events`, `evidence`, and what else was done at the command line, `organisation apply`.',
  }),
  'caseId?': answer.text('7F3K-9M2Q-X4TB'),
  filters: answer.list(filter, { description: 'What was asked for; values only where they tell of nobody.' }),
  through: answer.oneOf(['api', 'command-line']),
  'asPerson?': answer.text('pan.xin', { description: 'As whom somebody asked at the command line.' }),
  correlationId: answer.text('3f0c7a52-6c0e-4b7e-9a53-0d1b7f1c2e11'),
});

export const readings = query({
  name: 'readings',
  summary:
    'Who read personal data without handling the case, or was at the command line, the latest first; never what they read (PRI-1).',
  group: 'Audit',
  at: 'readings',
  asks: {
    caseId: field.reference({ optional: true, of: 'case', example: '7F3K-9M2Q-X4TB' }),
    person: field.reference({ optional: true, of: 'staff', example: 'shen.yi' }),
    from: field.instant({ optional: true, description: 'Not earlier than this.' }),
    until: field.instant({ optional: true, description: 'Before this.' }),
    ...pageFields,
  },
  who: { readers: ['compliance', 'admin'] },
  reads: () => [READINGS],
  answers: answer.page(reading),
  run: async (asked, { readModels, knowable }, reader): Promise<Page<Reading>> => {
    const where = conditionsOf(asked);
    const found = await pageFor(
      pageOf(asked),
      async (page) =>
        (await readModels.query(READINGS, { ...page, where, sort: LATEST_FIRST })) as Page<ReadingDocument>,
      (documents) => knowable(documents, reader),
    );
    return { ...found, items: found.items.map(({ personKey: _, ...told }) => told) };
  },
  commandLine: {
    words: 'readings',
    description: 'who read personal data without handling the case; never what they read',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['Nobody has.\n']
        : [
            {
              head: ['at', 'who', 'as', 'what', 'case', 'filters', 'through'],
              rows: page.items.map((each) => [
                ...[{ at: each.at }, each.person, each.asPerson ?? each.role, each.what, each.caseId],
                ...[each.filters.map(filterShown).join(' '), each.through],
              ]),
            },
          ]),
      ...morePages(page),
    ],
  },
});

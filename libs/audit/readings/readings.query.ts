import { field, listsOf, personKey, type Condition, type KnowableReads } from '#event-sourcing';
import { reading } from './readings.answer.ts';
import { READINGS, type Reading, type ReadingDocument } from './readings.projection.ts';

const list = listsOf<{
  readonly ports: KnowableReads;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly ('compliance' | 'admin')[] };
  readonly group: 'Audit';
}>();

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

export const readings = list({
  name: 'readings',
  summary:
    'Who read personal data without handling the case, or was at the command line, the latest first; never what they read (PRI-1).',
  group: 'Audit',
  at: 'readings',
  who: { readers: ['compliance', 'admin'] },
  of: READINGS,
  filters: {
    caseId: field.reference({ optional: true, of: 'case', example: '7F3K-9M2Q-X4TB' }),
    // Anybody who ever read: whoever was at the machine is nobody of the organisation.
    person: field.reference({ optional: true, of: 'reader', example: 'shen.yi' }),
    from: field.instant({ optional: true, description: 'Not earlier than this.' }),
    until: field.instant({ optional: true, description: 'Before this.' }),
  },
  where: ({ asked }) => conditionsOf(asked),
  order: () => ({ field: 'at', direction: 'descending' }),
  // What was recorded stays; and that somebody asks for the next page is itself on record.
  moves: false,
  visible: (found: readonly ReadingDocument[], { ports, reader }) => ports.knowable(found, reader),
  row: reading,
  told: ({ personKey: _, ...told }): Reading => told,
  commandLine: {
    words: 'readings',
    description: 'who read personal data without handling the case; never what they read',
    none: 'Nobody has.',
    columns: {
      at: ({ at }) => ({ at }),
      who: ({ person }) => person,
      as: ({ asPerson, role }) => asPerson ?? role,
      what: ({ what }) => what,
      case: ({ caseId }) => caseId,
      filters: ({ filters }) => filters.map(filterShown).join(' '),
      through: ({ through }) => through,
    },
  },
});

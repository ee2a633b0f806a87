import {
  answer,
  damageNotice,
  field,
  morePages,
  pageFields,
  pageOf,
  queriesOf,
  refuse,
  type ParkedEvent,
} from '#event-sourcing';
import type { Procedure, ProcedureRegistry } from '#procedures';
import type { DamageNotes } from '../damage/damage-notes.ts';
import type { ReadModelStatus } from '../engine.ts';

export interface SystemQueryPorts {
  readonly procedures: ProcedureRegistry;
  readonly projections: () => Promise<readonly ReadModelStatus[]>;
  readonly parked: () => Promise<readonly ParkedEvent[]>;
  readonly notes: Pick<DamageNotes, 'list'>;
}

type Reader = 'operations' | 'analyst' | 'compliance' | 'admin';

const query = queriesOf<{
  readonly ports: SystemQueryPorts;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly Reader[] };
  readonly group: 'Procedures and operation';
}>();

const everybody = { readers: ['operations', 'analyst', 'compliance', 'admin'] } as const;
const group = 'Procedures and operation';

const procedures = query({
  name: 'procedures',
  summary: 'The procedures that cases can be handled under, in their newest version.',
  group,
  at: 'procedures',
  asks: {},
  who: everybody,
  reads: () => [],
  answers: answer.list(
    answer.object({
      id: answer.text('residential-property'),
      version: answer.whole(1),
      title: answer.text('Residential property'),
      source: answer.text('002_d0386334c5edf7ed.txt'),
    }),
  ),
  run: (_asked, ports) =>
    Promise.resolve(
      ports.procedures.list().map(({ id, version, title, source }) => ({ id, version, title, source })),
    ),
});

const procedure = query({
  name: 'procedure',
  summary: 'One procedure, whole: clocks, ladder, authority, routing (D13).',
  group,
  at: 'procedures/:id',
  asks: {
    id: field.reference({ of: 'procedure', example: 'residential-property' }),
    version: field.wholeNumber({ optional: true, min: 1, max: 1_000_000, example: 1 }),
  },
  who: everybody,
  reads: () => [],
  answers: {
    ...answer.anything,
    description: 'The whole procedure.',
    example: { id: 'residential-property', version: 1 },
  },
  run: ({ id, version }, ports): Promise<Procedure | undefined> =>
    Promise.resolve(ports.procedures.get(id, version)),
  absent: () => refuse('D13', 'procedure-not-found', 'There is no such procedure, or not in this version.'),
});

const projections = query({
  name: 'projections',
  summary: 'How far the read models are, and what is parked (D8).',
  group,
  at: 'projections',
  asks: {},
  who: { readers: ['admin', 'compliance'] },
  reads: () => [],
  answers: answer.list(
    answer.object({
      name: answer.text('open-cases'),
      version: answer.whole(1),
      checkpoint: answer.position,
      caughtUp: answer.yesNo(true),
      missing: answer.whole(0),
      parked: answer.whole(0),
      'standsStill?': answer.text('event CaseMovedToTheMoon at position 0000000000000000042 …', {
        description: 'The next event is for a newer program: upgrade this one. It then goes on by itself.',
      }),
    }),
  ),
  run: (_asked, ports) => ports.projections(),
  commandLine: {
    words: 'projections list',
    description: 'every read model with its checkpoint',
    shows: (statuses) => [
      {
        head: ['projection', 'version', 'checkpoint', 'up to date', 'missing', 'parked'],
        rows: statuses.map(({ name, version, checkpoint, caughtUp, missing, parked: parkedEvents }) => [
          ...[name, version, checkpoint === '' ? undefined : checkpoint, caughtUp, missing, parkedEvents],
        ]),
        numeric: ['version', 'missing', 'parked'],
      },
      ...statuses.flatMap(({ name, standsStill }) =>
        standsStill === undefined ? [] : [`${name} stands still: ${standsStill}\n`],
      ),
    ],
  },
});

const parked = query({
  name: 'parkedEvents',
  summary:
    'Events that a read model could not take, and those that wait behind them in the same stream (D8).',
  group,
  at: 'projections/parked',
  asks: {},
  who: { readers: ['admin', 'compliance'] },
  reads: () => [],
  answers: answer.list(
    answer.object({
      projection: answer.text('open-cases'),
      stream: answer.text('case-7F3K-9M2Q-X4TB'),
      position: answer.position,
      reason: answer.text('TypeError: cannot read the category'),
    }),
  ),
  run: (_asked, ports) => ports.parked(),
  commandLine: {
    words: 'projections parked',
    description: 'events that a read model could not take, and those that wait behind them',
    shows: (events) =>
      events.length === 0
        ? ['Nothing is parked.\n']
        : [
            {
              head: ['projection', 'stream', 'position', 'reason'],
              rows: events.map(({ projection, stream, position, reason }) => [
                ...[projection, stream, position, reason],
              ]),
            },
          ],
  },
});

const damage = query({
  name: 'damagedStreams',
  summary: 'What was found to be wrong with the history of single cases, and of the organisation (D15).',
  group,
  at: 'history/damage',
  asks: { ...pageFields },
  who: { readers: ['admin', 'compliance'] },
  reads: () => [],
  answers: answer.page(
    answer.object({ stream: answer.text('case-7F3K-9M2Q-X4TB'), ...damageNotice, foundAt: answer.instant() }),
  ),
  run: (asked, { notes }) => notes.list(pageOf(asked)),
  commandLine: {
    words: 'events damage',
    description: 'what was found to be wrong with the history; redress events verify looks for all of it',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['No damage is known.\n']
        : [
            {
              head: ['stream', 'revision', 'position', 'finding', 'type'],
              rows: page.items.map(({ stream, revision, position, finding, type }) => [
                ...[stream, revision, position, finding, type],
              ]),
            },
          ]),
      ...morePages(page),
    ],
  },
});

/** Questions about the product itself. */
export const systemQueries = [procedures, procedure, projections, parked, damage] as const;

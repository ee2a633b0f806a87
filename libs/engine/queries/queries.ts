import {
  CASE_DETAILS,
  caseIdOf,
  caseStreamOf,
  evolve,
  isAboutReader,
  isKept,
  listedCases,
  noCase,
  mayKnowOf,
  readsAs,
  type Capacity,
  type CaseHead,
  type CaseQueryPorts,
  type CaseState,
  type Reader,
  withoutTerms,
  type RecordedCaseEvent,
} from '#cases';
import {
  decodeHistory,
  StreamFault,
  type AnyQuery,
  type Askable,
  type EventStore,
  type KnowableReads,
} from '#event-sourcing';
import type { OrganisationQueryPorts } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import { AGGREGATES } from '../aggregates.ts';
import { caseCodec, type CodecPort } from '../commands/codecs.ts';
import type { DamageNote, DamageNotes } from '../damage/damage-notes.ts';
import { assertCanMatch, assertEventTypes } from './filter-values.ts';
import type { EventsFilter } from './query-types.ts';
import type { ReadingRules } from '../rules/reading.ts';
import { nothing, readEvents, type Hidden, type ToldEvent } from './read-events.ts';
import type { SystemQueryPorts } from './system/query.ts';
import { systemQueries } from './system/system-queries.ts';

type OfSomeKind = (typeof AGGREGATES)[number]['queries'][number];
const queriesOfKind = ({ queries }: (typeof AGGREGATES)[number]): readonly OfSomeKind[] => queries;

/** Every question that can be asked of the product; each kind of aggregate brings its list. */
export const allQueries = [...AGGREGATES.flatMap(queriesOfKind), ...systemQueries];

/** Lists throw InvalidCursor for a cursor of another query. */
export interface Queries extends Askable<typeof allQueries> {
  /**
   * As a person asks, who is told no more than their rights allow; `undefined`: there is no such thing for them. Without a
   * person: whoever runs the machine.
   */
  ask(query: AnyQuery, asked: object, reader?: Reader): Promise<unknown>;
  /** As what the reader may read the case, from the history itself; `undefined`: there is none for them (INV-4, CLS-9). */
  readsAs(caseId: string, reader: Reader): Promise<Capacity | undefined>;
  /** Whether they may hear that there is such a case: then a refusal is told as it is (INV-4). */
  mayKnowOf(caseId: string, reader: Reader): Promise<boolean>;
  /** In log order, read as they are consumed; without the cases that are about the reader (INV-4). */
  events(filter?: EventsFilter, reader?: Reader): AsyncIterable<ToldEvent>;
}

/** What a case's answer says of what is wrong with its history. */
type Notice = Pick<DamageNote, 'finding' | 'message'> & Partial<DamageNote>;

export type QueryPorts = Omit<CaseQueryPorts & SystemQueryPorts, 'history' | 'procedures'> &
  OrganisationQueryPorts &
  CodecPort & {
    readonly reading: ReadingRules;
    readonly store: Pick<EventStore, 'readStream' | 'readAll'>;
    readonly notes: DamageNotes;
  };

export function createQueries({ store, reading, ...ports }: QueryPorts): Queries {
  const history = readableHistory({ store, ...ports });
  const capacityIn = (state: CaseState, reader: Reader): Promise<Capacity | undefined> =>
    reading((rules) =>
      Promise.resolve(
        state.status === 'none' ? undefined : readsAs(reader, state, procedureOf(state, rules)),
      ),
    );
  const readable = async (caseId: string, reader: Reader, past = history): Promise<Capacity | undefined> =>
    capacityIn((await past(caseId)).reduce<CaseState>(evolve, noCase), reader);
  /** By the very document that is shown, where one is. */
  const readableNow = async (caseId: string, reader: Reader): Promise<Capacity | undefined> => {
    const details = (await ports.readModels.get(CASE_DETAILS, caseId)) as CaseHead | undefined;
    return details && capacityIn(details.state, reader);
  };
  const knowable = knowableIn(ports.readModels);
  const keptTerms = keptTermsIn(ports.readModels);
  const ask: Queries['ask'] = async (query, asked, reader) => {
    const read = readOnce(history);
    if (reader !== undefined && isOfOneCase(query, asked)) {
      const shown = query.reads(asked as never).includes(CASE_DETAILS);
      const as = await (shown ? readableNow(asked.caseId, reader) : readable(asked.caseId, reader, read));
      if (as === undefined) return undefined;
    }
    const answer = await reading(async (procedures) => {
      const sources = { ...ports, procedures, store, history: read, knowable, keptTerms };
      await assertCanMatch(query, asked, sources);
      // What is asked fits the query's own fields: whoever asks has checked it against them.
      return query.run(asked as never, sources as never, reader as never);
    });
    if (!isOfOneCase(query, asked) || answer === undefined) return answer;
    return withNotices(answer as object, await ports.notes.of(caseStreamOf(asked.caseId)));
  };
  const byName = allQueries.map((query): [string, (asked?: object) => Promise<unknown>] => [
    query.name,
    (asked = {}) => ask(query, asked),
  ]);
  return {
    // Each function has the types of its query; TypeScript cannot follow that through the list.
    ...(Object.fromEntries(byName) as Askable<typeof allQueries>),
    ask,
    // Where the history has lost the case, by what is shown of it.
    readsAs: (caseId, reader) =>
      readable(caseId, reader).catch((error: unknown) => {
        if (!(error instanceof StreamFault)) throw error;
        return readableNow(caseId, reader);
      }),
    mayKnowOf: async (caseId, reader) => {
      const state = await lastKnown(history(caseId), () => ports.readModels.get(CASE_DETAILS, caseId));
      if (state.status === 'none') return false;
      return reading((rules) => Promise.resolve(mayKnowOf(reader, state, procedureOf(state, rules))));
    },
    events: (filter = {}, reader) => {
      assertEventTypes(filter.type);
      const told = readEvents({ ...ports, store }, filter, reader && hiddenFrom(reader, ports.readModels));
      const isTold = reader === undefined || reader.roles.includes('compliance');
      return isTold ? told : withoutKeptTerms(told, keptTerms);
    },
  };
}

/** The part that can be read; what is wrong with the rest is noted. */
const readableHistory =
  (ports: Pick<QueryPorts, 'store' | 'readModels' | 'notes' | 'codec'>) =>
  async (caseId: string): Promise<readonly RecordedCaseEvent[]> => {
    const stream = caseStreamOf(caseId);
    const stored = await ports.store.readStream(stream);
    if (stored.length === 0 && (await ports.readModels.get(CASE_DETAILS, caseId)) !== undefined)
      throw new StreamFault({ stream, finding: 'deleted' });
    const { events, damage } = decodeHistory(caseCodec(ports), stored);
    for (const each of damage) ports.notes.note(each);
    return events;
  };

const procedureOf = (
  { procedure: { id, version } }: Exclude<CaseState, { readonly status: 'none' }>,
  procedures: ProcedureRegistry,
) => procedures.get(id, version);

/** By the history; where that has lost the case, by what is shown of it. */
async function lastKnown(
  history: Promise<readonly RecordedCaseEvent[]>,
  shown: () => Promise<object | undefined>,
): Promise<CaseState> {
  try {
    return (await history).reduce<CaseState>(evolve, noCase);
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    return ((await shown()) as CaseHead | undefined)?.state ?? noCase;
  }
}

const withNotices = (answer: object, damage: readonly Notice[]): object =>
  damage.length === 0 ? answer : { ...answer, damage };

/** The history of a case is read once for one question. */
function readOnce(history: CaseQueryPorts['history']): CaseQueryPorts['history'] {
  const read = new Map<string, ReturnType<typeof history>>();
  return (caseId) => {
    const known = read.get(caseId) ?? history(caseId);
    read.set(caseId, known);
    return known;
  };
}

/** Cases that are about the reader, and those of which the lists do not know yet whom they are about. */
const hiddenFrom =
  (reader: Reader, readModels: Pick<CaseQueryPorts['readModels'], 'load'>): Hidden =>
  async (caseIds) => {
    const cases = await listedCases(readModels, caseIds);
    return new Set(
      caseIds.filter((caseId) => {
        const listed = cases.get(caseId);
        return listed === undefined || isAboutReader(listed, reader);
      }),
    );
  };

const knowableIn =
  (readModels: Pick<CaseQueryPorts['readModels'], 'load'>): KnowableReads['knowable'] =>
  async (found, person) => {
    const hidden = person === undefined ? nothing : hiddenFrom(person as Reader, readModels);
    const unknown = await hidden(found.flatMap(({ caseId }) => caseId ?? []));
    return found.filter(({ caseId }) => caseId === undefined || !unknown.has(caseId));
  };

/** SOL-7: which of these cases keep the terms of their settlement; those that the lists do not know yet are held to. */
const keptTermsIn =
  (readModels: Pick<CaseQueryPorts['readModels'], 'load'>): Hidden =>
  async (caseIds) => {
    const cases = await listedCases(readModels, caseIds);
    return new Set(
      caseIds.filter((caseId) => {
        const listed = cases.get(caseId);
        return listed === undefined || isKept(listed);
      }),
    );
  };

/** SOL-7: whoever reads the history of all cases has none of them: they are told no terms that are kept. */
async function* withoutKeptTerms(
  events: AsyncIterable<ToldEvent>,
  keptTerms: Hidden,
): AsyncGenerator<ToldEvent> {
  for await (const event of events) {
    const data = 'damaged' in event ? undefined : withoutTerms(event);
    const caseId = caseIdOf(event.stream);
    const mayBeKept = !('damaged' in event) && caseId !== undefined && data !== event.data;
    yield mayBeKept && (await keptTerms([caseId])).has(caseId)
      ? ({ ...event, data } as RecordedCaseEvent)
      : event;
  }
}

/** A question about one case: who may read it is judged by that case (INV-4), and so is what is on record (PRI-1). */
export const isOfOneCase = (query: AnyQuery, asked: object): asked is { readonly caseId: string } =>
  query.at.startsWith('cases/:caseId') && 'caseId' in asked;

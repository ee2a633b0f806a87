import {
  caseDecider,
  caseQueries,
  caseStreamOf,
  readsAs,
  type Capacity,
  type CaseQueryPorts,
  type CaseState,
  type Reader,
  type RecordedCaseEvent,
} from '#cases';
import type { AnyQuery, Askable, EventStore } from '#event-sourcing';
import { caseCodec } from '../commands/codecs.ts';
import type { EventsFilter } from './query-types.ts';
import { readEvents } from './read-events.ts';
import { systemQueries, type SystemQueryPorts } from './system.query.ts';

/** Every question that can be asked of the product; each subject brings its list. */
export const allQueries = [...caseQueries, ...systemQueries] as const;

/** Lists throw InvalidCursor for a cursor of another query. */
export interface Queries extends Askable<typeof allQueries> {
  /**
   * As a person asks, who is told no more than their rights allow; `undefined`: there is no such thing for them. Without a
   * person: whoever runs the machine.
   */
  ask(query: AnyQuery, asked: object, reader?: Reader): Promise<unknown>;
  /** As what the reader may read the case, from the history itself; `undefined`: there is none for them (INV-4, CLS-9). */
  readsAs(caseId: string, reader: Reader): Promise<Capacity | undefined>;
  /** In log order, read as they are consumed. */
  events(filter?: EventsFilter): AsyncIterable<RecordedCaseEvent>;
}

export type QueryPorts = Omit<CaseQueryPorts, 'history'> &
  SystemQueryPorts & { readonly store: Pick<EventStore, 'readStream' | 'readAll'> };

export function createQueries({ store, ...ports }: QueryPorts): Queries {
  const history = async (caseId: string): Promise<readonly RecordedCaseEvent[]> =>
    (await store.readStream(caseStreamOf(caseId))).map((stored) => caseCodec.decode(stored));
  const sources = { ...ports, history };
  const readable = async (caseId: string, reader: Reader): Promise<Capacity | undefined> => {
    const state = (await history(caseId)).reduce<CaseState>(
      (before, event) => caseDecider.evolve(before, event),
      caseDecider.initialState,
    );
    if (state.status === 'none') return undefined;
    return readsAs(reader, state, ports.procedures.get(state.procedure.id, state.procedure.version));
  };
  const ask: Queries['ask'] = async (query, asked, reader) => {
    if (reader !== undefined && isOfOneCase(query, asked)) {
      if ((await readable(asked.caseId, reader)) === undefined) return undefined;
    }
    // What is asked fits the query's own fields: whoever asks has checked it against them.
    return query.run(asked as never, sources as never, reader as never);
  };
  const byName = allQueries.map((query): [string, (asked?: object) => Promise<unknown>] => [
    query.name,
    (asked = {}) => ask(query, asked),
  ]);
  return {
    // Each function has the types of its query; TypeScript cannot follow that through the list.
    ...(Object.fromEntries(byName) as Askable<typeof allQueries>),
    ask,
    readsAs: readable,
    events: (filter = {}) => readEvents(store, filter),
  };
}

const isOfOneCase = (query: AnyQuery, asked: object): asked is { readonly caseId: string } =>
  caseQueries.some((each) => each === query) && 'caseId' in asked;

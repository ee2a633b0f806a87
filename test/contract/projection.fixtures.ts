import {
  checkpointName,
  commandId,
  CorruptEvent,
  EVENT_SET_ASIDE,
  eventId,
  type CanonicalJson,
  type CollectionSpec,
  type EventStore,
  type EventToAppend,
  type Projection,
  type ProjectionRunnerOptions,
  type ReadModelStore,
  type RecordedEvent,
  revision,
  type StoredEvent,
  type StreamName,
  type VersionedDocument,
} from '#event-sourcing';
import { systemTiming } from '#timing';

/** Complaints in miniature: what is said in a case, and how much is paid in a month. */
interface Said {
  readonly type: 'Said';
  readonly data: { readonly word: string; readonly month: string };
}

let written = 0;

export const said = (word: string, month = 'May'): EventToAppend => ({
  id: eventId(commandId('said'), (written += 1)),
  type: 'Said',
  data: JSON.stringify({ word, month }) as CanonicalJson,
  metadata: '{}' as CanonicalJson,
});

/** Somebody has decided that a stream goes on without what cannot be read. */
export const setAside = ({ id, revision: at }: StoredEvent): EventToAppend => ({
  ...said('aside'),
  type: EVENT_SET_ASIDE,
  data: JSON.stringify({ word: 'aside', month: 'May', revision: String(at), event: id }) as CanonicalJson,
});

/** Appends at the end of the stream, whatever it holds. */
export async function append(store: EventStore, stream: string, ...events: EventToAppend[]): Promise<void> {
  const name = stream as StreamName;
  const [last] = await store.readStream(name, { direction: 'backwards', limit: 1 });
  await store.append(name, last === undefined ? 'no-stream' : revision(last.revision), events);
}

/** Counts decodings; the word `garbled` cannot be decoded, and events of `newer` types are for a newer program. */
export function countingCodec(newer: readonly string[] = []) {
  const codec = {
    decoded: 0,
    knows: ({ type }: { readonly type: string }): boolean => !newer.includes(type),
    decode(stored: { readonly data: string }): RecordedEvent {
      codec.decoded += 1;
      const data = JSON.parse(stored.data) as Said['data'];
      if (data.word === 'garbled') throw new CorruptEvent('cannot read it');
      return { ...stored, data } as unknown as RecordedEvent;
    },
  };
  return codec;
}

const collection = (name: string): CollectionSpec => ({
  name,
  version: 1,
  fields: { count: 'number' },
  indexes: [['count']],
});

export interface Talk {
  readonly count: number;
  readonly words: string;
}

/** Words that make a fold throw; a test takes them out to mend the cause. */
export const poison = new Set<string>();

const hear = (document: Talk | undefined, event: RecordedEvent): Talk | undefined => {
  const { word } = event.data as Said['data'];
  if (poison.has(word)) throw new TypeError(`cannot make sense of ${word}`);
  if (word === 'goodbye') return undefined;
  return { count: (document?.count ?? 0) + 1, words: `${document?.words ?? ''}${word} ` };
};

/** One document per stream. */
export const talks: Projection<Talk> = {
  collection: collection('talks'),
  keys: (event) => [event.stream],
  evolve: hear,
};

/** Documents that many streams share, and an event that touches two of them. */
export const months: Projection<Talk> = {
  collection: collection('months'),
  keys: (event) => [(event.data as Said['data']).month, 'year'],
  evolve: hear,
};

/** Applies everything: no word is poison to it. */
export const tally: Projection<Talk> = {
  collection: collection('tally'),
  keys: () => ['all'],
  evolve: (document) => ({ count: (document?.count ?? 0) + 1, words: '' }),
};

export const runnerOptions = (
  store: EventStore,
  readModels: ReadModelStore,
  holder = 'one',
): ProjectionRunnerOptions & { codec: ReturnType<typeof countingCodec> } => ({
  store,
  readModels,
  codec: countingCodec(),
  projections: [talks, months, tally],
  holder,
  timing: systemTiming,
  leaseMillis: 1_000,
  retry: { attempts: 2, delayMillis: 1 },
});

/** Everything a projection holds, in a form that can be compared with another copy. */
export async function contents(
  readModels: ReadModelStore,
  projection: Projection<Talk>,
  ids: readonly string[],
) {
  const { collection } = projection;
  const documents: ReadonlyMap<string, VersionedDocument> = await readModels.load(collection, ids);
  const parked = await readModels.parked(checkpointName(collection));
  return {
    documents: Object.fromEntries([...documents].toSorted(([a], [b]) => a.localeCompare(b))),
    parked: parked.map(({ stream, position }) => `${stream}@${position}`),
    checkpoint: await readModels.checkpoint(checkpointName(collection)),
  };
}

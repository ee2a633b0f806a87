import { caseStreamOf, LISTED_CASES } from '#cases';
import {
  StreamFault,
  type Damage,
  type EventStore,
  type Page,
  type ReadModelStore,
  type StreamName,
} from '#event-sourcing';

const PAGE = 1_000;
/** Streams that are looked at at the same time. */
const AT_ONCE = 16;

interface StreamPorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly readModels: Pick<ReadModelStore, 'query'>;
}

/**
 * What the log does not tell: a server may keep the events of a stream in its log after the stream was deleted or cut, and
 * a list may know of one that is gone. `last`: the last revision of each stream of which the log knows.
 */
export async function missingOfStreams(
  { store, readModels }: StreamPorts,
  last: ReadonlyMap<StreamName, bigint>,
  each: (streams: number) => void,
): Promise<readonly Damage[]> {
  const streams = new Map(last);
  for await (const caseId of listed(readModels)) {
    const stream = caseStreamOf(caseId);
    if (!streams.has(stream)) streams.set(stream, -1n);
  }
  const all = [...streams];
  const damage: Damage[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const part = all.slice(from, from + AT_ONCE);
    damage.push(...(await Promise.all(part.map((one) => missingOf(store, one)))).flat());
    each(from + part.length);
  }
  return damage;
}

async function missingOf(
  store: Pick<EventStore, 'readStream'>,
  [stream, last]: readonly [StreamName, bigint],
): Promise<readonly Damage[]> {
  try {
    const [first] = await store.readStream(stream, { limit: 1 });
    if (first === undefined) return [{ stream, finding: 'deleted' }];
    const [end = first] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
    const { position } = end.revision < last ? end : first;
    return first.revision > 0n || end.revision < last
      ? [{ stream, finding: 'missing-events', position }]
      : [];
  } catch (error) {
    if (error instanceof StreamFault) return [error.damage];
    throw error;
  }
}

async function* listed(readModels: Pick<ReadModelStore, 'query'>): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = (await readModels.query(LISTED_CASES, {
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })) as Page<{ readonly caseId: string }>;
    for (const { caseId } of page.items) yield caseId;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

import {
  BEGINNING,
  checkpointName,
  EventStoreUnavailable,
  isEstablished,
  type CollectionSpec,
  type EventStore,
  type Position,
  type ReadModelStore,
  type Serving,
  type StreamName,
} from '#event-sourcing';

/** Further behind than this, a read model is no picture of the present, whoever is at work on it. */
const MOST_MISSING = 1_000;

export interface CatchingUpOptions {
  readonly store: Pick<EventStore, 'head' | 'readAll'> & { countAfter?: EventStore['countAfter'] };
  readonly readModels: Pick<ReadModelStore, 'checkpoint' | 'holders' | 'liveGeneration' | 'load'>;
  readonly serving: Pick<Serving, 'of'>;
  /** Whether anything in that stream could change the read model. */
  readonly concerns: (collection: CollectionSpec, stream: StreamName) => boolean;
}

/**
 * Which of these read models would tell less than the history does: those that are still being filled for the first
 * time, were lost, are far behind, or are behind while nobody works on them. An answer from them would look like the truth.
 * What is missing for a moment behind a worker is no such thing: whoever needs it waits for a position (D10). While a new
 * version is filled, the one before it answers (D7) and is judged.
 */
export function createCatchingUp(options: CatchingUpOptions) {
  const asked = new Map<string, Promise<boolean>>();
  /** Requests that come together ask the stores once. */
  const isTrue = (collection: CollectionSpec): Promise<boolean> => {
    const name = checkpointName(collection);
    const asking = asked.get(name) ?? isTrueNow(options, collection).finally(() => asked.delete(name));
    asked.set(name, asking);
    return asking;
  };
  return async (collections: readonly CollectionSpec[]): Promise<readonly string[]> => {
    const verdicts = await Promise.all(collections.map(isTrue));
    return collections.filter((_, index) => verdicts[index] === false).map(({ name }) => name);
  };
}

async function isTrueNow(options: CatchingUpOptions, asked: CollectionSpec): Promise<boolean> {
  const { readModels, serving } = options;
  const collection = await serving.of(asked);
  const checkpoint = await readModels.checkpoint(checkpointName(collection));
  const head = await headOf(options);
  if (head !== undefined && (head === BEGINNING || checkpoint >= head)) return true;
  const generation = await readModels.liveGeneration(collection);
  if (!(await isEstablished(readModels, { ...collection, generation }, checkpoint))) return false;
  if (head === undefined || (await isBeingFed(options, collection, checkpoint))) return true;
  return lacksNothing(options, collection, checkpoint);
}

/** While the history is away nothing is added to it: what was whole stays as true as it was. */
const headOf = ({ store }: CatchingUpOptions): Promise<Position | undefined> =>
  store.head().catch((error: unknown) => {
    if (error instanceof EventStoreUnavailable) return undefined;
    throw error;
  });

async function isBeingFed(
  { store, readModels }: CatchingUpOptions,
  collection: CollectionSpec,
  checkpoint: Position,
): Promise<boolean> {
  const leases = [...(await readModels.holders()).keys()];
  const name = checkpointName(collection);
  if (!leases.some((lease) => lease.startsWith(`${name}#`) || /^worker\/\d+$/.test(lease))) return false;
  const missing =
    store.countAfter === undefined
      ? (await store.readAll(checkpoint, MOST_MISSING + 1)).length
      : await store.countAfter(checkpoint);
  return missing <= MOST_MISSING;
}

/** Far more than people leave in the audit while nobody works on a read model; beyond it nobody looks. */
const MOST_LOOKED_AT = 200;

/** What it has not seen is nothing of its own: that somebody reads a list does not make the list untrue. */
async function lacksNothing(
  { store, concerns }: CatchingUpOptions,
  collection: CollectionSpec,
  checkpoint: Position,
): Promise<boolean> {
  const unseen = await store.readAll(checkpoint, MOST_LOOKED_AT + 1);
  return unseen.length <= MOST_LOOKED_AT && unseen.every(({ stream }) => !concerns(collection, stream));
}

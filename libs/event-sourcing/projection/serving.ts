import type { Position } from '../primitives.ts';
import { checkpointName, type CollectionSpec, type ReadModelStore } from '../read-model-store.ts';
import { isEstablished } from './established.ts';

type Asked = Pick<ReadModelStore, 'checkpoint' | 'liveGeneration' | 'load'>;

/** Whether the live copy of this very version holds, or has held, everything that there was. */
async function holdsEverything(readModels: Asked, collection: CollectionSpec): Promise<boolean> {
  const [checkpoint, generation] = await Promise.all([
    readModels.checkpoint(checkpointName(collection)),
    readModels.liveGeneration(collection),
  ]);
  return isEstablished(readModels, { ...collection, generation }, checkpoint);
}

/** What questions are answered from. */
export interface ServedReads extends Pick<ReadModelStore, 'get' | 'load' | 'query'> {
  /** Where what answers stands. */
  checkpoint(collection: CollectionSpec): Promise<Position>;
}

/** Which version of each read model answers, for as long as a new one is filled beside the old one (D7). */
export interface Serving {
  /**
   * The newest version that holds everything, or the given one while none does. It follows from what is stored, so that
   * every process changes over at the same moment: when the mark of the new copy is written, and never back.
   */
  of(collection: CollectionSpec): Promise<CollectionSpec>;
  /** Where {@link Serving.of} stands. */
  checkpoint(collection: CollectionSpec): Promise<Position>;
  readonly reads: ServedReads;
}

export function createServing(readModels: Asked & Pick<ReadModelStore, 'get' | 'load' | 'query'>): Serving {
  /** A mark stays: whatever becomes of the copy later, nobody goes back to the version before. */
  const handedOver = new Set<string>();
  const of = async (collection: CollectionSpec): Promise<CollectionSpec> => {
    for (let each: CollectionSpec | undefined = collection; each !== undefined; each = each.earlier) {
      const name = checkpointName(each);
      if (each === collection && (each.earlier === undefined || handedOver.has(name))) return each;
      if (!(await holdsEverything(readModels, each))) continue;
      if (each === collection) handedOver.add(name);
      return each;
    }
    return collection;
  };
  const checkpoint: Serving['checkpoint'] = async (collection) =>
    readModels.checkpoint(checkpointName(await of(collection)));
  return {
    of,
    checkpoint,
    reads: {
      checkpoint,
      get: async (collection, id) => readModels.get(await of(collection), id),
      load: async (collection, ids) => readModels.load(await of(collection), ids),
      query: async (collection, query) => readModels.query(await of(collection), query),
    },
  };
}

/** Where the version stands that answers now: a new one takes over when it is not behind that, so no reader goes back. */
export async function earlierCheckpoint(
  readModels: Asked,
  { earlier }: CollectionSpec,
): Promise<Position | undefined> {
  for (let each = earlier; each !== undefined; each = each.earlier)
    if (await holdsEverything(readModels, each)) return readModels.checkpoint(checkpointName(each));
  return undefined;
}

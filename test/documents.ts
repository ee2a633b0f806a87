import { allCaseProjections } from '#cases';
import {
  BEGINNING,
  checkpointName,
  type CollectionSpec,
  type EventId,
  type FoldedBatch,
  type ReadModelStore,
} from '#event-sourcing';

/** The read models of the product. */
export const COLLECTIONS: readonly CollectionSpec[] = allCaseProjections({
  zoneOf: () => 'UTC',
  pepper: '',
}).map(({ collection }) => collection);

/** Every live document of every read model, in the order of their ids, under the name of its collection and a number. */
export async function documentsIn(readModels: ReadModelStore): Promise<Readonly<Record<string, object>>> {
  const documents: Record<string, object> = {};
  for (const collection of COLLECTIONS) {
    let cursor: string | undefined;
    let number = 0;
    do {
      const page = await readModels.query(collection, {
        limit: 200,
        ...(cursor !== undefined && { cursor }),
      });
      for (const document of page.items) documents[`${collection.name} ${String((number += 1))}`] = document;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return documents;
}

/** As a projection does with events that it cannot apply. */
export async function park(
  readModels: ReadModelStore,
  collection: CollectionSpec,
  ...parked: FoldedBatch['parked']
): Promise<void> {
  const generation = collection.generation ?? (await readModels.liveGeneration(collection));
  const copy = { ...collection, generation };
  const name = checkpointName(copy);
  // In the name of whoever feeds it, who goes on undisturbed.
  const holder = (await readModels.holders()).get(name) ?? 'whoever parks';
  const lease = await readModels.acquireLease(name, holder, 1_000);
  if (lease === undefined) throw new Error(`${name} is held by somebody else`);
  const checkpoint = (await readModels.lastSeen(name)) ?? { position: BEGINNING, event: '' as EventId };
  await readModels.commit(copy, { writes: [], parked, checkpoint }, lease);
  if (holder === 'whoever parks') await readModels.releaseLease(lease);
}

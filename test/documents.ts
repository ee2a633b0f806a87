import { allCaseProjections } from '#cases';
import type { CollectionSpec, ReadModelStore } from '#event-sourcing';

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

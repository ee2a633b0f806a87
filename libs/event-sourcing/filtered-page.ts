import type { ServedReads } from './projection/serving.ts';
import type { Page, Query } from './read-model-store.ts';

/** Documents about cases, for queries that are about something else. */
export interface KnowableReads {
  readonly readModels: ServedReads;
  /** Without those of cases that the reader may not even know of (INV-4). */
  readonly knowable: <Of extends { readonly caseId?: string }>(
    found: readonly Of[],
    reader: unknown,
  ) => Promise<readonly Of[]>;
}

type Request = Pick<Query, 'limit' | 'cursor'>;

/** A page of what the reader finds: full, unless the list ends before. What is left out leaves no gap to be counted. */
export async function pageFor<Document>(
  { limit, cursor: from }: Request,
  load: (request: Request) => Promise<Page<Document>>,
  visible: (documents: readonly Document[]) => Promise<readonly Document[]>,
): Promise<Page<Document>> {
  const items: Document[] = [];
  let cursor = from;
  for (;;) {
    const page = await load({ limit: limit - items.length, ...(cursor !== undefined && { cursor }) });
    items.push(...(await visible(page.items)));
    cursor = page.nextCursor;
    if (cursor === undefined || items.length >= limit)
      return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
  }
}

import type { CollectionSpec, Condition } from '#event-sourcing';
import type { CaseQueryPorts } from './query.ts';

/** Documents read at once: enough to be quick, few enough to leave others their turn. */
const PAGE_SIZE = 200;

/** All documents that match, a page at a time. Others get their turn after every page. @param size less for large documents */
export async function* pagesOf<Document extends object>(
  collection: CollectionSpec,
  where: readonly Condition[],
  { readModels, rest }: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
  size = PAGE_SIZE,
): AsyncGenerator<readonly Document[]> {
  let cursor: string | undefined;
  do {
    const page = { where, limit: size, ...(cursor !== undefined && { cursor }) };
    const { items, nextCursor } = await readModels.query(collection, page);
    yield items as readonly Document[];
    cursor = nextCursor;
    await rest();
  } while (cursor !== undefined);
}

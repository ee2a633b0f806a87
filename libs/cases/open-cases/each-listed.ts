import type { Condition, Page } from '#event-sourcing';
import { isListedFor } from '../reading/listing.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import type { Reader } from '../reading/reading.ts';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';

/** Documents read at once: enough to be quick, few enough to leave others their turn. */
const PAGE_SIZE = 200;

/** Every case of the list that the reader finds there (PRI-1). Others get their turn after every page. */
export async function* eachListed(
  reader: Reader | undefined,
  where: readonly Condition[],
  { readModels, rest }: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
): AsyncGenerator<OpenCase> {
  let cursor: string | undefined;
  do {
    const page = (await readModels.query(OPEN_CASES, {
      ...{ where, limit: PAGE_SIZE },
      ...(cursor !== undefined && { cursor }),
    })) as Page<OpenCase>;
    yield* page.items.filter((each) => reader === undefined || isListedFor(each, reader));
    cursor = page.nextCursor;
    await rest();
  } while (cursor !== undefined);
}

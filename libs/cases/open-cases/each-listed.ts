import type { Condition } from '#event-sourcing';
import { isListedFor } from '../reading/listing.ts';
import { pagesOf } from '../reading/pages.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import type { Reader } from '../reading/reading.ts';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';

/** Every case of the list that the reader finds there (PRI-1). */
export async function* eachListed(
  reader: Reader | undefined,
  where: readonly Condition[],
  ports: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
): AsyncGenerator<OpenCase> {
  for await (const page of pagesOf<OpenCase>(OPEN_CASES, where, ports))
    yield* page.filter((each) => reader === undefined || isListedFor(each, reader));
}

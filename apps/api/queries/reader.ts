import type { Reader } from '#cases';
import type { Principal } from '../auth/index.ts';
import type { ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';

/** Whoever asks, with what the organisation says of them now. */
export const readerFor = async (
  engine: Pick<ApiEngine, 'organisation' | 'now'>,
  { subject, roles }: Principal,
): Promise<Reader> => ({
  ...{ id: subject, roles, at: engine.now() },
  organisation: await engine.organisation(),
});

/** Who reads the case; whoever may not hears the same as of a case that is none (INV-4, CLS-9). */
export async function readerOf(engine: ApiEngine, caseId: string, principal: Principal): Promise<Reader> {
  const reader = await readerFor(engine, principal);
  if (await engine.queries.mayRead(caseId, reader)) return reader;
  throw noSuchCase();
}

export const noSuchCase = (): Problem => new Problem(404, 'case-not-found', 'There is no such case.');

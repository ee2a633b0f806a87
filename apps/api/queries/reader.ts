import type { Reader } from '#cases';
import type { Principal } from '../auth/index.ts';
import type { ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';

/** Who reads the case; whoever may not hears the same as of a case that is none (INV-4, CLS-9). */
export async function readerOf(
  { queries }: Pick<ApiEngine, 'queries'>,
  caseId: string,
  { subject, roles }: Principal,
): Promise<Reader> {
  const reader = { id: subject, roles };
  if (await queries.mayRead(caseId, reader)) return reader;
  throw noSuchCase();
}

export const noSuchCase = (): Problem => new Problem(404, 'case-not-found', 'There is no such case.');

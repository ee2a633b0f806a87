import type { Reader } from '#cases';
import type { Principal } from '../auth/index.ts';
import type { ApiEngine } from '../options.ts';

/** Whoever asks, with what the organisation says of them now. */
export const readerFor = async (
  engine: Pick<ApiEngine, 'organisation' | 'now'>,
  { subject, roles }: Principal,
): Promise<Reader> => ({
  ...{ id: subject, roles, at: engine.now() },
  organisation: await engine.organisation(),
});

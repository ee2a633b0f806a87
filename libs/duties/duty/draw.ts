import { canonicalHash, sha256, type EventMetadata } from '#event-sourcing';

/**
 * REP-6: the seed is made of the event that began the turn. Its hash is made with a key that nobody outside of the product
 * has, and its time is that of the machine that was first, to the millisecond: nobody can know it before, and nobody can choose it.
 */
export const seedOf = ({
  commandId,
  commandHash,
  recordedAt,
}: Pick<EventMetadata, 'commandId' | 'commandHash' | 'recordedAt'>): string =>
  canonicalHash({ commandHash, commandId, recordedAt });

const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Cases once each, by their numbers. */
export const poolOf = (cases: Iterable<string>): readonly string[] => [...new Set(cases)].sort(inOrder);

/** SHA-256 of the numbers of the cases, each on a line. */
export const hashOfPool = (pool: readonly string[]): string =>
  sha256(pool.map((each) => `${each}\n`).join(''));

/**
 * So many of the pool as are asked for: each case has the SHA-256 of seed, blank and case number, and those with the lowest are
 * drawn. Every choice is as likely as any other, and none depends on the order in which the cases are told.
 */
export const drawOf = (seed: string, pool: readonly string[], count: number): readonly string[] =>
  poolOf(pool)
    .map((each) => ({ each, rank: sha256(`${seed} ${each}`) }))
    .sort((one, other) => inOrder(one.rank, other.rank))
    .slice(0, count)
    .map(({ each }) => each);

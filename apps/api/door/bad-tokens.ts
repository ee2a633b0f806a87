import { setTimeout as sleep } from 'node:timers/promises';
import rateLimit from '@fastify/rate-limit';
import type { Logger } from '#platform';
import type { Request, Server } from '../http/server-types.ts';
import { Problem } from '../problems/index.ts';

export interface BadTokenLimits {
  readonly badTokensPerMinute: number;
  /** How long whoever sends more of them, or wants too much at once, waits for each further answer. */
  readonly slowMillis: number;
}

/** Most addresses that are remembered at once; the oldest is forgotten first. */
const MOST_ADDRESSES = 10_000;
/** One household or office has a whole network of these. */
export const IPV6_NETWORK = 64;

/** Answers to a request whose token does not count: throws the problem that it was given, or a later and stricter one. */
export type RefuseToken = (request: Request, problem: Problem) => Promise<never>;

/**
 * Bad tokens are answered at once while they are few. An address that sends many is answered slowly, and its lines are
 * cut; tokens that count are taken from it as before.
 */
export async function limitBadTokens(
  server: Server,
  { badTokensPerMinute, slowMillis }: BadTokenLimits,
  log: Logger,
): Promise<RefuseToken> {
  await server.register(rateLimit, { global: false, cache: MOST_ADDRESSES });
  const count = server.createRateLimit({
    max: badTokensPerMinute,
    timeWindow: '1 minute',
    ipv6Subnet: IPV6_NETWORK,
  });
  return async (request, problem) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) {
      // The last one that is answered as usual: what an attacker sends on must not fill the log.
      if (!counted.isAllowed && counted.remaining === 0)
        log.warn({ ip: counted.key }, 'many bad tokens: from here on they are answered slowly');
      throw problem;
    }
    await sleep(slowMillis);
    throw tooManyBadTokens(counted.ttlInSeconds);
  };
}

const tooManyBadTokens = (seconds: number): Problem =>
  new Problem(429, 'too-many-bad-tokens', 'Too many tokens from this address do not count.', {
    remedy: 'Ask for a new token where yours come from; a token that counts is taken at any time.',
    headers: { 'retry-after': String(seconds), connection: 'close' },
  });

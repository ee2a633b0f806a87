import type { Request, Server } from '../http/server-types.ts';
import { askingOf } from '../http/asking.ts';
import { Problem } from '../problems/index.ts';
import { IPV6_NETWORK } from './bad-tokens.ts';

/** Of one address, and of one number, whoever asks and whether there is such a case: guessing takes years. */
const PER_ADDRESS = { max: 20, timeWindow: '1 minute', ipv6Subnet: IPV6_NETWORK } as const;
const PER_NUMBER = { max: 10, timeWindow: '15 minutes' } as const;

/** INT-13: right and wrong count alike, so that the limit says nothing either. Counts as bad tokens are counted. */
export function limitAsking(server: Server): (request: Request) => Promise<void> {
  const counts = [
    server.createRateLimit(PER_ADDRESS),
    server.createRateLimit({
      ...PER_NUMBER,
      keyGenerator: numberIn,
      // Who names no number yet is only asked for it.
      allowList: (_request, number) => number === '',
    }),
  ];
  return async (request) => {
    for (const count of counts) {
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw tooOften(counted.ttlInSeconds);
    }
  };
}

const numberIn = ({ headers }: Pick<Request, 'headers'>): string =>
  askingOf(headers.authorization).number.toUpperCase();

const tooOften = (seconds: number): Problem =>
  new Problem(429, 'asked-too-often', 'This was asked too often.', {
    remedy: 'Wait, or call us.',
    headers: { 'retry-after': String(seconds) },
  });

import { describe, expect, it } from 'vitest';
import { InvalidToken, type Authenticator, type Identity } from '#keys';
import { TokenCache } from './token-cache.ts';

const MINUTE = 60_000;

describe('tokens that were verified', () => {
  const cacheOver = (verify: () => Identity) => {
    const clock = { at: 0, asked: 0 };
    const authenticator: Authenticator = {
      verify: () => {
        clock.asked += 1;
        return new Promise((resolve) => {
          resolve(verify());
        });
      },
    };
    return { clock, cache: new TokenCache(authenticator, () => clock.at) };
  };
  const li = { sub: 'li.na', roles: ['operations'], expiresAt: 10 * MINUTE };

  it('are looked at again after a minute, so that a key that was taken back ends soon', async () => {
    let revoked = false;
    const { clock, cache } = cacheOver(() => {
      if (revoked) throw new InvalidToken('the token is not valid here');
      return li;
    });
    expect(await cache.verify('t')).toEqual({ subject: 'li.na', roles: ['operations'] });
    revoked = true;
    clock.at = MINUTE - 1;
    expect(await cache.verify('t')).toBeDefined();
    expect(clock.asked).toBe(1);
    clock.at = MINUTE;
    expect(await cache.verify('t')).toBeUndefined();
  });

  it('are not kept beyond their own end', async () => {
    const { clock, cache } = cacheOver(() => ({ ...li, expiresAt: 1_000 }));
    await cache.verify('t');
    clock.at = 1_000;
    await cache.verify('t');
    expect(clock.asked).toBe(2);
  });

  it.each(['a\ud800', 'wu.tao\u200b', 'wu.tao ', ' '])('name nobody with the subject %j', async (sub) => {
    const { cache } = cacheOver(() => ({ ...li, sub }));
    expect(await cache.verify('t')).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandId, instant, sha256 } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { drawOf, hashOfPool, poolOf, seedOf } from './draw.ts';

const seeds = fc.stringMatching(/^[0-9a-f]{64}$/);
const pools = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/), { maxLength: 40 });

describe('a draw (REP-6)', () => {
  it('REP-6 is the same for the same seed and cases, in whatever order and however often they are told', () => {
    fc.assert(
      fc.property(seeds, pools, fc.integer({ min: 1, max: 10 }), (seed, pool, count) => {
        const drawn = drawOf(seed, pool, count);
        expect(drawOf(seed, [...pool.toReversed(), ...pool], count)).toEqual(drawn);
        expect(new Set(drawn).size).toBe(Math.min(count, pool.length));
        expect(pool).toEqual(expect.arrayContaining([...drawn]));
        expect(hashOfPool(poolOf(pool.toReversed()))).toBe(hashOfPool(poolOf(pool)));
      }),
      { numRuns: runs(100) },
    );
  });

  it('REP-6 leaves nobody out for what others do: a case that is not drawn, taken away, changes nothing', () => {
    fc.assert(
      fc.property(seeds, pools, (seed, pool) => {
        const drawn = drawOf(seed, pool, 3);
        const [other] = pool.filter((each) => !drawn.includes(each));
        expect(
          drawOf(
            seed,
            pool.filter((each) => each !== other),
            3,
          ),
        ).toEqual(drawn);
      }),
      { numRuns: runs(100) },
    );
  });

  it('REP-6 takes every pair of cases as often as any other', () => {
    const pool = ['A', 'B', 'C', 'D', 'E', 'F'];
    const times = 6_000;
    const counts = new Map<string, number>();
    for (let index = 0; index < times; index += 1) {
      const pair = drawOf(sha256(String(index)), pool, 2)
        .toSorted()
        .join('');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    // Of 15 pairs; chi-squared with 14 degrees of freedom stays below 36.1 in 999 of 1,000 such draws, and these are fixed.
    const expected = times / 15;
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect([counts.size, chi < 36.1]).toEqual([15, true]);
  });

  it('REP-6 hangs on the hash and the time of the event that began it', () => {
    const event = {
      commandId: commandId('x'),
      commandHash: 'a',
      recordedAt: instant('2026-11-23T00:00:00Z'),
    };
    const seed = seedOf(event);
    expect(seedOf({ ...event })).toBe(seed);
    for (const other of [{ commandHash: 'b' }, { recordedAt: instant('2026-11-23T00:00:00.001Z') }])
      expect(seedOf({ ...event, ...other })).not.toBe(seed);
  });
});

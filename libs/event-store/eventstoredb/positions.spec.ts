import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { BEGINNING, EventStoreUnavailable, type Position } from '#event-sourcing';
import { placeOf, toPosition } from './positions.ts';

const place = fc.record({
  commit: fc.bigInt(0n, 2n ** 63n - 1n),
  prepare: fc.bigInt(0n, 2n ** 63n - 1n),
});

describe('positions', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(place, (each) => {
        expect(placeOf(toPosition(each))).toEqual(each);
      }),
    );
  });

  it('are in lexical order as they are in the log, after the beginning', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const before = one.commit === other.commit ? one.prepare < other.prepare : one.commit < other.commit;
        expect(toPosition(one) < toPosition(other)).toBe(before);
        expect(toPosition(one) > BEGINNING).toBe(true);
      }),
    );
    expect(placeOf(BEGINNING)).toBeUndefined();
  });

  it.each([undefined, { commit: 2n ** 63n, prepare: 0n }, { commit: 0n, prepare: 2n ** 64n - 1n }])(
    'that no event can have are refused: %o',
    (none) => {
      expect(() => toPosition(none)).toThrow(EventStoreUnavailable);
    },
  );

  it.each(['7', '-0000000000000000001', '9223372036854775808-0000000000000000000', '1e3-1e3'])(
    'that were never handed out are refused: %s',
    (text) => {
      expect(() => placeOf(text as Position)).toThrow(RangeError);
    },
  );
});

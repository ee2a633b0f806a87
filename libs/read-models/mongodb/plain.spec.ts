import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { plain } from './plain.ts';

const throughText = (document: object): unknown => JSON.parse(JSON.stringify(document));

describe('documents on their way to MongoDB', () => {
  it('are what JSON makes of them, whatever they hold (property)', () => {
    const anything = fc.dictionary(
      fc.string(),
      fc.anything({ withDate: true, withSparseArray: true, withNullPrototype: true, withTypedArray: true }),
    );
    fc.assert(
      fc.property(anything, (document) => {
        expect(plain(document)).toStrictEqual(throughText(document));
      }),
    );
  });

  it.each([
    { at: new Date(0) },
    { none: undefined },
    { zero: -0 },
    { list: [Number.NaN, undefined] },
    { money: { toJSON: () => '12.50' } },
  ])('are copied where they are not plain already: %j', (document) => {
    expect(plain(document)).toStrictEqual(throughText(document));
  });

  it('are not copied where they are', () => {
    const document = { a: 1, b: ['x', null, { c: true }] };
    expect(plain(document)).toBe(document);
  });
});

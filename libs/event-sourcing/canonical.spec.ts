import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { canonicalHash, canonicalJson, sha256 } from './canonical.ts';

describe('canonical JSON', () => {
  it('sorts keys, leaves out undefined and adds no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ü' }], a: undefined })).toBe('{"b":[1,{"c":"ü","d":null}]}');
  });

  it('writes numbers the way RFC 8785 does', () => {
    expect(canonicalJson([1e21, 1e-7, 0.1, -0, 100])).toBe('[1e+21,1e-7,0.1,0,100]');
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['NaN', { amount: Number.NaN }],
    ['a bigint', { amount: 1n }],
    ['half a character', 'a\ud800'],
  ])('refuses %s, which JSON cannot hold exactly', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('gives equal text for equal content, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const reversed = Object.fromEntries(Object.entries(content).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(content));
      }),
    );
  });

  it('hashes the UTF-8 bytes of the canonical text', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(canonicalHash({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });
});

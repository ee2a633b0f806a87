import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { streamName } from '#event-sourcing';
import { caseIdFrom, caseIdOf, caseStreamOf } from './case-id.ts';

describe('case numbers', () => {
  it('are twelve Crockford base 32 characters in groups of four', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(caseIdFrom(seed)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  it('are a stored contract: the same seed gives the same number for ever', () => {
    expect(caseIdFrom('command-1')).toBe(caseIdFrom('command-1'));
    // SHA-256 of the empty text begins e3b0c…: 11100 01110 11000 01100, so W E R C.
    expect(caseIdFrom('')).toBe('WERC-8GMR-ZGE1');
  });

  it('differ for different seeds', () => {
    const ids = new Set(Array.from({ length: 5000 }, (_, index) => caseIdFrom(`seed ${String(index)}`)));
    expect(ids.size).toBe(5000);
  });

  it('name the stream of the case, and come back from it', () => {
    expect(caseStreamOf('7F3K-9M2Q-X4TB')).toBe('case-7F3K-9M2Q-X4TB');
    expect(caseIdOf(caseStreamOf('7F3K-9M2Q-X4TB'))).toBe('7F3K-9M2Q-X4TB');
  });

  it('are not found in streams of other kinds', () => {
    expect(caseIdOf(streamName('budget', 'case-1'))).toBeUndefined();
    expect(caseIdOf(streamName('case', ''))).toBeUndefined();
  });
});

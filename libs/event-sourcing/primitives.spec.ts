import { describe, expect, it } from 'vitest';
import { instant, isInstant, isLocalDate } from './primitives.ts';

describe('instants and days (D11)', () => {
  it.each([
    ['2026-09-30T16:55:00+08:00', '2026-09-30T08:55:00.000Z'],
    ['2026-09-30T16:55+0800', '2026-09-30T08:55:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-09-30T08:55:00.123456Z', '2026-09-30T08:55:00.123Z'],
  ])('%s is %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it.each([
    '2026-02-30T10:00:00Z',
    '1/2/2020 10:00 +0000',
    '2026-09-30T10:00:00',
    '2026-13-01T00:00:00Z',
    '2026-09-30',
    '',
  ])('"%s" is no instant', (text) => {
    expect(() => instant(text)).toThrow(RangeError);
    expect(isInstant(text)).toBe(false);
  });

  it('a stored instant of a day that does not exist is none', () => {
    expect(isInstant('2026-02-30T10:00:00.000Z')).toBe(false);
    expect(isInstant('2026-02-28T10:00:00.000Z')).toBe(true);
    expect(isInstant('2024-02-29T10:00:00.000Z')).toBe(true);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', 'today'])('"%s" is no day', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { monthPlus } from '../local-month.ts';
import { percentiles } from './times.ts';

describe('percentiles by nearest rank', () => {
  it.each([
    [[], 50, undefined],
    [[7], 90, 7],
    [[1, 2], 50, 1],
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[15, 20, 35, 40, 50], 100, 50],
    [[5, 5, 5, 100], 75, 5],
    [[5, 5, 5, 100], 76, 100],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 90, 9],
  ] as const)('of %j at %d is %d', (values, percent, expected) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    expect(percentiles(counts, [percent, 100])[0]).toBe(expected);
  });
});

describe('months', () => {
  it.each([
    ['2026-09', -12, '2025-09'],
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2026-05', 0, '2026-05'],
  ] as const)('%s plus %d is %s', (month, months, expected) => {
    expect(monthPlus(month, months)).toBe(expected);
  });
});

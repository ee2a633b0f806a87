import { describe, expect, it } from 'vitest';
import { validVersion, type InstalledVersion } from './versions.ts';

const [JAN, FEB, MARCH] = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => `${day}T00:00:00.000Z`);
const version = (number: number, more: Partial<InstalledVersion> = {}): InstalledVersion => ({
  ...{ version: number, hash: String(number), ...more },
});
const at = (receivedAt = '', now = '2026-06-01T00:00:00.000Z', site?: string) => ({
  ...{ receivedAt, now, ...(site !== undefined && { site }) },
});
const first = version(1);
const second = version(2, { ...(FEB !== undefined && { from: FEB }) });

describe('the version that a new case is handled under', () => {
  it('D13 is the one that was valid at the receipt', () => {
    expect(validVersion([first, second], at(JAN))).toBe(first);
    expect(validVersion([first, second], at(FEB))).toBe(second);
    expect(validVersion([second, first], at(MARCH))).toBe(second);
  });

  it('D13 is the first one for what came before all of them, once that one is in force', () => {
    const third = version(3, { ...(MARCH !== undefined && { from: MARCH }) });
    expect(validVersion([third, second], at(JAN))).toBe(second);
    expect(validVersion([third, second], at(JAN, JAN))).toBeUndefined();
  });

  it('D13 is none that was withdrawn: the one before it takes its place', () => {
    expect(validVersion([first, { ...second, withdrawnAt: MARCH ?? '' }], at(MARCH))).toBe(first);
    expect(validVersion([{ ...first, withdrawnAt: MARCH ?? '' }], at(MARCH))).toBeUndefined();
  });

  it('D13 is another one at a site that has one of its own', () => {
    const there = version(3, { sites: ['riverside'] });
    expect(validVersion([first, there], at(MARCH, MARCH, 'riverside'))).toBe(there);
    expect(validVersion([first, there], at(MARCH, MARCH, 'hilltop'))).toBe(first);
    expect(validVersion([first, there], at(MARCH, MARCH))).toBe(first);
    expect(validVersion([there], at(MARCH, MARCH))).toBeUndefined();
  });

  it('D13 is the highest of those that are valid, in whatever order they were installed', () => {
    expect(
      validVersion([second, version(1, { ...(MARCH !== undefined && { from: MARCH }) })], at('2026-04')),
    ).toBe(second);
  });
});

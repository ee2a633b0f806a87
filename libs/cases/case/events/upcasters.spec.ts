import { describe, expect, it } from 'vitest';
import type { Money, Remedy } from './fields.ts';
import { caseUpcasters } from './upcasters.ts';

const cny = (minor: number): Money => ({ minor, currency: 'CNY' });
const upcast = (grant: string, remedy: Remedy, total: number): unknown => {
  const [step] = caseUpcasters.CompensationGranted ?? [];
  const data = { grant, remedy, reason: 'Fair', authority: { level: 'x', rule: 'y', caseTotal: cny(total) } };
  return (step?.(data) as { readonly worth?: Money } | undefined)?.worth;
};

describe('what version 1 of a grant tells of its worth', () => {
  it('SOL-4 an amount is worth itself, a mere apology nothing', () => {
    expect(upcast('G2', { kind: 'refund', amount: cny(500) }, 900)).toEqual(cny(500));
    expect(upcast('G2', { kind: 'apology' }, 900)).toEqual(cny(0));
  });

  it('SOL-4 the first grant made up the whole total; of a later percentage nobody can tell', () => {
    expect(upcast('G1', { kind: 'discount', percent: 12 }, 900)).toEqual(cny(900));
    expect(upcast('G2', { kind: 'discount', percent: 12 }, 900)).toBeUndefined();
  });

  it('SOL-4 goods that nobody valued stay so', () => {
    expect(upcast('G1', { kind: 'gift', goods: 'A plant' }, 0)).toBeUndefined();
  });
});

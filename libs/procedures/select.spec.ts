import { describe, expect, it } from 'vitest';
import type { Procedure } from './procedure.ts';
import { allowanceFor, clockApplies, counterReturnObstacles, departmentFor, matches } from './select.ts';
import { findLeaf } from './leaves.ts';
import { matter, property, shipped, shop } from './testing/shipped.ts';

const clock = (procedure: Procedure, id: string) => {
  const found = procedure.clocks.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no clock ${id}`);
  return found;
};

describe('conditions', () => {
  it('an empty condition always holds', () => {
    expect(matches({}, matter())).toBe(true);
  });

  it('a group holds for its leaves, a leaf only for itself, and never for a namesake', () => {
    expect(matches({ categories: ['food'] }, matter({ category: 'food/stale' }))).toBe(true);
    expect(matches({ categories: ['food/stale'] }, matter({ category: 'food/poisoning' }))).toBe(false);
    expect(matches({ categories: ['food'] }, matter({ category: 'foodstuff/stale' }))).toBe(false);
    expect(matches({ categories: ['food'] }, matter())).toBe(false);
  });

  it('one flag, severity, channel or kind of the named ones is enough; all parts must hold', () => {
    expect(matches({ flags: ['media', 'safety'] }, matter({ flags: ['safety'] }))).toBe(true);
    expect(matches({ flags: ['media'] }, matter({ flags: ['safety'] }))).toBe(false);
    const both = { severities: ['major'], channels: ['letter'], contactKinds: ['complaint'] };
    expect(matches(both, matter({ severity: 'major', channel: 'letter', contactKind: 'complaint' }))).toBe(
      true,
    );
    expect(matches(both, matter({ severity: 'major', channel: 'phone', contactKind: 'complaint' }))).toBe(
      false,
    );
    expect(matches(both, matter({ severity: 'major' }))).toBe(false);
  });

  it('an unknown value is neither at least nor below anything', () => {
    expect(matches({ valueAtLeast: 0 }, matter())).toBe(false);
    expect(matches({ valueBelow: 100 }, matter())).toBe(false);
    expect(matches({ valueAtLeast: 100, valueBelow: 200 }, matter({ goodsValue: 100 }))).toBe(true);
    expect(matches({ valueAtLeast: 100, valueBelow: 200 }, matter({ goodsValue: 200 }))).toBe(false);
  });

  it('INV-4 compares the level complained about with the ladder', () => {
    const condition = { respondentLevelAtLeast: 'office-director' };
    const about = (respondentLevel: string) =>
      matches(condition, matter({ respondentLevels: [respondentLevel] }), property.ladder);
    expect(['affairs-supervisor', 'office-director', 'general-manager', 'stranger'].map(about)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(matches(condition, matter({ respondentLevels: ['office-director'] }))).toBe(true);
    expect(matches(condition, matter(), property.ladder)).toBe(false);
  });

  it('unsaid insistence is none', () => {
    expect(matches({ complainantInsists: true }, matter())).toBe(false);
    expect(matches({ complainantInsists: false, unsettledBelow: false }, matter())).toBe(true);
    expect(matches({ unsettledBelow: true }, matter({ unsettledBelow: true }))).toBe(true);
  });
});

describe('categories and departments', () => {
  it('CLS-1 finds the one leaf by path, title or synonym', () => {
    const leak = { path: 'facilities/leak', title: 'Leak or damp' };
    expect(
      ['facilities/leak', 'leak or damp', ' 漏水 ', 'DAMP'].map((name) => findLeaf(property, name)),
    ).toEqual([leak, leak, leak, leak]);
    expect(['facilities', 'leek', ''].map((name) => findLeaf(property, name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('INT-11 takes any category of an imported source as it is', () => {
    expect(findLeaf(shipped('historic-import'), 'Mortgage / Escrow')).toEqual({
      path: 'Mortgage / Escrow',
      title: 'Mortgage / Escrow',
    });
    expect(findLeaf(shipped('historic-import'), ' ')).toBeUndefined();
  });

  it('DIS-2 routes by leaf or group, otherwise to the default', () => {
    const departments = ['environment/greenery', 'environment/noise', 'fees/metering', undefined].map(
      (name) => departmentFor(property, name),
    );
    expect(departments).toEqual(['landscaping', 'customer-service', 'finance', 'customer-service']);
  });
});

describe('clocks', () => {
  it('CLK-3 allows each severity its own time', () => {
    expect(allowanceFor(clock(property, 'resolve-minor'), { severity: 'minor' })).toEqual({
      elapsedMinutes: 2880,
    });
    expect(allowanceFor(clock(property, 'resolve'), { severity: 'major' })).toEqual({
      elapsedMinutes: 14_400,
    });
    expect(allowanceFor(clock(property, 'resolve'), { severity: 'minor' })).toBeUndefined();
    expect(allowanceFor(clock(property, 'resolve'), {})).toBeUndefined();
    expect(allowanceFor(clock(property, 'resolve'), { severity: 'toString' })).toBeUndefined();
    expect(allowanceFor(clock(property, 'callback'), {})).toEqual({ elapsedMinutes: 180 });
  });

  it('CLS-4 runs a clock only for the severities that it has a time for', () => {
    expect(clockApplies(clock(property, 'resolve'), matter({ severity: 'minor' }))).toBe(false);
    expect(clockApplies(clock(property, 'resolve'), matter({ severity: 'major' }))).toBe(true);
  });
});

describe('counter rule', () => {
  it('ACC-4 day 15 is accepted, day 16 and a watch on day 1 go to the supervisor', () => {
    const obstacles = (kind: string, day: number | undefined, more = {}) =>
      shop.counterReturn &&
      counterReturnObstacles(shop.counterReturn, {
        ...{ kind, day, resellable: true, hasReceipt: true, total: 100 },
        ...more,
      });
    expect(obstacles('toaster', 15)).toEqual([]);
    expect(obstacles('toaster', 16)).toEqual(['tooLate']);
    expect(obstacles('toaster', undefined)).toEqual(['tooLate']);
    expect(obstacles('watches', 1)).toEqual(['excludedGoods']);
    for (const other of ['Watches', ' watch', '手表', 'ＷＡＴＣＨ', 'gold ring', 'gold-ring', 'anything'])
      expect(obstacles(other, 1)).toEqual(['excludedGoods']);
    expect(obstacles('Toaster', 1)).toEqual([]);
    expect(obstacles('toaster', 1, { hasReceipt: false, resellable: false })).toEqual([
      'notResellable', 'noReceipt',
    ]); // prettier-ignore
    expect(obstacles('toaster', 1, { total: 199_999 })).toEqual([]);
    expect(obstacles('toaster', 1, { total: 200_000 })).toEqual(['tooDear']);
    expect(obstacles('toaster', 1, { total: 'unknown' })).toEqual(['tooDear']);
    expect(shop.counterReturn?.otherwise).toBe('customer-service-supervisor');
  });
});

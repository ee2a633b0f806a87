import { describe, expect, it } from 'vitest';
import { compensationLevel, limitOf } from './limits.ts';
import {
  directRoutes,
  highestLevelOf,
  levelRank,
  requiredLevel,
  severityRank,
  type Matter,
} from './select.ts';
import { matter, property, shop } from './testing/shipped.ts';

describe('who has to decide', () => {
  it.each([
    ['499.99 yuan', { goodsValue: 49_999 }, 'customer-service-supervisor'],
    ['500.00 yuan', { goodsValue: 50_000 }, 'customer-service-manager'],
    ['1999.99 yuan', { goodsValue: 199_999 }, 'customer-service-manager'],
    ['2000.00 yuan', { goodsValue: 200_000 }, 'store-manager'],
    ['spoiled food at 5 yuan', { goodsValue: 500, category: 'food/spoiled-or-expired' }, 'store-manager'],
  ])('ACC-2 %s', (_what, facts, level) => {
    expect(requiredLevel(shop, matter(facts)).level).toBe(level);
  });

  it.each([
    ['food poisoning', { category: 'food/food-poisoning' }, 'store-manager', 'food'],
    ['safety', { category: 'safety/hazard' }, 'store-manager', 'safety'],
    ['a forklift injury', { category: 'safety/forklift-injury' }, 'store-manager', 'safety'],
    ['building facilities', { category: 'building/facilities' }, 'store-manager', 'building-facilities'],
    [
      'a complaint about a supervisor',
      { respondentLevels: ['customer-service-supervisor'] },
      'store-manager',
      'about-supervisors',
    ],
    [
      'a complaint about the manager',
      { respondentLevels: ['customer-service-manager'] },
      'store-manager',
      'about-supervisors',
    ],
    [
      'a dispute over a return',
      { category: 'returns/return-dispute' },
      'customer-service-manager',
      'returns-and-service',
    ],
    ['service', { category: 'service/checkout' }, 'customer-service-manager', 'returns-and-service'],
    [
      'what the supervisor could not settle',
      { category: 'daily/price', unsettledBelow: true },
      'customer-service-manager',
      'unsettled-by-supervisor',
    ],
    ['an insisting customer', { complainantInsists: true }, 'customer-service-manager', 'customer-insists'],
    ['staff', { category: 'staff/attitude' }, 'customer-service-supervisor', 'daily-and-staff'],
    [
      'staff at a high value',
      { category: 'staff/attitude', goodsValue: 60_000 },
      'customer-service-manager',
      'value-500-to-2000',
    ],
    ['a daily matter', { category: 'daily/price' }, 'customer-service-supervisor', 'daily-and-staff'],
  ])('AUT-3 %s', (_what, facts, level, ruleId) => {
    expect(requiredLevel(shop, matter(facts))).toEqual({ level, ruleId });
  });

  it('AUT-6 severity decides in a residential property, and a complaint about a director goes above', () => {
    const level = (more: Partial<Matter>) => requiredLevel(property, matter(more)).level;
    expect(
      ['minor', 'important', 'major'].map((severity) => level({ severity, contactKind: 'complaint' })),
    ).toEqual(['affairs-supervisor', 'office-director', 'general-manager']);
    expect(level({ severity: 'minor', respondentLevels: ['office-director'] })).toBe('general-manager');
    expect(level({})).toBe('affairs-supervisor');
    expect(level({ severity: 'minor', contactKind: 'enquiry' })).toBe('frontline');
  });

  it('AUT-1 names the routes past the ladder', () => {
    const routes = (more: Partial<Matter>) => directRoutes(property, matter(more)).map(({ to }) => to);
    expect(routes({ severity: 'major' })).toEqual(['general-manager']);
    expect(routes({ severity: 'minor' })).toEqual([]);
    expect(routes({ complainantInsists: true })).toEqual(['office-director', 'general-manager']);
  });
});

describe('ladder and compensation', () => {
  it('AUT-1 ranks levels and severities from below, unknown ones under all', () => {
    expect(
      ['frontline', 'customer-service-supervisor', 'store-manager'].map((level) => levelRank(shop, level)),
    ).toEqual([-1, 0, 2]);
    expect(['nothing', 'minor', 'major'].map((severity) => severityRank(property, severity))).toEqual([
      -1, 0, 2,
    ]);
  });

  it("AUT-1 takes the highest level among somebody's roles", () => {
    expect(highestLevelOf(shop, ['receiver', 'store-manager', 'customer-service-supervisor'])).toBe(
      'store-manager',
    );
    expect(highestLevelOf(shop, ['receiver'])).toBeUndefined();
  });

  it('SOL-4 finds the lowest level that may grant a total', () => {
    const level = (minor: number) => compensationLevel(shop, minor);
    expect([0, 5000, 5001, 49_999, 50_000, 199_999, 200_000].map(level)).toEqual([
      'frontline',
      'frontline',
      'customer-service-supervisor',
      'customer-service-supervisor',
      'customer-service-manager',
      'customer-service-manager',
      'store-manager',
    ]);
  });

  it('SOL-4 a level without a limit of its own has that below it; without any limit nobody may grant', () => {
    const authority = { matters: [], compensation: [{ level: 'customer-service-supervisor', upTo: 100 }] };
    const limits = { ladder: shop.ladder, authority };
    expect(
      ['frontline', 'customer-service-supervisor', 'store-manager'].map((level) => limitOf(limits, level)),
    ).toEqual([0, 100, 100]);
    expect(compensationLevel(limits, 101)).toBeUndefined();
    expect(limitOf(shop, 'store-manager')).toBeNull();
    expect(limitOf(shop, 'stranger')).toBe(5000);
  });
});

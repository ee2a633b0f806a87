import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProcedures } from './load.ts';
import type { Procedure } from './procedure.ts';
import { compensationLevel, limitOf } from './limits.ts';
import { allowanceFor, clockApplies, FRONTLINE, levelRank, requiredLevel, type Matter } from './select.ts';

const live = loadProcedures()
  .list()
  .filter(({ categories }) => categories !== 'asRecorded');

const leavesOf = ({ categories }: Procedure): readonly string[] =>
  categories === 'asRecorded'
    ? []
    : categories.flatMap(({ id, leaves }) => leaves.map((leaf) => `${id}/${leaf.id}`));

/** Whatever anybody may complain about there. */
const matterOf = (procedure: Procedure): fc.Arbitrary<Matter> =>
  fc.record({
    category: fc.constantFrom(...leavesOf(procedure)),
    severity: fc.constantFrom(...procedure.severities.map(({ id }) => id)),
    flags: fc.subarray(['media', 'legalAction', 'regulator', 'safety', 'vulnerable']),
    goodsValue: fc.nat(5_000_00),
    complainantInsists: fc.boolean(),
    unsettledBelow: fc.boolean(),
    channel: fc.constantFrom('phone', 'desk', 'email', 'letter', 'suggestionBox', 'regulator', 'media'),
    contactKind: fc.constantFrom('complaint', 'enquiry', 'request', 'suggestion'),
    complainantKind: fc.constantFrom('individual', 'business', 'nonProfit', 'staff', 'unknown'),
    respondentKinds: fc.subarray(['person', 'department', 'merchant', 'organisation']),
  });

describe.each(live)('whatever comes under $id', (procedure) => {
  const { clocks, ladder } = procedure;

  it('AUT-3 one level decides on it, and it is one that somebody holds', () => {
    fc.assert(
      fc.property(matterOf(procedure), (matter) => {
        const { level } = requiredLevel(procedure, matter);
        expect([FRONTLINE, ...ladder.map(({ id }) => id)]).toContain(level);
      }),
    );
  });

  it('SOL-4 every sum has one lowest level that may grant it, and none below may', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_00), (sum) => {
        const level = compensationLevel(procedure, sum) ?? 'nobody';
        expect(level).not.toBe('nobody');
        const below = [FRONTLINE, ...ladder.map(({ id }) => id)].slice(0, levelRank(procedure, level) + 1);
        for (const lower of below) expect(limitOf(procedure, lower)).toBeLessThan(sum);
      }),
    );
  });

  it('CLK-1 whoever complains is owed an answer by some time, and so is everybody by the level that was asked', () => {
    fc.assert(
      fc.property(matterOf(procedure), (matter) => {
        const owed = clocks.filter(
          (rule) =>
            rule.starts === 'received' &&
            rule.stops.includes('resolved') &&
            clockApplies(rule, matter, { ladder }),
        );
        expect(matter.contactKind !== 'complaint' || owed.length > 0).toBe(true);
      }),
    );
    const asked = clocks.filter(({ starts }) => starts === 'escalated');
    for (const { id: level } of ladder)
      expect(asked.some((rule) => allowanceFor(rule, { level }) !== undefined)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import fc, { type Arbitrary } from 'fast-check';
import { runs } from '#event-sourcing/testing';
import { CASE_FACTS, type CaseFacts, type Measure } from '../case-facts/case-facts.ts';
import type { Figure } from './figures.ts';
import type { MonthlyReport } from './report.ts';
import { MONTH, notYet, aCase, matches, monthlyReport } from '../testing/facts.ts';

/** Every figure anywhere in the report. */
function figuresOf(part: unknown): readonly Figure[] {
  if (typeof part !== 'object' || part === null) return [];
  const inside = Object.values(part).flatMap(figuresOf);
  return 'where' in part && 'count' in part ? [part as Figure, ...inside] : inside;
}

const arbitraryMeasure: Arbitrary<Measure> = fc.oneof(
  fc.nat(10_000).map((minutes) => ({ status: 'counted' as const, minutes })),
  fc.constantFrom<Measure>({ status: 'unknown' }, { status: 'ended' }, notYet),
);

const optional = (
  name: string,
  ...values: readonly (string | number | boolean | string[])[]
): Arbitrary<object> =>
  fc.option(fc.constantFrom(...values)).map((value) => (value === null ? {} : { [name]: value }));

const arbitraryFacts: Arbitrary<CaseFacts> = fc
  .tuple(
    fc.constantFrom(MONTH, '2026-08', '2025-09'),
    fc.constantFrom('complaint', 'complaint', 'merged', 'enquiry'),
    fc.record({ acknowledge: arbitraryMeasure, reply: arbitraryMeasure, resolve: arbitraryMeasure }),
    fc.tuple(
      optional('rootCause', 'skill', 'attitude'),
      optional('categoryGroup', 'fees', 'safety'),
      optional('department', 'a', 'b'),
      optional('respondentKeys', ['person:1'], ['person:2'], ['person:1', 'person:2', 'department:a']),
      optional('satisfied', true, false),
      optional('satisfaction', 1, 5),
      optional('relief', 'monetary', 'none'),
      optional('firstContactSettled', true, false),
      optional('procedure', 'bank', 'hotel'),
    ),
    fc.constantFrom({}, { resolve: 1 }, { receipt: 2, resolve: 1 }),
    fc.constantFrom('never', 'reopened', 'notYet', 'unknown'),
  )
  .map(([receivedMonth, standing, timing, parts, breaches, reopening]) =>
    aCase({
      ...{ receivedMonth, standing, timing, breaches, reopening, breached: Object.keys(breaches).length > 0 },
      ...(Object.assign({}, ...parts) as Partial<CaseFacts>),
    }),
  );

describe('every figure of the report', () => {
  const reported = (facts: readonly CaseFacts[]): MonthlyReport =>
    monthlyReport(
      MONTH,
      facts.filter(({ receivedMonth }) => receivedMonth === MONTH),
      facts,
    );

  it('REP-10 comes with the condition that finds exactly its cases', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 60 }), (facts) => {
        for (const { count, where } of figuresOf(reported(facts))) {
          expect(facts.filter((each) => where.every((condition) => matches(each, condition)))).toHaveLength(
            count,
          );
          for (const { field } of where) expect(CASE_FACTS.fields).toHaveProperty([field]);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('adds up: known and unknown together are the whole cohort', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 60 }), (facts) => {
        const { total, byRootCause, byDepartment, times, reopening, satisfaction } = reported(facts);
        for (const { rows, counted, unknown } of [byRootCause, byDepartment]) {
          expect(counted + unknown.count).toBe(total.count);
          expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(counted);
        }
        for (const { counted, notYet: open, ended, unknown } of [
          times.acknowledge,
          times.reply,
          times.resolve,
        ])
          expect(counted.count + open.count + ended.count + unknown.count).toBe(total.count);
        expect(reopening.of + reopening.notYet.count + reopening.unknown.count).toBe(total.count);
        const { satisfied, unsatisfied, unknown } = satisfaction;
        expect(satisfied.count + unsatisfied.count + unknown.count).toBe(total.count);
      }),
      { numRuns: runs(60) },
    );
  });

  it('does not depend on the order in which the cases are given', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFacts, { maxLength: 30 }), (facts) => {
        expect(reported(facts.toReversed())).toEqual(reported(facts));
      }),
      { numRuns: runs(40) },
    );
  });

  it('keeps to the scope that the report was narrowed to', () => {
    const scope = [{ field: 'procedure', equals: 'hospital' }];
    const report = monthlyReport(MONTH, [aCase()], [], scope);
    expect(report.scope).toEqual(scope);
    for (const { where } of figuresOf(report)) expect(where[0]).toEqual(scope[0]);
  });
});

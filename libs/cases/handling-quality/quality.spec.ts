import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { organisationOf } from '../testing/organisation.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { aCase, matches, MONTH, notYet } from '../testing/facts.ts';
import { asking, sumsOf } from '../testing/kept-sums.ts';
import { handlingQuality } from './handling-quality.query.ts';
import { qualityIn, type Share } from './quality.ts';

const resolvedIn = (minutes: number): Pick<CaseFacts, 'timing'> => ({
  timing: { acknowledge: notYet, reply: notYet, resolve: { status: 'counted', minutes } },
});
const of = (ownerKey: string, more: Partial<CaseFacts> = {}): CaseFacts =>
  aCase({ ownerKey, department: 'desk', ...more });

/** Lin has two complaints and does everything well; Wu has one, and sends people away. */
const cases: readonly CaseFacts[] = [
  of('lin', {
    ...{ ...resolvedIn(30), firstContactSettled: true, satisfied: true, reopening: 'never' },
    outcome: 'substantiated',
  }),
  of('lin', { ...resolvedIn(91), firstContactSettled: false, satisfied: true, reopening: 'never' }),
  of('wu', {
    ...{ ...resolvedIn(10), firstContactSettled: false, satisfied: false, reopening: 'reopened' },
    ...{ department: 'floor', outcome: 'notSubstantiated' },
  }),
  of('wu', { standing: 'enquiry' }),
  of('wu', { receivedMonth: '2026-08' }),
  aCase({ department: 'desk' }),
];
const found = () => qualityIn({ month: MONTH }, asking(sumsOf(cases)).ports);
const shares = (
  row: Readonly<Record<'firstContactSettled' | 'satisfied' | 'reopened', Share>> | undefined,
) => [...[row?.firstContactSettled.share, row?.satisfied.share, row?.reopened.share]];

describe('how well complaints were handled', () => {
  it('CON-5 tells beside how many somebody had how they were settled', async () => {
    const { owners } = await found();
    expect(owners.map(({ key, cases: { count }, averageMinutes }) => [key, count, averageMinutes])).toEqual([
      ['lin', 2, 61],
      ['wu', 1, 10],
    ]);
    expect(owners.map(shares)).toEqual([
      [0.5, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('CON-5 by department too, also what nobody has', async () => {
    const { departments } = await found();
    expect(departments.map(({ key, cases: { count } }) => [key, count])).toEqual([
      ['desk', 3],
      ['floor', 1],
    ]);
  });

  it('CON-5 whoever has fewer complaints does not look better by that: no figure rests on their number', async () => {
    const [one, many] = [[cases[0]], Array.from({ length: 9 }, () => cases[0])].map((each) =>
      each.flatMap((facts) => facts ?? []),
    );
    const of = async (facts: readonly CaseFacts[] = []) =>
      (await qualityIn({ month: MONTH }, asking(sumsOf(facts)).ports)).owners[0];
    expect(shares(await of(one))).toEqual(shares(await of(many)));
    expect((await of(one))?.averageMinutes).toBe((await of(many))?.averageMinutes);
  });

  it('INT-11 what nobody knows is in no share', async () => {
    const { owners } = await qualityIn({ month: MONTH }, asking(sumsOf([of('lin')])).ports);
    expect(shares(owners[0])).toEqual([undefined, undefined, undefined]);
    expect(owners[0]).not.toHaveProperty('averageMinutes');
  });

  it('REP-10 every figure finds its cases', async () => {
    const { owners, departments } = await found();
    for (const { key, averageMinutes: _, ...figures } of [...owners, ...departments])
      for (const [name, { count, where }] of Object.entries(figures))
        expect([key, name, cases.filter((each) => where.every((one) => matches(each, one))).length]).toEqual([
          ...[key, name, count],
        ]);
  });

  it('CON-5 PRI-1 of single people one is told their own figures, and those of whoever works below', async () => {
    const organisation = organisationOf([
      { id: 'lin', posts: [{ procedure: 'hospital', level: 'frontline' }] },
      { id: 'wu', posts: [{ procedure: 'hospital', level: 'frontline' }] },
      { id: 'head', posts: [{ procedure: 'hospital', level: 'department-head' }] },
    ]);
    const told = async (id: string, role = 'operations') => {
      const reader = { id, roles: [role], organisation, at: instant('2026-10-01T00:00:00Z') };
      const { owners, departments } = await handlingQuality.run(
        { month: MONTH },
        asking(sumsOf(cases)).ports,
        reader,
      );
      expect(departments).toHaveLength(2);
      return owners.map(({ key }) => key);
    };
    expect(await told('lin')).toEqual(['lin']);
    expect(await told('head')).toEqual(['lin', 'wu']);
    expect(await told('analyst', 'analyst')).toEqual(['lin', 'wu']);
  });
});

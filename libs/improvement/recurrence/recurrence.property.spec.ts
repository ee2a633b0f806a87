import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { OccurrenceNoted } from '../occurrence/events.ts';
import { atSite, Streams } from '../testing/streams.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
/** Those of `same-matter-at-one-site` in the shipped file. */
const [TIMES, WITHIN] = [3, 30];

interface Happened {
  readonly caseId: string;
  readonly day: number;
}

/** By looking at all of them at once: chains of cases of which so many stand so close together. */
function recurrences(all: readonly Happened[]): readonly (readonly string[])[] {
  const sorted = all.toSorted((a, b) => a.day - b.day || (a.caseId < b.caseId ? -1 : 1));
  const chains: Happened[][] = [];
  sorted.forEach((_, index) => {
    const window = sorted.slice(index, index + TIMES);
    const [first, last] = [window[0], window.at(-1)];
    if (first === undefined || last === undefined) return;
    if (window.length < TIMES || last.day - first.day > WITHIN) return;
    const chain = chains.at(-1);
    if (chain?.includes(first) === true) chain.push(...window.filter((each) => !chain.includes(each)));
    else chains.push([...window]);
  });
  return chains
    .map((chain) => chain.map(({ caseId }) => caseId).toSorted())
    .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
}

const history = fc
  .uniqueArray(fc.integer({ min: 0, max: 260 }), { minLength: 1, maxLength: 24 })
  .map((days) => days.map((day, index): Happened => ({ caseId: `C${String(index)}`, day })));

const at = (day: number): string => instantOf(START + day * DAY);
/** Now and then whoever follows the history begins again some events earlier. */
const deaths = fc.infiniteStream(fc.nat(60).map((n) => (n > 50 ? n - 50 : 0)));
const order = <Of>(all: readonly Of[]) => fc.shuffledSubarray([...all], { minLength: all.length });
const inAnyOrder = history.chain(order);

const delivered = (streams: Streams, dying: Iterator<number>): void => {
  streams.deliver(() => dying.next().value as number);
};

describe('what recurs (IMP-1)', () => {
  it('IMP-1 is raised exactly once for each recurrence, with its cases, whatever the order and grouping of deliveries', () => {
    fc.assert(
      fc.property(inAnyOrder, deaths, (cases, dying) => {
        const streams = new Streams();
        for (const { caseId, day } of cases) streams.note(caseId, { at: at(day), added: [atSite()] });
        delivered(streams, dying);
        expect(streams.standing()).toEqual(recurrences(cases));
        expect(new Set(streams.raised).size).toBe(streams.raised.length);
      }),
      { numRuns: runs(300) },
    );
  });

  it('IMP-1 told in parts, one after the other, comes to the same', () => {
    fc.assert(
      fc.property(inAnyOrder, deaths, fc.nat(23), (cases, dying, cut) => {
        const streams = new Streams();
        for (const part of [cases.slice(0, cut), cases.slice(cut)]) {
          for (const { caseId, day } of part) streams.note(caseId, { at: at(day), added: [atSite()] });
          delivered(streams, dying);
        }
        expect(streams.standing()).toEqual(recurrences(cases));
      }),
      { numRuns: runs(200) },
    );
  });

  it('IMP-1 a case that turns out to be something else is released, also when that is told first', () => {
    const noting = (day: number, more: Partial<OccurrenceNoted> = {}) => ({
      caseId: `C${String(day)}`,
      noting: { at: at(day), added: [atSite()], ...more },
    });
    const notings = [
      ...[1, 2, 3, 4].map((day) => noting(day)),
      noting(2, { noted: 2, dropped: [atSite()], added: [atSite('hill')] }),
    ];
    fc.assert(
      fc.property(order(notings), deaths, (told, dying) => {
        const streams = new Streams();
        for (const each of told) streams.note(each.caseId, each.noting);
        delivered(streams, dying);
        expect(streams.standing().flat()).toEqual(['C1', 'C3', 'C4']);
      }),
      { numRuns: runs(100) },
    );
  });

  it.each([
    ['the last within the days', [0, 10, 30], 1],
    ['the last a day later', [0, 10, 31], 0],
    ['one too few', [0, 1], 0],
    ['a chain of which no window holds all', [0, 15, 30, 45, 60], 1],
    ['two that stand far apart', [0, 1, 2, 100, 101, 102], 2],
  ])('IMP-1 %s', (_, days, found) => {
    const streams = new Streams();
    for (const day of days) streams.note(`C${String(day)}`, { at: at(day), added: [atSite()] });
    streams.deliver();
    expect(streams.standing()).toHaveLength(found);
  });

  it('IMP-1 what happens at another site is another matter', () => {
    const streams = new Streams();
    for (const [day, site] of ['garden-city', 'hill', 'garden-city', 'hill'].entries())
      streams.note(`C${String(day)}`, { at: at(day), added: [atSite(site)] });
    streams.deliver();
    expect(streams.standing()).toEqual([]);
  });

  it('IMP-1 a case that comes to be known later and stands between two recurrences makes them one', () => {
    const streams = new Streams();
    for (const day of [0, 1, 2, 40, 41, 42])
      streams.note(`C${String(day)}`, { at: at(day), added: [atSite()] });
    streams.deliver();
    expect(streams.standing()).toHaveLength(2);
    streams.note('LATE', { at: at(20), added: [atSite()] });
    streams.deliver();
    expect(streams.standing()).toEqual([['C0', 'C1', 'C2', 'C40', 'C41', 'C42', 'LATE']]);
    expect(streams.raised).toHaveLength(2);
  });

  it('IMP-1 what is open in one of two that turn out to be one is open in the other', () => {
    const streams = new Streams();
    for (const day of [0, 1, 2, 40, 41, 42])
      streams.note(`C${String(day)}`, { at: at(day), added: [atSite()] });
    streams.deliver();
    const [first, second] = [...streams.issues];
    if (first === undefined || second === undefined || first[1].status === 'none')
      throw new Error('not raised');
    streams.issues.set(first[0], { ...first[1], status: 'effective', endedAt: at(90) });
    streams.note('LATE', { at: at(20), added: [atSite()] });
    streams.deliver();
    expect([...streams.issues.values()].map(({ status }) => status)).toEqual(['open', 'joined']);
    expect(streams.standing()).toEqual([['C0', 'C1', 'C2', 'C40', 'C41', 'C42', 'LATE']]);
  });

  it('IMP-1 under a version without the rule nothing counts for it, and what has counted does not any more', () => {
    const streams = new Streams();
    for (const day of [0, 1, 2]) streams.note(`C${String(day)}`, { at: at(day), added: [atSite()] });
    streams.deliver();
    streams.rules = [];
    streams.note('C1', { noted: 2, at: at(1), dropped: [atSite()] });
    streams.note('C3', { at: at(3), added: [atSite()] });
    streams.deliver();
    expect(streams.standing()).toEqual([['C0', 'C2']]);
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { instantOf, millisOf } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { ClockRule, Procedure } from '#procedures';
import { clocksOf } from '../testing/clocks.ts';
import { storyAt } from '../testing/stages.ts';
import { residentialProperty, type Story } from '../testing/story.ts';
import { days, movedTo, versionTwo } from '../testing/versions.ts';
import { isGiven, ruleOf } from './wanted-clocks.ts';

const OPEN = [
  'received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'solutionRejected', 'accepted',
  'implemented', 'resolved', 'outcomeNotified', 'followedUp',
] as const; // prettier-ignore

/** What may become of a clock of the file: it goes, or something of it changes. */
const change = fc.constantFrom<'gone' | Partial<ClockRule>>(
  'gone',
  { allowance: { elapsedMinutes: 1 } },
  { allowance: days(30) },
  { allowance: { businessDays: 2 } },
  { starts: 'received' },
  { starts: 'classified' },
  { stops: ['resolved'] },
  { stops: ['classified', 'acknowledged', 'resolved'] },
  { responsible: 'receiver' },
  { pausable: true },
  { repeats: true },
  { when: { severities: ['major'] } },
);
const clockIds = residentialProperty.clocks.map(({ id }) => id);
const changes = fc.dictionary(fc.constantFrom(...clockIds), change, { minKeys: 1, maxKeys: 6 });

const versionWith = (changed: Readonly<Record<string, 'gone' | Partial<ClockRule>>>): Procedure =>
  versionTwo({
    clocks: residentialProperty.clocks.flatMap((rule) => {
      const more = changed[rule.id];
      return more === 'gone' ? [] : [{ ...rule, ...more }];
    }),
  });

const missesOf = (told: Story) =>
  clocksOf(told)
    .filter(({ breached }) => breached)
    .map(({ clock }) => clock);
const later = (told: Story, hours: number): Story =>
  told.at(instantOf(millisOf(told.now) + hours * 3_600_000));

describe('moving a case, whatever the other version says', () => {
  const any = fc.tuple(fc.constantFrom(...OPEN), changes, fc.constantFrom(0, 1, 30, 900));

  it('D13 every clock that runs on has a rule there, what was missed stays missed, and nobody is late by the move itself', () => {
    fc.assert(
      fc.property(any, ([stage, changed, hours]) => {
        const target = versionWith(changed);
        const told = movedTo(later(storyAt(stage), hours), target);
        const at = told.events.findIndex(({ type }) => type === 'CaseMovedToVersion');
        const after = told.events.slice(at).map(({ type }) => type);
        expect(after).not.toContain('BreachWithdrawn');
        expect(after).not.toContain('DeadlineBreached');
        const running = clocksOf(told).filter(({ status }) => status === 'running');
        expect(running.filter((clock) => !isGiven(clock) && ruleOf(clock, target) === undefined)).toEqual([]);
        expect(running.filter(({ breached, dueAt }) => !breached && dueAt < told.now)).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it('D13 a move and one back leave on record what was missed before', () => {
    fc.assert(
      fc.property(any, ([stage, changed, hours]) => {
        const before = later(storyAt(stage), hours);
        const there = movedTo(before, versionWith(changed));
        const missed = missesOf(there);
        const back = movedTo(there, residentialProperty);
        expect(back.record.procedure.version).toBe(1);
        expect(missesOf(back)).toEqual(expect.arrayContaining([...missed]));
      }),
      { numRuns: runs(30) },
    );
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { eventId, instant, revision, type Position } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { FRONTLINE, highestLevelOf, limitOf, type Procedure } from '#procedures';
import { caseAsOf } from '../../case-details/as-of.ts';
import { script, tell } from '../../testing/remedy-scripts.ts';
import type { Character, Story } from '../../testing/story.ts';
import { caseStreamOf } from '../case-id.ts';
import type { CaseEvent, CaseEventData, CaseEventType, RecordedCaseEvent } from '../events.ts';
import { totalOf, type Sum } from './remedy.ts';

const limitFor = ({ roles }: Character, procedure: Procedure): number =>
  limitOf(procedure, highestLevelOf(procedure, roles) ?? FRONTLINE) ?? Infinity;

type Worths = ReadonlyMap<string, number | undefined>;
const put = (
  worths: Worths,
  name: string | undefined,
  worth: { readonly minor: number } | undefined,
): Worths => (name === undefined ? worths : new Map([...worths, [name, worth?.minor]]));
const released = (worths: Worths, isMeant: (name: string) => boolean): Worths =>
  new Map([...worths].filter(([name]) => !isMeant(name)));
const isOffer = (name: string): boolean => name.startsWith('S');

/** What each event makes of what is promised and not let go of. */
const TOLD: { readonly [Type in CaseEventType]?: (worths: Worths, data: CaseEventData<Type>) => Worths } = {
  SolutionOffered: (worths, { option, promise }) => (promise ? put(worths, option, promise.worth) : worths),
  CompensationGranted: (worths, { grant, option, worth }) =>
    put(
      released(worths, (name) => name === option),
      grant,
      worth,
    ),
  RemedyRevalued: (worths, { grant, option, worth }) => put(worths, grant ?? option, worth),
  SolutionRejected: (worths, { option }) => released(worths, (name) => name === option),
  CompensationReversed: (worths, { grant }) => released(worths, (name) => name === grant),
  CaseWithdrawn: (worths) => released(worths, isOffer),
  CaseReopened: (worths) => released(worths, isOffer),
};

/** The sum of it, by the history alone. */
function promised(events: readonly CaseEvent[]): Sum {
  const worths = events.reduce<Worths>((before, { type, data }) => {
    // The table is keyed by the event's own type, so it takes exactly this data.
    const tell = TOLD[type] as ((worths: Worths, data: unknown) => Worths) | undefined;
    return tell?.(before, data) ?? before;
  }, new Map());
  const all = [...worths.values()];
  return all.includes(undefined) ? 'unknown' : all.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

const within = (sum: Sum, limit: number): boolean => (sum === 'unknown' ? Infinity : sum) <= limit;

/** Up to which sum whoever acted may decide, in what they just did: by their level, or by the rule of the counter. */
function limitOfAct(told: Story, who: Character): number {
  const { procedure } = told;
  const byRule = told.last('GoodsBroughtBack').some(({ obstacles }) => obstacles.length === 0);
  return Math.max(limitFor(who, procedure), byRule ? (procedure.counterReturn?.upTo ?? 0) : 0);
}

/** Sums that others may promise from now on, by what was just authorised or approved. */
const sumsAllowed = (told: Story): readonly Sum[] =>
  [...told.last('OfferAuthorised'), ...told.last('PlanApproved')].flatMap(({ authority }) =>
    authority === undefined ? [] : [authority.caseTotal?.minor ?? 'unknown'],
  );

describe('whatever happens to a remedy', () => {
  it('SOL-4 the sum of what is promised and given is within the authority of whoever decided, and never negative', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const decided: number[] = [];
        tell(steps, (told, who) => {
          const total = totalOf(told.record.remedies);
          expect(total).toBe(promised(told.events));
          if (total !== 'unknown') expect(total).toBeGreaterThanOrEqual(0);
          const own = limitOfAct(told, who);
          for (const sum of sumsAllowed(told)) if (within(sum, own)) decided.push(own);
          const gives = ['SolutionOffered', 'CompensationGranted', 'CompensationDelivered'] as const;
          if (!told.lastTypes.some((type) => gives.some((each) => each === type))) return;
          expect(within(total, Math.max(own, ...decided))).toBe(true);
          // Whoever decided did so for this much; from then on those below carry it out.
          decided.push(total === 'unknown' ? Infinity : total);
        });
      }),
      { numRuns: runs(150) },
    );
  });

  it('ARC-2 at any past moment each remedy is worth what was recorded up to then, and never less than nothing', () => {
    fc.assert(
      fc.property(script, fc.nat(), (steps, pick) => {
        const told = tell(steps, () => undefined);
        const events = told.events.map(placed);
        const moments = events.map(({ metadata }) => metadata.happenedAt ?? '');
        const asOf = instant(moments[pick % moments.length] ?? '2026-09-01T09:00:00Z');
        const then = caseAsOf(events, { asOf }, () => 'Asia/Shanghai');
        if (then?.state.status !== 'logged') return;
        const known = events.filter(({ metadata }) => (metadata.happenedAt ?? '') <= asOf);
        for (const { grant, worth } of then.state.remedies.filter((each) => each.grant !== undefined))
          expect(worth).toEqual(worthRecorded(known, grant));
        for (const { worth } of then.state.remedies) expect(worth?.minor ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: runs(60) },
    );
  });
});

/** By the last event that speaks of the grant. */
const worthRecorded = (events: readonly CaseEvent[], grant: string | undefined) =>
  events
    .flatMap((event) =>
      (event.type === 'CompensationGranted' || event.type === 'RemedyRevalued') && event.data.grant === grant
        ? [event.data.worth]
        : [],
    )
    .at(-1);

const placed = (event: CaseEvent, index: number): RecordedCaseEvent => ({
  ...event,
  ...{ id: eventId(event.metadata.commandId, index), stream: caseStreamOf('7F3K-9M2Q-X4TB') },
  ...{ revision: revision(index), position: String(index).padStart(16, '0') as Position },
});

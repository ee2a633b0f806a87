import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { nobodyYet } from '#organisation';
import { instantOf, millisOf } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { plainSecrets } from '../testing/plain-secrets.ts';
import { arbitraryCommand } from '../testing/arbitrary-commands.ts';
import { clocksOf, runningClocks, schedulerRuns } from '../testing/clocks.ts';
import { CALLER, storyAt } from '../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  residentialProperty,
  type Story,
} from '../testing/story.ts';
import { keepClocks } from './clock-keeper.ts';
import type { CaseCommand, CaseCommandType } from './commands.ts';
import { isOver } from './stage-policy.ts';

/** What moves clocks; the others only take the time of the test. */
const TYPES: readonly CaseCommandType[] = [
  'SendAcknowledgement', 'ClassifyCase', 'ChangeSeverity', 'ChangeSeverity', 'AssessValidity', 'ExplainInvalidity',
  'PromoteContact', 'DispatchCase', 'SignReceipt', 'ReturnDispatch', 'HandBackForm', 'NotifyManager',
  'ConcludeInvestigation', 'PrepareSolutions', 'OfferSolution', 'AcceptSolution', 'RejectSolution', 'ImplementSolution',
  'EscalateToManager', 'DecideEscalation', 'ReturnEscalation', 'GrantExtension', 'GrantExtension', 'PauseClocks',
  'PauseClocks', 'ResumeClocks', 'ResumeClocks', 'PromiseReply', 'ReportProgress', 'RecordDeadlineWarning',
  'RecordDeadlineBreach', 'ResolveCase', 'NotifyOutcome', 'RecordFollowUp', 'ReopenCase', 'ReopenCase', 'CloseCase',
  'WithdrawCase', 'RaiseFlag', 'SettleAtOnce', 'RecordAbandonedContact', 'RecordCallback',
]; // prettier-ignore

const STAGES = [
  'received',
  'classified',
  'dispatched',
  'accepted',
  'resolved',
  'followedUp',
  'closed',
] as const;
const ACTORS = [
  RECEIVER,
  AFFAIRS_SUPERVISOR,
  OFFICE_DIRECTOR,
  GENERAL_MANAGER,
  GENERAL_MANAGER,
  CALLER,
] as const;
const MINUTE = 60_000;

interface Step {
  /** Minutes since the step before. */
  readonly passed: number;
  /** Minutes between happening and recording (LIF-5). */
  readonly late: number;
  readonly actor: (typeof ACTORS)[number];
  readonly act: CaseCommand | 'scheduler' | 'extend' | 'promise' | 'report';
}

const minutes = fc.oneof(fc.constantFrom(0, 1, 30), fc.integer({ min: 0, max: 6_000 }));
const step: fc.Arbitrary<Step> = fc.record({
  passed: minutes,
  late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, minutes),
  actor: fc.constantFrom(...ACTORS),
  act: fc.oneof(
    { weight: 1, arbitrary: fc.constant('scheduler' as const) },
    { weight: 1, arbitrary: fc.constantFrom('extend', 'promise', 'report') },
    { weight: 4, arbitrary: fc.constantFrom(...TYPES).chain((type) => arbitraryCommand(type)) },
  ),
});

const DAY = 24 * 60 * MINUTE;

/** About a time that is still to come, and a clock that there is. */
function commandAbout(told: Story, what: 'extend' | 'promise' | 'report'): CaseCommand {
  const soon = instantOf(millisOf(told.now) + 4 * DAY);
  const clock = runningClocks(told).find((name) => name.startsWith('resolve')) ?? 'resolve';
  if (what === 'extend') return { type: 'GrantExtension', data: { clock, to: soon, reason: 'Spare part' } };
  if (what === 'promise') return { type: 'PromiseReply', data: { dueAt: soon, about: 'The part' } };
  return { type: 'ReportProgress', data: { method: 'phone', summary: 'On its way', nextPromise: soon } };
}

function take(told: Story, { passed, late, actor, act }: Step): void {
  const now = instantOf(millisOf(told.now) + passed * MINUTE);
  if (act === 'scheduler') {
    schedulerRuns(told, now);
    return;
  }
  const happenedAt = instantOf(millisOf(now) - late * MINUTE);
  const { type, data } = typeof act === 'string' ? commandAbout(told, act) : act;
  told.at(now).by(actor).do(type, data, { happenedAt });
  // Refused or not, the story goes on.
  expect(told.lastRefusal?.code).not.toBe('');
}

/** Breaches of a clock that were not taken back. */
const standing = (told: Story, name: string): readonly (string | undefined)[] =>
  told.events.reduce<readonly (string | undefined)[]>((breaches, event) => {
    if (event.type === 'DeadlineBreached' && event.data.clock === name)
      return [...breaches, event.data.dueAt];
    return event.type === 'BreachWithdrawn' && event.data.clock === name ? breaches.slice(0, -1) : breaches;
  }, []);

function checkBreaches(told: Story): void {
  for (const { clock, breached, dueAt, missedAs = clock } of clocksOf(told)) {
    const breaches = standing(told, missedAs);
    expect(breaches.length).toBe(breached ? 1 : 0);
    if (breached) expect(breaches).toEqual([dueAt]);
  }
}

/** A rule misses one due time once, in however many runs (departments and promises have clocks of their own). */
function checkMissedOnce(told: Story): void {
  const missed = clocksOf(told).flatMap(({ clock, breached, dueAt, missedAs }) =>
    breached && missedAs === undefined ? [`${clock.replace(/#.*/, '')} ${dueAt}`] : [],
  );
  expect(missed).toEqual([...new Set(missed)]);
}

function checkDueTimes(told: Story): void {
  const due = new Map<string, string>();
  for (const event of told.events) {
    if (event.type === 'DeadlineSet') {
      expect(due.has(event.data.clock)).toBe(false);
      due.set(event.data.clock, event.data.dueAt);
    }
    if (event.type !== 'DeadlineMoved') continue;
    expect(due.get(event.data.clock)).toBe(event.data.from);
    due.set(event.data.clock, event.data.to);
  }
  expect(new Map(clocksOf(told).map(({ clock, dueAt }) => [clock, dueAt]))).toEqual(due);
}

/** Nothing is left to do: a second look at the same case changes nothing. */
function checkSettled(told: Story): void {
  const stamp = told.events.at(-1)?.metadata;
  if (!stamp) return;
  const actor = { id: RECEIVER.id, role: 'receiver' };
  const context = {
    now: told.now,
    happenedAt: told.now,
    actor,
    procedure: residentialProperty,
    candidates: [],
    secrets: plainSecrets,
    organisation: nobodyYet,
  };
  expect(keepClocks(told.state, [], { ...context, stamp: { ...stamp, happenedAt: told.now } })).toEqual([]);
}

describe('the clocks of any case (CLK-1, CLK-6)', () => {
  it('CLK-6 miss a run at most once, end with the case, and are due when their last event says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STAGES),
        fc.array(step, { minLength: 10, maxLength: 30 }),
        (stage, steps) => {
          const told = storyAt(stage);
          for (const each of steps) {
            take(told, each);
            checkBreaches(told);
            checkMissedOnce(told);
            checkDueTimes(told);
            checkSettled(told);
            // INT-8: but for whoever still waits to be called back.
            if (isOver(told.record))
              expect(runningClocks(told)).toEqual(
                told.record.contact ? [expect.stringMatching(/^callback:/)] : [],
              );
          }
        },
      ),
      { numRuns: runs(100) },
    );
  });

  it('D9 are found missed as often and with the same due times by a scheduler that was down for days', () => {
    const calm = fc.array(
      step.map((each): Step => ({ ...each, late: 0, act: 'scheduler' })),
      { maxLength: 12 },
    );
    const missed = (told: Story) =>
      told.events.flatMap(({ type, data }) =>
        type === 'DeadlineBreached' && 'dueAt' in data && data.kind !== 'levelAnswer'
          ? [[data.clock, data.dueAt]]
          : [],
      );
    fc.assert(
      fc.property(fc.constantFrom('received', 'dispatched', 'resolved'), calm, (stage, steps) => {
        const [always, once] = [storyAt(stage), storyAt(stage)];
        for (const each of steps) take(always, each);
        schedulerRuns(once, always.now);
        expect(missed(once).sort()).toEqual(missed(always).sort());
      }),
      { numRuns: runs(60) },
    );
  });
});

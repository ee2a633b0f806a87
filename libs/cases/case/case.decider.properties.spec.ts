import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { instantOf, millisOf, type Refusal } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { anyCommand } from '../testing/arbitrary-commands.ts';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { storyAt } from '../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR, deepFreeze, GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, story, type Story,
} from '../testing/story.ts'; // prettier-ignore
import type { CaseEvent, RecordedCaseEvent } from './events.ts';
import { evolve, noCase } from './evolve.ts';
import { STAGES, type CaseState } from './state.ts';

const DAY_MINUTES = 1440;

const script = fc.record({
  first: fc.constantFrom('nothing' as const, ...STAGES),
  steps: fc.array(
    fc.record({
      command: anyCommand,
      actor: fc.constantFrom(RECEIVER, AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR, GENERAL_MANAGER),
      minutes: fc.constantFrom(0, 1, 1, 30, DAY_MINUTES, 20 * DAY_MINUTES),
      backdatedBy: fc.constantFrom(0, 0, 0, 0, 5, DAY_MINUTES),
      schedulerRuns: fc.boolean(),
    }),
    { minLength: 10, maxLength: 30, size: 'max' },
  ),
});
type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;

const minutesFrom = (time: string, minutes: number) => instantOf(Date.parse(time) + minutes * 60_000);

/** Tells the script; after each command the check sees the story. The story freezes what it gives and encodes what it gets. */
function tell(
  { first, steps }: Script,
  check: (told: Story, refusal: Refusal | undefined) => void = () => undefined,
): Story {
  const told = first === 'nothing' ? story() : storyAt(first);
  for (const { command, actor, minutes, backdatedBy, schedulerRuns } of steps) {
    told.at(minutesFrom(told.now, minutes)).by(actor);
    if (schedulerRuns) runScheduler(told);
    const happenedAt = minutesFrom(told.now, -backdatedBy);
    told.do(command.type, command.data, backdatedBy === 0 ? {} : { happenedAt });
    check(told, told.lastRefusal);
  }
  return told;
}

/** What the scheduler sends for every clock that is running. */
function runScheduler(told: Story): void {
  const { state } = told;
  if (state.status === 'none') return;
  for (const { clock, dueAt } of state.clocks.clocks.filter(({ status }) => status === 'running')) {
    const type = dueAt <= told.now ? 'RecordDeadlineBreach' : 'RecordDeadlineWarning';
    told.do(type, { clock, dueAt }).accepted();
  }
}

const RULE = /^(LIF|INT|CLS|DIS|CLK|INV|SOL|AUT|OUT)-\d+$|^D\d+$/;

describe('the decider, whatever it is told', () => {
  it('D1 decides or refuses, never throws, changes nothing that it was given, and keeps every contract', () => {
    fc.assert(
      fc.property(script, (told) => {
        expect(STAGES).toContain(stageOf(tell(told).state));
      }),
      { numRuns: runs(100) },
    );
  });

  it('D18 gives every refusal a code, a rule and a sentence', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (_, refusal) => {
          if (refusal === undefined) return;
          expect(refusal.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
          expect(refusal.rule).toMatch(RULE);
          expect(refusal.message).toMatch(/^(["A-Z]|[a-z-]+ is not possible: ).*\.$/);
        });
      }),
      { numRuns: runs(25) },
    );
  });

  it('D1 comes to the same history when the same commands are given again', () => {
    fc.assert(
      fc.property(script, (told) => {
        expect(tell(told).events).toEqual(tell(told).events);
      }),
      { numRuns: runs(25) },
    );
  });

  it('LIF-3 records who, in which role, when and under which procedure with every event', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (so) => {
          for (const { metadata } of so.lastEvents)
            expect(metadata).toMatchObject({ recordedAt: so.now, procedure: 'residential-property@1' });
        });
      }),
      { numRuns: runs(25) },
    );
  });

  it('LIF-5 records nothing as having happened later than now', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (so) => {
          const times = so.lastEvents.flatMap(({ metadata }) => metadata.happenedAt ?? []);
          expect(times.filter((time) => millisOf(time as never) > millisOf(so.now))).toEqual([]);
        });
      }),
      { numRuns: runs(25) },
    );
  });

  it('DIS-5 leaves a logged case with one owner, unless it is about whoever logged it', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, ({ state }) => {
          if (state.status !== 'logged' || state.imported) return;
          expect(
            state.owner !== undefined || state.respondents.some(({ staffId }) => staffId !== undefined),
          ).toBe(true);
        });
      }),
      { numRuns: runs(25) },
    );
  });
});

const stageOf = (state: CaseState) => (state.status === 'none' ? 'received' : state.stage);

describe('the fold of a case', () => {
  const fold = (events: readonly CaseEvent[], from: CaseState = noCase) =>
    events.reduce((state, event) => deepFreeze(evolve(state, event)), from);

  it('never throws, even for histories that no decider would make', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (history) => {
        expect(STAGES).toContain(stageOf(fold(history)));
      }),
    );
  });

  it('leaves the case as it is on an event that it does not know, whatever its name', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', '__proto__', 'valueOf'));
    fc.assert(
      fc.property(arbitraryHistory(), name, (history, type) => {
        fc.pre(!history.some((event) => event.type === type));
        const before = fold(history);
        const unknown = { ...history[0], type } as unknown as RecordedCaseEvent;
        expect(evolve(before, unknown)).toEqual(before);
        expect(evolve(noCase, unknown)).toEqual(noCase);
      }),
    );
  });
});

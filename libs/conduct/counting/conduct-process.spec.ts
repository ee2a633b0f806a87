import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '#cases';
import { instant, streamName, type Cause, type EventId } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { ConductCommand } from '../record/commands.ts';
import { MARKET, RecordWorld } from '../testing/world.ts';
import { conductProcess } from './conduct-process.ts';

type Counting = Extract<CaseEvent, { type: 'ResponsibilityCounted' | 'ResponsibilityTakenBack' }>;
type Said = Cause<Counting>;

const AT = instant('2026-11-27T09:00:00Z');
const said = (caseId: string, event: Pick<Counting, 'type' | 'data'>, nth = 0): Said => ({
  ...event,
  stream: streamName('case', caseId),
  id: `${caseId}/${String(nth)}` as EventId,
  metadata: { actor: { id: 'x', role: 'y' }, recordedAt: AT, procedure: `${MARKET}@1` },
});
const counts = (person: string, count = 'C1') =>
  ({ type: 'ResponsibilityCounted', data: { count, person, on: '2026-11-10' } }) as const;
const takesBack = (person: string, count = 'C1') =>
  ({ type: 'ResponsibilityTakenBack', data: { count, person } }) as const;

const commandsOf = (cause: Said): readonly (readonly [string, ConductCommand])[] =>
  conductProcess.react(cause).map(({ stream, command }) => [stream, command]);

describe('the step from a case to a conduct record', () => {
  it('CON-2 what a case says is counted in the record of the person under its procedure', () => {
    expect(commandsOf(said('A', counts('Lin')))).toEqual([
      [
        'conduct-supermarket-authority.lin',
        { type: 'CountComplaint', data: { case: 'A', count: 'C1', on: '2026-11-10' } },
      ],
    ]);
    expect(commandsOf(said('A', takesBack('Lin')))).toEqual([
      ['conduct-supermarket-authority.lin', { type: 'TakeBackComplaint', data: { case: 'A', count: 'C1' } }],
    ]);
  });

  it('D19 sends each step under an id that follows from its cause', () => {
    const ids = (cause: Said) => conductProcess.react(cause).map(({ commandId }) => commandId);
    expect(ids(said('A', counts('lin')))).toEqual(ids(said('A', counts('lin'))));
    expect(ids(said('A', counts('lin'), 1))).not.toEqual(ids(said('A', counts('lin'))));
  });
});

interface Finding {
  readonly person: string;
  readonly on: string;
  readonly ignored: boolean;
}
const finding: fc.Arbitrary<Finding> = fc.record({
  person: fc.constantFrom('lin', 'supervisor'),
  on: fc.constantFrom('2026-09-30', '2026-10-01', '2026-10-31'),
  ignored: fc.boolean(),
});

/** What one case says in the course of its life: each finding takes the one before it back; so may the end. */
function lifeOf(caseId: string, findings: readonly Finding[], takenBack: boolean): readonly Said[] {
  const events = findings.flatMap(({ person, on, ignored }, index) => {
    const before = findings[index - 1];
    const [count, last] = [`C${String(index + 1)}`, `C${String(index)}`];
    const violation = ignored ? { violation: { kind: 'complaint-ignored', points: 3 } } : {};
    return [
      ...(before === undefined ? [] : [takesBack(before.person, last)]),
      { type: 'ResponsibilityCounted' as const, data: { count, person, on, ...violation } },
    ];
  });
  const last = findings.at(-1);
  const end = takenBack && last ? [takesBack(last.person, `C${String(findings.length)}`)] : [];
  return [...events, ...end].map((event, nth) => said(caseId, event, nth));
}

type Worlds = ReadonlyMap<string, RecordWorld>;
const open = (): Worlds => new Map(['lin', 'supervisor'].map((person) => [person, new RecordWorld(person)]));

async function deliver(causes: readonly Said[], worlds: Worlds): Promise<void> {
  for (const { stream, command } of causes.flatMap((cause) => conductProcess.react(cause)))
    for (const world of worlds.values()) if (stream === `conduct-${world.id}`) await world.send(command);
}

const standing = (worlds: Worlds): unknown =>
  [...worlds].map(([person, world]) => [
    person,
    world.points(),
    world.open,
    world.state.entries
      .filter(({ status }) => status === 'standing')
      .map((each) => [each.case, each.count])
      .sort(),
  ]);

/** The same with those of one case in their order, and the others anywhere between. */
const interleaved = (lives: readonly (readonly Said[])[], order: readonly number[]): readonly Said[] => {
  const left = lives.map((each) => [...each]);
  const taken = order.flatMap((pick) => left[pick % left.length]?.shift() ?? []);
  return [...taken, ...left.flat()];
};

describe('however the steps are delivered', () => {
  it('CON-2 order, grouping and repetition make no difference to what counts and what is proposed', async () => {
    const life = fc.record({
      findings: fc.array(finding, { minLength: 1, maxLength: 3 }),
      end: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(life, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(4), { maxLength: 20 }),
        fc.array(fc.record({ until: fc.nat(20), again: fc.nat(5) }), { maxLength: 4 }),
        async (cases, order, deaths) => {
          const lives = cases.map(({ findings, end }, index) => lifeOf(`K${String(index)}`, findings, end));
          const once = open();
          await deliver(lives.flat(), once);
          const log = interleaved(lives, order);
          const often = open();
          let from = 0;
          // Whoever died between two steps is followed by somebody who begins a little earlier.
          for (const { until, again } of deaths.toSorted((left, right) => left.until - right.until)) {
            await deliver(log.slice(from, until), often);
            from = Math.max(0, Math.min(until, log.length) - again);
          }
          await deliver(log.slice(from), often);
          expect(standing(often)).toEqual(standing(once));
        },
      ),
      { numRuns: runs(60) },
    );
  });
});

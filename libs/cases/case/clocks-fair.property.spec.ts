import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, millisOf } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { clocksOf, eventsOf, schedulerRuns } from '../testing/clocks.ts';
import {
  GENERAL_MANAGER,
  residentialProperty,
  story,
  type Circumstances,
  type Story,
} from '../testing/story.ts';
import type { CaseCommand, CaseCommands } from './commands.ts';
import type { CaseEvent, CaseEventData } from './events.ts';

type Responsible = CaseEventData<'DeadlineBreached'>['responsible'];

const MINUTE = 60_000;
const RECEIVED = '2026-09-01T01:00:00.000Z';

interface Deed {
  /** Minutes after the receipt at which it happened. */
  readonly at: number;
  /** Minutes until it was recorded (LIF-5). */
  readonly late: number;
  readonly command: CaseCommand;
}

const command = <Type extends keyof CaseCommands>(type: Type, data: CaseCommands[Type]): CaseCommand =>
  // Name and data belong together by the table of commands.
  ({ type, data }) as unknown as CaseCommand;

const people = fc.constantFrom('an.li', 'bai.yu', 'cui.hao');
const anything: fc.Arbitrary<CaseCommand> = fc.oneof(
  people.map((owner) => command('AssignOwner', { owner, reason: 'Shift' })),
  people.map((receiver) => command('HandOverComplaint', { from: 'desk', to: receiver, reason: 'Shift' })),
  fc.constant(command('SendAcknowledgement', { method: 'phone' })),
  fc.constant(command('NotifyManager', { level: 'general-manager', manager: 'luo.hai', method: 'phone' })),
  fc.constantFrom('engineering', 'security').map((department) => command('DispatchCase', { department })),
  fc.constantFrom('D1', 'D2').map((dispatch) => command('SignReceipt', { dispatch, signedBy: 'deng.rui' })),
  fc.constantFrom('minor', 'important', 'major').map((to) => {
    const criterion = { minor: 'small-inconvenience', important: 'service-fault', major: 'serious-loss' }[to];
    return command('ChangeSeverity', { to, reason: 'Looked at again', ...(criterion && { criterion }) });
  }),
  fc.constant(
    command('EscalateToManager', { reason: 'unresolved', explanation: 'Nobody came', complainantTold: true }),
  ),
  fc.constant(command('DecideEscalation', { decision: 'Go there' })),
);

const deeds = (late: fc.Arbitrary<number>, commands = anything): fc.Arbitrary<readonly Deed[]> =>
  fc
    .array(fc.record({ at: fc.integer({ min: 1, max: 12_000 }), late, command: commands }), {
      minLength: 2,
      maxLength: 14,
    })
    .map((all) => all.toSorted((left, right) => left.at + left.late - right.at - right.late));

const after = (minutes: number): string => instantOf(millisOf(RECEIVED as never) + minutes * MINUTE);

/** Classified by the one who may do everything that follows. */
const begun = (procedure = residentialProperty): Story =>
  story(procedure)
    .opened()
    .by(GENERAL_MANAGER)
    .do('ClassifyCase', { category: 'lift', severity: 'important', criterion: 'service-fault' })
    .accepted();

function take(told: Story, { at, late, command: { type, data } }: Deed): void {
  const circumstances: Circumstances = late > 0 ? { happenedAt: after(at), lateBecause: 'On paper' } : {};
  told
    .at(after(at + late))
    .by(GENERAL_MANAGER)
    .do(type, data, circumstances);
  // Refused or not, the story goes on.
  expect(told.lastRefusal?.code).not.toBe('');
}

interface Miss {
  readonly clock: string;
  readonly dueAt: string | undefined;
  readonly responsible: Responsible;
  readonly severity: string | undefined;
}

/** Misses as they stand in the history, with what was corrected and taken back since. */
function missesIn(told: Story): readonly Miss[] {
  const misses = new Map<string, Miss>();
  for (const { type, data } of told.events) {
    if (type === 'DeadlineBreached') {
      const { clock, dueAt, responsible, severity } = data;
      misses.set(clock, { clock, dueAt, responsible, severity });
    }
    if (type === 'BreachWithdrawn') misses.delete(data.clock);
    const known = type === 'BreachCorrected' ? misses.get(data.clock) : undefined;
    if (known !== undefined && type === 'BreachCorrected')
      misses.set(data.clock, { ...known, responsible: data.responsible });
  }
  return [...misses.values()].toSorted((left, right) => (left.clock < right.clock ? -1 : 1));
}

/** The last of these events that had happened before; of several at one instant, the last recorded. */
const lastBy = (
  told: Story,
  instant: string,
  types: readonly CaseEvent['type'][],
  counts: (event: CaseEvent) => boolean = () => true,
): CaseEvent | undefined =>
  told.events
    .filter(
      (event) => types.includes(event.type) && (event.metadata.happenedAt ?? '') < instant && counts(event),
    )
    .reduce<CaseEvent | undefined>(
      (last, event) =>
        last !== undefined && (last.metadata.happenedAt ?? '') > (event.metadata.happenedAt ?? '')
          ? last
          : event,
      undefined,
    );

/** A level that a miss has brought in answers by its own clock only. */
const isByMiss = ({ type, data }: CaseEvent): boolean =>
  type === 'EscalatedToManager' && data.automatic && data.reason === 'breach';

const roleOf = (clock: string): string => {
  const rule = clock.replace(/[#:].*/, '');
  const named = residentialProperty.clocks.find(({ id }) => id === rule)?.responsible;
  return rule === 'part' ? 'department' : (named ?? 'owner');
};

/** Whom a miss belongs to, told from the history alone. */
function answerable(told: Story, { clock, dueAt = '' }: Miss): Partial<Responsible> {
  const asked = lastBy(
    told,
    dueAt,
    ['EscalatedToManager', 'EscalationDecided', 'EscalationReturned'],
    (event) => clock.startsWith('level-answer') || !isByMiss(event),
  );
  if (asked?.type === 'EscalatedToManager') return { role: asked.data.to };
  const named = roleOf(clock);
  // What no department has is still with whoever owns the case.
  const isSent = lastBy(told, dueAt, ['CaseDispatched']) !== undefined;
  const role = named === 'department' && !isSent ? 'owner' : named;
  if (role === 'owner') {
    const owner = lastBy(told, dueAt, ['OwnerAssigned']);
    return { role, ...(owner?.type === 'OwnerAssigned' && { person: owner.data.owner }) };
  }
  const receiver = lastBy(told, dueAt, ['ComplaintHandedOver']);
  return role === 'receiver'
    ? { role, person: receiver?.type === 'ComplaintHandedOver' ? receiver.data.to : 'receiver-1' }
    : { role };
}

const mostlyInTime = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4_000 }) },
);

/** Nothing becomes of a miss but the miss. */
const plain = {
  ...residentialProperty,
  clocks: residentialProperty.clocks
    .filter(({ onDue }) => onDue === 'breach')
    .map((rule) => ({ ...rule, breachEffects: [] })),
};

describe('misses are fair (CLK-6)', () => {
  it('CLK-6 DIS-5 each is laid on whoever answered when the time ran out, whenever that was recorded', () => {
    fc.assert(
      fc.property(deeds(mostlyInTime), fc.array(fc.boolean()), (all, schedules) => {
        const told = begun();
        for (const [index, deed] of all.entries()) {
          if (schedules[index] === true) schedulerRuns(told, after(deed.at + deed.late));
          take(told, deed);
        }
        schedulerRuns(told, after(20_000));
        for (const miss of missesIn(told))
          expect([miss.clock, miss.responsible]).toMatchObject([miss.clock, answerable(told, miss)]);
      }),
      { numRuns: runs(150) },
    );
  });

  it('CLS-4 none lies before its rule began to apply, and what was missed stays listed until it is done', () => {
    fc.assert(
      fc.property(deeds(mostlyInTime), (all) => {
        const told = begun();
        for (const deed of all) take(told, deed);
        schedulerRuns(told, after(60_000));
        const missedAt = new Map(
          eventsOf(told, 'DeadlineBreached').map(({ data, metadata }) => [
            data.clock,
            metadata.happenedAt ?? '',
          ]),
        );
        for (const { clock, setAt, breached, cancelledFor, missedAs } of clocksOf(told)) {
          if (breached && missedAs === undefined)
            expect([clock, (missedAt.get(clock) ?? '') >= setAt]).toEqual([clock, true]);
          expect([clock, breached && cancelledFor === 'notApplicable']).toEqual([clock, false]);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('CLK-6 D9 they are the same with a scheduler that runs all the time, sometimes, or only in the end', () => {
    fc.assert(
      fc.property(deeds(fc.constant(0)), fc.array(fc.boolean()), (all, sometimes) => {
        const [always, now, never] = [begun(plain), begun(plain), begun(plain)];
        for (const [index, deed] of all.entries()) {
          schedulerRuns(always, after(deed.at));
          if (sometimes[index] === true) schedulerRuns(now, after(deed.at));
          for (const told of [always, now, never]) take(told, deed);
        }
        for (const told of [always, now, never]) schedulerRuns(told, after(20_000));
        expect(missesIn(now)).toEqual(missesIn(always));
        expect(missesIn(never)).toEqual(missesIn(always));
      }),
      { numRuns: runs(100) },
    );
  });

  it('LIF-5 they are the same in whichever order late facts are recorded', () => {
    const facts = fc.oneof(
      people.map((owner) => command('AssignOwner', { owner, reason: 'Shift' })),
      people.map((receiver) => command('HandOverComplaint', { from: 'desk', to: receiver, reason: 'Shift' })),
      fc.constant(command('SendAcknowledgement', { method: 'phone' })),
      fc.constant(
        command('NotifyManager', { level: 'general-manager', manager: 'luo.hai', method: 'phone' }),
      ),
    );
    const once = fc.uniqueArray(
      fc.record({ at: fc.integer({ min: 1, max: 200 }), late: fc.constant(0), command: facts }),
      { minLength: 2, maxLength: 6, selector: ({ at }) => at },
    );
    fc.assert(
      fc.property(once, fc.boolean(), (all, isMissedFirst) => {
        const recorded = (order: readonly Deed[]): readonly Miss[] => {
          const told = begun(plain);
          if (isMissedFirst) schedulerRuns(told, after(300));
          for (const [index, deed] of order.entries()) take(told, { ...deed, late: 300 + index - deed.at });
          schedulerRuns(told, after(400));
          return missesIn(told);
        };
        expect(recorded(all.toReversed())).toEqual(recorded(all));
      }),
      { numRuns: runs(100) },
    );
  });
});

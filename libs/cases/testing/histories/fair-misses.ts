import type { CaseEvent, CaseEventData, CaseEventType } from '../../case/events.ts';
import type { House } from './house.ts';
import { isOf, ofType } from './past.ts';
import type { Watch } from './walk.ts';

type Responsible = CaseEventData<'DeadlineBreached'>['responsible'];

/** CLK-6: every miss is laid on whoever was answerable when the time ran out. */
export const missesAreFair: Watch = {
  rest({ cases, house }) {
    for (const { events } of cases.values())
      for (const miss of missesIn(events)) {
        // Of merged cases they come from two histories, which merged-misses.spec.ts looks at.
        if (miss.set?.of !== undefined) continue;
        const expected = answerable(events, miss, house);
        const { role, person, department } = miss.responsible;
        const isFair =
          role === expected.role &&
          ('person' in expected ? person === expected.person : true) &&
          ('department' in expected ? department === expected.department : true);
        if (!isFair)
          throw new Error(
            `CLK-6 the miss of ${miss.clock} is laid on ${JSON.stringify({ role, person, department })}, not on ${JSON.stringify(expected)}`,
          );
      }
  },
};

interface Miss {
  readonly clock: string;
  readonly at: string;
  readonly responsible: Responsible;
  readonly set: CaseEventData<'DeadlineSet'> | undefined;
}

/** Misses as they stand, with what was corrected and taken back since. */
function missesIn(events: readonly CaseEvent[]): readonly Miss[] {
  const misses = new Map<string, Miss>();
  for (const event of events) {
    if (isOf(event, 'DeadlineBreached')) {
      const { clock, responsible } = event.data;
      const set = ofType(events, 'DeadlineSet').find((each) => each.data.clock === clock)?.data;
      misses.set(clock, { clock, responsible, set, at: event.metadata.happenedAt ?? '' });
    }
    if (isOf(event, 'BreachWithdrawn')) misses.delete(event.data.clock);
    const known = isOf(event, 'BreachCorrected') ? misses.get(event.data.clock) : undefined;
    if (known !== undefined && isOf(event, 'BreachCorrected'))
      misses.set(known.clock, { ...known, responsible: event.data.responsible });
  }
  return [...misses.values()];
}

/** Of these, the last that had happened before; of several at one instant, the last recorded (LIF-5). */
function lastBefore(
  events: readonly CaseEvent[],
  at: string,
  types: readonly CaseEventType[],
  counts: (event: CaseEvent) => boolean = () => true,
): CaseEvent | undefined {
  let last: CaseEvent | undefined;
  for (const event of events) {
    const happened = event.metadata.happenedAt ?? '';
    if (happened >= at || !types.includes(event.type) || !counts(event)) continue;
    if (last === undefined || happened >= (last.metadata.happenedAt ?? '')) last = event;
  }
  return last;
}

/** Which level was asked and has not answered. */
function asked(events: readonly CaseEvent[], { at, set }: Miss): string | undefined {
  const isOfLevel = set?.subject.kind === 'escalation';
  const last = lastBefore(
    events,
    at,
    [
      'EscalatedToManager',
      'EscalationDecided',
      'EscalationReturned',
      'CaseResolved',
      'CaseTakenOver',
      'TakeOverReleased',
    ],
    (event) => {
      if (isOf(event, 'CaseTakenOver') || isOf(event, 'TakeOverReleased'))
        return event.data.level !== undefined;
      // A level that a miss has brought in answers by its own clock only (AUT-4).
      const isByMiss =
        isOf(event, 'EscalatedToManager') && event.data.automatic && event.data.reason === 'breach';
      return isOfLevel || !isByMiss;
    },
  );
  if (last === undefined) return undefined;
  if (isOf(last, 'EscalatedToManager')) return last.data.to;
  const level = isOf(last, 'CaseTakenOver') || isOf(last, 'TakeOverReleased') ? last.data.level : undefined;
  return level?.awaited === true ? level.level : undefined;
}

interface Answerable {
  readonly role: string;
  readonly person?: string | undefined;
  readonly department?: string;
}

function answerable(events: readonly CaseEvent[], miss: Miss, house: House): Answerable {
  const level = asked(events, miss);
  if (level !== undefined) return { role: level };
  const named = roleOf(miss, house);
  const role = named === 'department' && !isWithDepartment(events, miss) ? 'owner' : named;
  if (role === 'receiver') return { role, person: receiverBefore(events, miss.at) };
  if (role === 'owner') return { role, person: ownerBefore(events, miss) };
  return { role, ...(miss.set?.department !== undefined && { department: miss.set.department }) };
}

/** What no department has is still with whoever owns the case. */
const isWithDepartment = (events: readonly CaseEvent[], { at, set }: Miss): boolean =>
  set?.department !== undefined ||
  lastBefore(
    events,
    at,
    ['CaseDispatched', 'OwnerAssigned'],
    (event) =>
      (isOf(event, 'CaseDispatched') && event.data.part === 'lead') ||
      (isOf(event, 'OwnerAssigned') && event.data.department !== undefined),
  ) !== undefined;

/** Whom the procedure names for the rule; parts are a department's, promises and steps the owner's (DIS-7, CLK-5). */
function roleOf({ set }: Miss, { procedure }: House): string {
  if (set?.rule === 'part') return 'department';
  return procedure.clocks.find(({ id }) => id === set?.rule)?.responsible ?? 'owner';
}

function receiverBefore(events: readonly CaseEvent[], at: string): string | undefined {
  const last = lastBefore(events, at, ['ComplaintLogged', 'ComplaintHandedOver']);
  if (last !== undefined && isOf(last, 'ComplaintHandedOver')) return last.data.to;
  return last !== undefined && isOf(last, 'ComplaintLogged') ? last.data.receivedBy : undefined;
}

/** Whoever has the step of the plan, else the owner, else whoever received it (DIS-5, SOL-2). */
function ownerBefore(events: readonly CaseEvent[], { at, set }: Miss): string | undefined {
  const planned = set?.rule !== 'step' ? undefined : ofType(events, 'ResponsePlanSet').at(-1);
  const step = planned?.data.steps.find((each) => each.step === set?.subject.id);
  const owner = lastBefore(events, at, ['OwnerAssigned']);
  return (
    step?.owner ??
    (owner !== undefined && isOf(owner, 'OwnerAssigned') ? owner.data.owner : receiverBefore(events, at))
  );
}

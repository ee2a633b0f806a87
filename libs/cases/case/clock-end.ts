import { isInstant } from '#event-sourcing';
import { FRONTLINE, type ClockRule } from '#procedures';
import { highestSeverity, type CaseContext } from './context.ts';
import type { CaseEventData, CaseEventDraft } from './events.ts';
import type { CaseClock, CaseRecord, CaseState } from './state.ts';
import { ruleOf } from './wanted-clocks.ts';

export interface Ending {
  readonly how: 'stopped' | 'ended' | 'notApplicable' | 'returned' | 'replaced';
  readonly at: string;
}

/**
 * How a clock ends at an instant. A miss that nobody recorded before is recorded now, with its true due time (CLK-6);
 * a breach recorded for something that did happen in time is withdrawn (LIF-5).
 */
export function clockEnd(
  clock: CaseClock,
  { how, at }: Ending,
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const { clock: name, kind } = clock;
  if (how === 'stopped' && clock.onDue === 'promote' && at > clock.dueAt)
    return promotion(clock, state, context);
  const missed = missedBy(at, clock, state, context);
  if (how !== 'stopped')
    return [...missed, { type: 'DeadlineCancelled', data: { clock: name, kind, why: how } }];
  const met: CaseEventDraft = {
    type: 'DeadlineMet',
    data: { clock: name, kind, late: isLate(clock, at) },
    ...(isInstant(at) && { happenedAt: at }),
  };
  return [...missed, ...withdrawnBy(at, clock, IN_TIME), met];
}

const isLate = (clock: CaseClock, at: string): boolean =>
  at > clock.dueAt && clock.onDue === 'breach' && !standsStill(clock);

/** The breach that nobody recorded, when the time had run out by then. */
export const missedBy = (
  at: string,
  clock: CaseClock,
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] =>
  isLate(clock, at) && !clock.breached ? [breachOf(clock, 'lateRecord', state, context)] : [];

const IN_TIME = 'It had happened in time and was recorded later.';

/** LIF-5: what happened before the time ran out takes the breach back. */
const withdrawnBy = (
  at: string,
  { clock, kind, breached, dueAt }: CaseClock,
  reason: string,
): readonly CaseEventDraft[] =>
  breached && at <= dueAt ? [{ type: 'BreachWithdrawn', data: { clock, kind, reason } }] : [];

/** A clock that was met late, and for which a stop in time is now known (LIF-5). */
export const metInTimeAfterAll = (clock: CaseClock, stop: string | undefined): readonly CaseEventDraft[] =>
  stop === undefined ? [] : withdrawnBy(stop, clock, IN_TIME);

export const OVERDUE = 'Not reasonably settled within the time allowed';

/** CLK-8: a month without a settlement makes the case major by itself; not yet classified, as soon as it is. */
export function promotion(
  clock: CaseClock,
  state: CaseState,
  { procedure }: CaseContext,
): readonly CaseEventDraft[] {
  const over: CaseEventDraft = {
    type: 'DeadlineCancelled',
    data: { clock: clock.clock, kind: clock.kind, why: 'promoted' },
  };
  const from = state.status === 'logged' ? state.severity : undefined;
  const to = highestSeverity(procedure);
  if (from === undefined || from === to) return [over];
  return [
    {
      type: 'SeverityChanged',
      data: { from, to, reason: OVERDUE, cause: 'oneMonth' },
      ...(isInstant(clock.dueAt) && { happenedAt: clock.dueAt }),
    },
    over,
  ];
}

export const standsStill = (clock: CaseClock): boolean =>
  clock.pauses.length > 0 && clock.pauses.at(-1)?.to === undefined;

/** A breach happened when the time ran out, whenever it is recorded (CLK-6). */
export function breachOf(
  clock: CaseClock,
  foundBy: CaseEventData<'DeadlineBreached'>['foundBy'],
  state: CaseState,
  context: CaseContext,
): CaseEventDraft {
  const { clock: name, kind, dueAt } = clock;
  const severity = state.status === 'logged' ? state.severity : undefined;
  return {
    type: 'DeadlineBreached',
    data: {
      clock: name,
      kind,
      dueAt,
      responsible: responsibleFor(clock, state, context),
      ...(severity && { severity }),
      foundBy,
    },
    ...(isInstant(dueAt) && { happenedAt: dueAt }),
  };
}

/** Who answers for it at this moment: the level that has the case, else whom the rule names (CLK-6). */
function responsibleFor(
  clock: CaseClock,
  state: CaseState,
  context: CaseContext,
): CaseEventData<'DeadlineBreached'>['responsible'] {
  if (state.status !== 'logged') return { role: 'receiver' };
  const department = clock.department ?? state.department;
  const hasLevel = state.level !== FRONTLINE;
  const where = { ...(department && { department }), ...(hasLevel && { level: state.level }) };
  if (state.levelAwaited && hasLevel) return { role: state.level, ...where };
  const role = ruleOf(clock, context.procedure)?.responsible ?? 'owner';
  return { role, ...personOf(role, state), ...where };
}

const personOf = (role: ClockRule['responsible'], { receivedBy, owner }: CaseRecord): { person?: string } =>
  role === 'department' ? {} : { person: role === 'owner' ? (owner ?? receivedBy) : receivedBy };

import { happening } from './clock-due.ts';
import { miss, promotion } from './clock-misses.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseState } from './state.ts';

export interface Ending {
  readonly how: 'stopped' | 'ended' | 'notApplicable' | 'returned' | 'replaced' | 'takenOver';
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
  const { clock: name, kind, missedAs } = clock;
  const earlierMiss = { ...(clock.breached && missedAs !== undefined && { missedAs }) };
  if (how === 'stopped' && clock.onDue === 'promote' && at > clock.dueAt)
    return promotion(clock, state, context);
  const missed = missedBy(at, clock, state, context);
  if (how !== 'stopped')
    return [
      ...missed,
      { type: 'DeadlineCancelled', data: { clock: name, kind, why: how, ...earlierMiss }, ...happening(at) },
    ];
  const met: CaseEventDraft = {
    type: 'DeadlineMet',
    data: { clock: name, kind, late: isLate(clock, at), ...earlierMiss },
    ...happening(at),
  };
  return [...missed, ...withdrawnBy(at, clock, context), met];
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
  isLate(clock, at) && !clock.breached ? miss(clock, 'lateRecord', state, context) : [];

const IN_TIME = 'It had happened in time and was recorded later.';

/** LIF-5: what happened before the time ran out takes the breach back. */
const withdrawnBy = (
  at: string,
  { clock, kind, breached, dueAt, missedAs = clock }: CaseClock,
  { lateBecause: reason = IN_TIME }: CaseContext,
): readonly CaseEventDraft[] =>
  breached && at <= dueAt ? [{ type: 'BreachWithdrawn', data: { clock: missedAs, kind, reason } }] : [];

/** A clock that was met late, and for which a stop in time is now known (LIF-5). */
export const metInTimeAfterAll = (
  clock: CaseClock,
  stop: string | undefined,
  context: CaseContext,
): readonly CaseEventDraft[] => (stop === undefined ? [] : withdrawnBy(stop, clock, context));

export const standsStill = (clock: CaseClock): boolean =>
  clock.pauses.length > 0 && clock.pauses.at(-1)?.to === undefined;

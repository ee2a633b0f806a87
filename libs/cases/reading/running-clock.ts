import type { ClockKind } from '#procedures';
import type { CaseEvent, CaseEventData } from '../case/events.ts';

/** A clock that has neither been met nor cancelled. */
export interface RunningClock {
  /** Unique in the case. */
  readonly clock: string;
  readonly kind: ClockKind;
  readonly dueAt: string;
  readonly warnAt?: string;
  readonly onDue: 'breach' | 'promote';
  /** The most telling of the three facts below: breached, then paused, then warned. */
  readonly status: 'running' | 'warned' | 'paused' | 'breached';
  readonly warned: boolean;
  readonly paused: boolean;
  readonly breached: boolean;
  /** It counts days of a year whose holidays are not decreed yet (CLK-2). */
  readonly provisional?: true;
}

export type ClockEvent = CaseEvent<
  | 'DeadlineSet'
  | 'DeadlineMoved'
  | 'DeadlineWarningRaised'
  | 'DeadlineBreached'
  | 'BreachWithdrawn'
  | 'DeadlineMet'
  | 'DeadlineCancelled'
>;

const CLOCK_EVENTS: readonly string[] = [
  'DeadlineSet', 'DeadlineMoved', 'DeadlineWarningRaised', 'DeadlineBreached', 'BreachWithdrawn', 'DeadlineMet',
  'DeadlineCancelled',
] satisfies readonly ClockEvent['type'][]; // prettier-ignore

/** Events that say something about one named clock. */
export const isClockEvent = <Event extends CaseEvent>(event: Event): event is Event & ClockEvent =>
  CLOCK_EVENTS.includes(event.type);

/**
 * The clock after an event about it; `undefined` when it no longer runs. Says the same as the decider's own book of
 * clocks (property test), but needs no other event of the case, so that every clock can be a document of its own.
 */
export function evolveRunningClock(
  clock: RunningClock | undefined,
  event: ClockEvent,
): RunningClock | undefined {
  if (event.type === 'DeadlineSet') return started(event.data);
  if (clock === undefined) return undefined;
  switch (event.type) {
    case 'DeadlineMoved':
      return moved(clock, event.data);
    case 'DeadlineWarningRaised':
      return withStatus({ ...clock, warned: true });
    case 'DeadlineBreached':
      return withStatus({ ...clock, breached: true });
    case 'BreachWithdrawn':
      return withStatus({ ...clock, breached: false });
    case 'DeadlineMet':
    case 'DeadlineCancelled':
      return undefined;
  }
}

function started(set: CaseEventData<'DeadlineSet'>): RunningClock {
  const { clock, kind, dueAt, warnAt, onDue, missed = false, provisional } = set;
  return withStatus({
    ...{ clock, kind, dueAt, ...(warnAt && { warnAt }), onDue, ...(provisional && { provisional }) },
    ...{ status: 'running', warned: false, paused: false, breached: missed },
  });
}

/** Being warned once is enough: a clock that moves after its warning is not warned about again. */
function moved(
  { provisional: _, ...clock }: RunningClock,
  { to, warnAt, cause, provisional }: CaseEventData<'DeadlineMoved'>,
): RunningClock {
  const paused = cause === 'paused' || (clock.paused && cause !== 'resumed');
  const next = { ...clock, dueAt: to, ...(warnAt && { warnAt }), paused };
  return withStatus({ ...next, ...(provisional && { provisional }) });
}

const withStatus = (clock: RunningClock): RunningClock => ({ ...clock, status: statusOf(clock) });

function statusOf({ breached, paused, warned }: RunningClock): RunningClock['status'] {
  if (breached) return 'breached';
  if (paused) return 'paused';
  return warned ? 'warned' : 'running';
}

/** Of a document about one clock of a case: `caseId:clock`. */
export const clockKey = (caseId: string, clock: string): string => `${caseId}:${clock}`;
export const caseIdOfClockKey = (key: string): string => key.slice(0, key.indexOf(':'));

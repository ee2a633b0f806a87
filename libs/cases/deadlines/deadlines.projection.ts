import type { CollectionSpec, Projection } from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import { caseIdOfEvent } from '../recorded-case-event.ts';
import {
  caseIdOfClockKey,
  clockKey,
  evolveRunningClock,
  isClockEvent,
  type RunningClock,
} from '../reading/running-clock.ts';

/** A running clock of a case, as the scheduler sees it (design D9). Gone when the clock is met or cancelled. */
export interface RunningDeadline extends RunningClock {
  readonly caseId: string;
  /**
   * When the scheduler has to act next: at the warning until warned, then at the due time. Absent while the clock
   * stands still (CLK-9) and once its breach is recorded.
   */
  readonly wakeAt?: string;
}

export const DEADLINES: CollectionSpec = {
  name: 'deadlines',
  version: 2,
  fields: {
    wakeAt: 'text',
    caseId: 'text',
    kind: 'text',
    onDue: 'text',
    status: 'text',
    dueAt: 'text',
    provisional: 'boolean',
  },
  indexes: [['wakeAt'], ['caseId'], ['status', 'dueAt'], ['provisional', 'dueAt']],
};

/** Key `caseId:clock`. */
export const deadlinesProjection: Projection<RunningDeadline, CaseEvent> = {
  collection: DEADLINES,
  keys(event) {
    const caseId = caseIdOfEvent(event);
    return caseId === undefined || !isClockEvent(event) ? [] : [clockKey(caseId, event.data.clock)];
  },
  evolve(document, event, key) {
    if (!isClockEvent(event)) return document;
    const clock = evolveRunningClock(document, event);
    return clock && withWakeAt(clock, caseIdOfClockKey(key));
  },
};

function withWakeAt(running: RunningClock, caseId: string): RunningDeadline {
  const { clock, kind, dueAt, warnAt, onDue, status, warned, paused, breached, provisional } = running;
  const next = warned || warnAt === undefined || warnAt > dueAt ? dueAt : warnAt;
  return {
    ...{ caseId, clock, kind, dueAt, ...(warnAt && { warnAt }), onDue, status, warned, paused, breached },
    ...(provisional && { provisional }),
    ...(!paused && !breached && { wakeAt: next }),
  };
}

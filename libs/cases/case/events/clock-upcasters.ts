import type { Upcaster } from '#event-sourcing';
import type { CaseEventType } from '../events.ts';
import type { Subject } from './clock.ts';

interface ClockV1 {
  readonly clock: string;
  readonly kind: string;
  readonly allowance?: Readonly<Record<string, unknown>>;
}

/** Until version 2, `same day` meant the present or next opening day. */
const reworded = (allowance: ClockV1['allowance']): ClockV1['allowance'] =>
  allowance !== undefined && 'sameDay' in allowance ? { sameOpeningDay: true } : allowance;

/** Until version 2, what a clock belonged to stood in its name: `receipt:D1`, `promise:P2`, `level-answer#3`. */
function subjectNamed({ clock, kind }: ClockV1): Subject {
  const [name = '', id] = clock.split(':');
  if (id !== undefined) return { kind: name === 'promise' ? 'promise' : 'dispatch', id };
  const run = clock.split('#')[1] ?? '1';
  switch (kind) {
    case 'levelAnswer':
      return { kind: 'escalation', id: `E${run}` };
    case 'callback':
      return { kind: 'callback', id: `C${run}` };
    case 'regulatorAnswer':
      return { kind: 'regulator', id: 'R1' };
    default:
      return { kind: 'case', id: 'case' };
  }
}

const withSubject: Upcaster = (data) => {
  const before = data as ClockV1;
  return { ...before, allowance: reworded(before.allowance), subject: subjectNamed(before) };
};

const withWords: Upcaster = (data) => {
  const before = data as ClockV1;
  return before.allowance === undefined ? before : { ...before, allowance: reworded(before.allowance) };
};

/** Only what may be written became more. */
const same: Upcaster = (data) => data;

export const clockUpcasters: Partial<Record<CaseEventType, readonly Upcaster[]>> = {
  DeadlineSet: [withSubject, same],
  DeadlineMoved: [withWords, same],
  DeadlineMet: [same, same],
  DeadlineCancelled: [same, same],
  DeadlineWarningRaised: [same],
  DeadlineBreached: [same, same],
  BreachWithdrawn: [same],
  ProgressReported: [same],
};

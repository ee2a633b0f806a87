import type { Allowance, ClockKind, Milestone, PauseReason } from '#procedures';
import type { CaseEventData } from './events.ts';
import type { Subject } from './events/clock.ts';

/** `of`: the merged case that it was taken over from (LIF-2). */
export interface Taken {
  readonly of?: string;
}

/** All clocks of a case, running and past (CLK-1). */
export interface ClockBook {
  readonly clocks: readonly CaseClock[];
  /** Every time at which the case stood still; the last has no end while it does (CLK-9). */
  readonly pauses: readonly Pause[];
  /** Every milestone that was reached, about what, at which instant, in the order of recording (CLS-4, LIF-5). */
  readonly facts: readonly Fact[];
  /** Due times that somebody gave: promises (CLK-5), parts of a department (DIS-7), steps of the plan (SOL-2). */
  readonly given: readonly GivenTime[];
  /** Who answered for the case, and how serious it was, from when on, in the order of recording (CLK-6). */
  readonly standing: readonly Standing[];
  /** What the clocks of merged cases start and stop by, each case for itself (LIF-2). */
  readonly threads: readonly Thread[];
  /** Of a book that speaks of one merged case only: which one. */
  readonly of?: string;
  /** Why the case was last reopened. */
  readonly reopenedFor?: CaseEventData<'CaseReopened'>['cause'];
  /** The case was moved to the version that it is under now: what ended before is not judged by it (D13). */
  readonly ruledSince?: string;
  /** It had come to its end, or the complainant had heard the outcome: meanwhile its clocks stood still (OUT-6). */
  readonly wasSettled?: boolean;
}

/** The clocks of a case that was taken over go on in this one, beside its own. */
export interface Thread {
  readonly of: string;
  readonly takenAt: string;
  /** Its complainant is somebody else, who hears for themselves (OUT-1). */
  readonly apart: boolean;
  /** The level whose answer was awaited there when the merging was begun (AUT-4). */
  readonly asked?: string;
  readonly facts: readonly Fact[];
  readonly given: readonly GivenTime[];
}

/** A point in the life of the case or of something in it. */
export interface Fact {
  readonly milestone: Milestone;
  readonly subject: Subject;
  readonly at: string;
  /** Of a dispatch. */
  readonly part?: 'lead' | 'contributor';
  /** Whom of the ladder it reached (DIS-3). */
  readonly level?: string;
  /** Who passed the case on (INT-9). */
  readonly regulator?: string;
  /** Of a merged case: reached by the case that took it over, which ends clocks and begins none. */
  readonly shared?: true;
}

export interface GivenTime {
  readonly subject: Subject;
  /** When it was given. */
  readonly from: string;
  readonly until: string;
  readonly department?: string;
  /** Who has to do it. */
  readonly person?: string;
  readonly about?: string;
}

/** What changed about who answers for the case. */
export interface Standing {
  /** An instant, or the day where only that is known; empty when not even that. */
  readonly at: string;
  readonly receiver?: string;
  readonly owner?: string;
  readonly department?: string;
  readonly level?: string;
  readonly levelAwaited?: boolean;
  readonly severity?: string;
  /** A miss brought the level in, nobody asked it. */
  readonly byMiss?: true;
}

export interface Pause {
  readonly from: string;
  readonly to?: string;
  readonly reason: PauseReason;
}

export interface CaseClock extends Taken {
  readonly clock: string;
  readonly rule: string;
  readonly kind: ClockKind;
  readonly subject: Subject;
  readonly startedAt: string;
  readonly startedBy: Milestone;
  /** Where the time counts from a later moment than the start (CLS-4). */
  readonly countsFrom?: string;
  /** When it was set: from then on its rule applied. */
  readonly setAt: string;
  /** How often the case had been reopened by then (OUT-6). */
  readonly reopenings: number;
  readonly allowance: Allowance | { readonly until: string };
  readonly dueAt: string;
  readonly warnAt?: string;
  readonly onDue: 'breach' | 'promote';
  readonly department?: string;
  readonly status: 'running' | 'met' | 'cancelled' | 'expired';
  readonly cancelledFor?: CaseEventData<'DeadlineCancelled'>['why'];
  /** When it was met or cancelled. */
  readonly endedAt?: string;
  readonly warned: boolean;
  readonly breached: boolean;
  readonly extendedTo?: string;
  readonly extendedAt?: string;
  /** The extension was not granted but carried over. */
  readonly carriedOver?: boolean;
  /** It counts days of a year whose holidays are not decreed yet (CLK-2). */
  readonly provisional?: boolean;
  /** The run whose miss is on record, where this one goes on from that. */
  readonly missedAs?: string;
  /** Who answered for the miss, as recorded. */
  readonly responsible?: CaseEventData<'DeadlineBreached'>['responsible'];
  readonly pauses: readonly ClockPause[];
}

/** Of one clock; `settled`: the case counted as settled until it was reopened (OUT-6). */
export interface ClockPause extends Omit<Pause, 'reason'> {
  readonly reason: PauseReason | 'settled';
}

import type { Allowance } from './allowance.ts';
import { addMonths, dayOf, localTime, minutesOf, nextDayOfMonth } from './calendars.ts';
import {
  aroundPauses,
  calendarDays,
  countOut,
  elapsedFrom,
  standsStillAt,
  openHoursFrom,
  orderedPauses,
  workingDays,
  type CountingReason,
  type Pause,
  type Piece,
  type Place,
} from './counting.ts';
import type { BusinessCalendar } from './procedure.ts';

/** What a deadline is computed from. Instants are UTC ISO strings with milliseconds. */
export interface DeadlineInput {
  /** `until`: the due time itself was given, by the complainant's wish or by a promise (CLK-3, CLK-5). */
  readonly allowance: Allowance | { readonly until: string };
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  readonly startedAt: string;
  /** Stretches in which the clock stood still; the last may lack an end while the pause goes on (CLK-9). */
  readonly pauses: readonly { readonly from: string; readonly to?: string; readonly reason: string }[];
  /** The latest granted extension's due time replaces the computed one (CLK-4); it never shortens a deadline. */
  readonly extendedTo?: string;
  /** When that extension was granted: pauses after it move the extended due time too. */
  readonly extendedAt?: string;
  /** It was not granted but carried over from the clock that this one takes the place of. */
  readonly carriedOver?: boolean;
  /** Fraction of the counted time after which to warn. */
  readonly warnAt?: number;
}

/** A stretch between start and due time, and why it counts or not (design D12). */
export interface DeadlineInterval {
  readonly from: string;
  readonly to: string;
  readonly counts: boolean;
  readonly why: CountingReason;
  /** Name of the holiday, reason of the pause, … */
  readonly note?: string;
}

/** A due time that explains itself: the counted intervals add up to the allowance exactly (D12). */
export interface Deadline {
  /** While the clock is paused: the due time if it went on at once, so the earliest possible one. */
  readonly dueAt: string;
  readonly warnAt?: string;
  /** It counts days of a year whose holidays are not decreed yet, so it may move when they are (CLK-2). */
  readonly provisional?: true;
  /** The clock stands still since then: neither warning nor breach may be raised until it goes on (CLK-9). */
  readonly pausedSince?: string;
  readonly intervals: readonly DeadlineInterval[];
}

/**
 * Computes when a clock is due, and why (CLK-2, D12). Pure. A pause moves the due time by the counted time that it
 * takes: elapsed time and opening hours by the millisecond; working days by the closing times it covers; a time of
 * day to the next such time at which the clock runs. Throws RangeError on an unreadable instant.
 */
export function computeDeadline(input: DeadlineInput): Deadline {
  const start = millis(input.startedAt);
  const open = input.pauses.find((pause) => pause.to === undefined);
  const place: Place = { calendar: input.calendar, timeZone: input.timeZone, pauses: finishedPauses(input) };
  const counted = count(input.allowance, place, start);
  const pieces = [...counted, ...extension(input, place.pauses, counted.at(-1)?.to ?? start)];
  const due = pieces.at(-1)?.to ?? start;
  const pausedSince = open !== undefined && millis(open.from) < due ? millis(open.from) : undefined;
  const warn = warningTime(pieces, input.warnAt);
  const warns = warn !== undefined && warn <= (pausedSince ?? warn);
  return {
    dueAt: isoOf(due),
    ...(warns ? { warnAt: isoOf(warn) } : {}),
    ...(pieces.some(({ undecreed }) => undecreed) && { provisional: true }),
    ...(pausedSince === undefined ? {} : { pausedSince: isoOf(Math.max(pausedSince, start)) }),
    intervals: pieces.map(intervalOf),
  };
}

const intervalOf = ({ undecreed: _, from, to, ...piece }: Piece): DeadlineInterval => ({
  ...piece,
  from: isoOf(from),
  to: isoOf(to),
});

function count(allowance: DeadlineInput['allowance'], place: Place, start: number): readonly Piece[] {
  if ('businessDays' in allowance) return workingDays(place, start, allowance.businessDays, true);
  if ('sameOpeningDay' in allowance) return workingDays(place, start, 1, false);
  // The day is the whole day: nobody is told within a minute because it became known a minute before closing (OUT-1).
  if ('sameDay' in allowance)
    return calendarDays(place, start, 1, { fromNextDay: false, by: allowance.by ?? '24:00' });
  if ('calendarDays' in allowance)
    return calendarDays(place, start, allowance.calendarDays, { fromNextDay: true, by: allowance.by });
  if ('openMinutes' in allowance) {
    return countOut(openHoursFrom(place, start), place.pauses, allowance.openMinutes * 60_000);
  }
  if ('dailyBy' in allowance) {
    const due = firstRunningMoment(daily(place.timeZone, start, allowance.dailyBy), start, place.pauses);
    return aroundPauses(elapsedFrom(start, due), place.pauses);
  }
  // A given moment does not move, whatever stands still before it (CLK-3, CLK-5).
  if ('until' in allowance)
    return aroundPauses(elapsedFrom(start, Math.max(start, millis(allowance.until))), place.pauses);
  return countOut([elapsedFrom(start)], place.pauses, passingTime(allowance, place, start));
}

/** Allowances whose length in passing time is known at the start; pauses lengthen them by what they took. */
function passingTime(allowance: Allowance, place: Place, start: number): number {
  if ('elapsedMinutes' in allowance) return allowance.elapsedMinutes * 60_000;
  if ('months' in allowance) return addMonths(place.timeZone, start, allowance.months) - start;
  if ('beforeDayOfMonth' in allowance) {
    return nextDayOfMonth(place.timeZone, start, allowance.beforeDayOfMonth) - start;
  }
  throw new RangeError('not an allowance of passing time');
}

function* daily(timeZone: string, start: number, time: string): Generator<number> {
  for (let day = dayOf(timeZone, start); ; day += 1) yield localTime(timeZone, day, minutesOf(time));
}

/** What a granted extension adds after the computed due time. */
function extension(input: DeadlineInput, pauses: readonly Pause[], due: number): readonly Piece[] {
  if (input.extendedTo === undefined) return [];
  const from = input.extendedAt === undefined ? due : millis(input.extendedAt);
  const time = countOut([elapsedFrom(from)], pauses, millis(input.extendedTo) - from);
  const extendedDue = time.at(-1)?.to ?? millis(input.extendedTo);
  if (extendedDue <= due) return [];
  const why = input.carriedOver === true ? 'carriedOver' : 'extension';
  return aroundPauses({ from: due, to: extendedDue, counts: false, why }, pauses);
}

function warningTime(pieces: readonly Piece[], fraction: number | undefined): number | undefined {
  if (fraction === undefined) return undefined;
  const running = pieces.filter(({ counts, why }) => counts || why === 'extension' || why === 'carriedOver');
  let left = Math.floor(running.reduce((sum, piece) => sum + piece.to - piece.from, 0) * fraction);
  for (const piece of running) {
    const length = piece.to - piece.from;
    if (left < length) return piece.from + left;
    left -= length;
  }
  return undefined;
}

function finishedPauses(input: DeadlineInput): readonly Pause[] {
  const finished = input.pauses.flatMap(({ from, to, reason }) =>
    to === undefined ? [] : [{ from: millis(from), to: millis(to), reason }],
  );
  return orderedPauses(finished);
}

function millis(instant: string): number {
  const value = Date.parse(instant);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${instant}`);
  return value;
}

const isoOf = (value: number): string => new Date(value).toISOString();

/** The first of the moments after the start at which the clock runs. */
function firstRunningMoment(moments: Iterable<number>, start: number, pauses: readonly Pause[]): number {
  for (const moment of moments) {
    if (moment > start && standsStillAt(pauses, moment) === undefined) return moment;
  }
  throw new RangeError('no such moment');
}

import {
  closingTime,
  dayKind,
  dayOf,
  isRoundTheClock,
  localTime,
  minutesOf,
  openStretches,
  startOfDay,
  type Day,
  type DayKind,
} from './calendars.ts';
import type { BusinessCalendar } from './procedure.ts';

/** Why a stretch of a deadline counts or does not count (D12). */
export type CountingReason =
  | 'elapsed'
  | 'workingDay'
  | 'calendarDay'
  | 'openHours'
  | 'closed'
  | 'weekend'
  | 'holiday'
  | 'makeUpDay'
  | 'startDay'
  | 'paused'
  | 'extension'
  | 'carriedOver';

/** An interval of a deadline while it is being computed: milliseconds instead of text. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly counts: boolean;
  readonly why: CountingReason;
  readonly note?: string;
  readonly undecreed?: true;
}

/** A finished pause; sorted and without overlap once {@link orderedPauses} has seen it. */
export interface Pause {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Where time is counted. */
export interface Place {
  readonly calendar: BusinessCalendar;
  readonly timeZone: string;
  readonly pauses: readonly Pause[];
}

/** A calendar that yields no working day within this many days is a mistake, not a long wait. */
const HORIZON_DAYS = 36_525;

export function orderedPauses(pauses: readonly Pause[]): readonly Pause[] {
  const ordered: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const from = Math.max(pause.from, ordered.at(-1)?.to ?? -Infinity);
    if (from < pause.to) ordered.push({ ...pause, from });
  }
  return ordered;
}

/** The clock stands still at the end of something: it stopped before, and did not go on by then. */
export const standsStillAt = (pauses: readonly Pause[], moment: number): Pause | undefined =>
  pauses.find((pause) => pause.from < moment && moment <= pause.to);

/** Splits a piece at the pauses that fall into it. */
export function aroundPauses(piece: Piece, pauses: readonly Pause[]): readonly Piece[] {
  const parts: Piece[] = [];
  let cursor = piece.from;
  for (const pause of pauses) {
    if (pause.to <= cursor || pause.from >= piece.to) continue;
    if (pause.from > cursor) parts.push({ ...piece, from: cursor, to: pause.from });
    const from = Math.max(pause.from, cursor);
    cursor = Math.min(pause.to, piece.to);
    parts.push({ from, to: cursor, counts: false, why: 'paused', note: pause.reason });
  }
  if (cursor < piece.to) parts.push({ ...piece, from: cursor });
  return parts;
}

/** Takes pieces until the counted ones, without pauses, add up to the amount exactly. */
export function countOut(
  pieces: Iterable<Piece>,
  pauses: readonly Pause[],
  amount: number,
): readonly Piece[] {
  const taken: Piece[] = [];
  let left = amount;
  for (const piece of pieces) {
    for (const part of piece.counts ? aroundPauses(piece, pauses) : [piece]) {
      if (left <= 0) return taken;
      const to = part.counts ? Math.min(part.to, part.from + left) : part.to;
      append(taken, { ...part, to });
      if (part.counts) left -= to - part.from;
    }
  }
  return taken;
}

/** Adds a piece, joining neighbours that do not count for the same reason. */
function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  const joins = last?.why === piece.why && last.note === piece.note && !last.counts && !piece.counts;
  if (joins) pieces[pieces.length - 1] = { ...last, to: piece.to };
  else if (piece.from < piece.to) pieces.push(piece);
}

/** Time as it passes. */
export const elapsedFrom = (start: number, to = Infinity): Piece => ({
  from: start,
  to,
  counts: true,
  why: 'elapsed',
});

const noteOf = ({ note, undecreed }: DayKind): Pick<Piece, 'note' | 'undecreed'> => ({
  ...(note !== undefined && { note }),
  ...(undecreed && { undecreed }),
});

/** Opening hours from the start on, and what lies between them. */
export function* openHoursFrom(place: Place, start: number): Generator<Piece> {
  const firstDay = dayOf(place.timeZone, start);
  let cursor = start;
  for (let day = firstDay; day < firstDay + HORIZON_DAYS; day += 1) {
    const next = startOfDay(place.timeZone, day + 1);
    yield* openHoursOfDay(place, day, cursor);
    cursor = next;
  }
  throw new RangeError('no opening hours in this calendar');
}

/** The moment itself while the calendar is open, otherwise when it opens next. */
export function nextOpening(calendar: BusinessCalendar, timeZone: string, moment: number): number {
  for (const { counts, from } of openHoursFrom({ calendar, timeZone, pauses: [] }, moment))
    if (counts) return from;
  return moment;
}

function* openHoursOfDay(place: Place, day: Day, start: number): Generator<Piece> {
  const end = startOfDay(place.timeZone, day + 1);
  const kind = dayKind(place.calendar, day);
  const note = noteOf(kind);
  if (!kind.working) {
    yield { from: start, to: end, counts: false, why: kind.why, ...note };
    return;
  }
  let cursor = start;
  for (const open of openStretches(place.calendar, place.timeZone, day)) {
    if (open.to <= cursor) continue;
    if (open.from > cursor) yield { from: cursor, to: open.from, counts: false, why: 'closed' };
    yield { from: Math.max(open.from, cursor), to: open.to, counts: true, why: 'openHours', ...note };
    cursor = open.to;
  }
  if (cursor < end) yield { from: cursor, to: end, counts: false, why: 'closed' };
}

/**
 * Whole working days up to the closing time of the last. A day is lost to a pause when the clock stands still at its
 * closing time; so the clock always runs at the due time. `fromNextDay` leaves the start's day out, otherwise that
 * day counts when it is a working day and still open.
 */
export function workingDays(
  place: Place,
  start: number,
  days: number,
  fromNextDay: boolean,
): readonly Piece[] {
  const pieces: Piece[] = [];
  const firstDay = dayOf(place.timeZone, start);
  let left = days;
  for (let day = firstDay; left > 0; day += 1) {
    if (day > firstDay + HORIZON_DAYS) throw new RangeError('no working days in this calendar');
    const from = Math.max(start, startOfDay(place.timeZone, day));
    const piece =
      fromNextDay && day === firstDay
        ? startDay(place, day, from)
        : workingDay(place, day, from, !fromNextDay);
    left -= piece.counts ? 1 : 0;
    append(pieces, left === 0 ? { ...piece, to: closingTime(place.calendar, place.timeZone, day) } : piece);
  }
  return pieces;
}

const startDay = (place: Place, day: Day, from: number): Piece => ({
  from,
  to: startOfDay(place.timeZone, day + 1),
  counts: false,
  why: 'startDay',
});

function workingDay(place: Place, day: Day, from: number, calendarDaysIfRoundTheClock: boolean): Piece {
  const { calendar, timeZone, pauses } = place;
  const to = startOfDay(timeZone, day + 1);
  const kind = dayKind(calendar, day);
  const note = noteOf(kind);
  const everyDay = calendarDaysIfRoundTheClock && isRoundTheClock(calendar);
  if (!kind.working && !everyDay) return { from, to, counts: false, why: kind.why, ...note };
  const closing = closingTime(calendar, timeZone, day);
  if (closing <= from) return { from, to, counts: false, why: 'closed' };
  const pause = standsStillAt(pauses, closing);
  if (pause !== undefined) return { from, to, counts: false, why: 'paused', note: pause.reason };
  return { from, to, counts: true, why: kind.why === 'makeUpDay' ? 'makeUpDay' : 'workingDay', ...note };
}

/**
 * Whole calendar days, holidays like any other, up to an hour of the last (default: closing time). `fromNextDay` as
 * above; of the start's day, when its hour is past, the rest until midnight is left.
 */
export function calendarDays(
  place: Place,
  start: number,
  days: number,
  { fromNextDay, by }: { readonly fromNextDay: boolean; readonly by?: string | undefined },
): readonly Piece[] {
  const { calendar, timeZone, pauses } = place;
  const pieces: Piece[] = [];
  const firstDay = dayOf(timeZone, start);
  let left = days;
  for (let day = firstDay; left > 0; day += 1) {
    if (day > firstDay + HORIZON_DAYS) throw new RangeError('no day at which the clock runs');
    const from = Math.max(start, startOfDay(timeZone, day));
    const to = startOfDay(timeZone, day + 1);
    const hour =
      by === undefined ? closingTime(calendar, timeZone, day) : localTime(timeZone, day, minutesOf(by));
    const closing = hour > from ? hour : to;
    const pause = standsStillAt(pauses, closing);
    const piece: Piece =
      fromNextDay && day === firstDay
        ? startDay(place, day, from)
        : pause === undefined
          ? { from, to, counts: true, why: 'calendarDay' }
          : { from, to, counts: false, why: 'paused', note: pause.reason };
    left -= piece.counts ? 1 : 0;
    append(pieces, left === 0 ? { ...piece, to: closing } : piece);
  }
  return pieces;
}

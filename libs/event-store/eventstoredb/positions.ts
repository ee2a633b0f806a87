import type { Position as LogPosition } from '@eventstore/db-client';
import { BEGINNING, EventStoreUnavailable, type Position } from '#event-sourcing';

/** The server's positions are signed 64-bit numbers; "none" arrives as all ones, which is beyond them (design D4). */
const BEYOND = 2n ** 63n;
const DIGITS = 19;

/** Commit and prepare, padded to the longest signed 64-bit number: lexical order is the order of the log. */
export const knownPosition = (place: LogPosition | undefined): Position | undefined =>
  place !== undefined && isPlace(place.commit) && isPlace(place.prepare)
    ? (`${digits(place.commit)}-${digits(place.prepare)}` as Position)
    : undefined;

/** Throws EventStoreUnavailable for a position that no event can have. */
export function toPosition(place: LogPosition | undefined): Position {
  const position = knownPosition(place);
  if (position !== undefined) return position;
  throw new EventStoreUnavailable(
    'EventStoreDB sent an event without a place in its log, which versions before 22.6 do: upgrade the server.',
  );
}

const isPlace = (value: bigint): boolean => value >= 0n && value < BEYOND;
const digits = (value: bigint): string => value.toString().padStart(DIGITS, '0');

/** Undefined for the beginning. Throws RangeError for what this store never handed out. */
export function placeOf(position: Position): LogPosition | undefined {
  if (position === BEGINNING) return undefined;
  const [, commit, prepare] = /^(\d{19})-(\d{19})$/.exec(position) ?? [];
  const place = { commit: BigInt(commit ?? -1), prepare: BigInt(prepare ?? -1) };
  if (!isPlace(place.commit) || !isPlace(place.prepare)) {
    throw new RangeError(`not a position of this event store: ${position}`);
  }
  return place;
}

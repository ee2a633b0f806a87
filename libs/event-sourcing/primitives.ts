/** Branded primitives shared by every library. A brand costs nothing at run time and stops mix-ups at compile time. */

declare const brand: unique symbol;
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Name of one aggregate's stream, for example `case-7F3K9M2QX4TB`. */
export type StreamName = Brand<string, 'StreamName'>;
/** UUID of an event; UUIDv5(command id, index), so that a retried append is recognised (design D4). */
export type EventId = Brand<string, 'EventId'>;
/** UUID of a command; the same id means the same request. */
export type CommandId = Brand<string, 'CommandId'>;
/** Opaque place in the whole log; lexical order is log order; never parse it outside an adapter (design D2). */
export type Position = Brand<string, 'Position'>;
/** Zero-based index of an event in its stream. */
export type Revision = Brand<bigint, 'Revision'>;
/** UTC instant with milliseconds, `2026-09-30T08:55:00.000Z`; lexical order is time order. */
export type Instant = Brand<string, 'Instant'>;
/** Calendar day without a time, `2026-09-30`, meant in the procedure's time zone. */
export type LocalDate = Brand<string, 'LocalDate'>;
/** RFC 8785 canonical JSON text: written once, read back unchanged (design D15). */
export type CanonicalJson = Brand<string, 'CanonicalJson'>;

/** When something happened: an instant, a day when no time is known, or `undefined` when not even that is known. */
export type HappenedAt = Instant | LocalDate;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Every month has this day; only later ones need a look at the calendar. */
const ALWAYS_A_DAY = '28';

/** True for a full instant, false for a day. */
export const isInstant = (value: string | undefined): value is Instant =>
  value !== undefined &&
  INSTANT.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  (value.slice(8, 10) <= ALWAYS_A_DAY || isLocalDate(value.slice(0, 10)));

export const isLocalDate = (value: string): value is LocalDate =>
  LOCAL_DATE.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(`${value}T00:00:00.000Z`).toISOString().startsWith(value);

const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Normalises an ISO 8601 date-time with an offset to an {@link Instant}. Throws RangeError on anything else. */
export function instant(text: string): Instant {
  const day = ISO_DATE_TIME.exec(text)?.[1];
  const millis = day !== undefined && isLocalDate(day) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) throw new RangeError(`not an instant with an offset: ${text}`);
  return instantOf(millis);
}

/** Instant of milliseconds since the Unix epoch. */
export const instantOf = (epochMillis: number): Instant => new Date(epochMillis).toISOString() as Instant;

/** Milliseconds since the Unix epoch. */
export const millisOf = (value: Instant): number => Date.parse(value);

/** Clocks of two machines differ by a little; more than this is a mistake. */
const TOLERATED_SKEW_MILLIS = 120_000;

/** LIF-5: later than now, by more than clocks differ. The one rule for everybody who asks. */
export const isFuture = (moment: Instant, now: Instant): boolean =>
  millisOf(moment) > millisOf(now) + TOLERATED_SKEW_MILLIS;

export const streamName = (category: string, id: string): StreamName => `${category}-${id}` as StreamName;

/** The id whose stream it is; `undefined` of a stream of another category. */
export const idInStream = (category: string, stream: string): string | undefined =>
  stream.startsWith(`${category}-`) ? stream.slice(category.length + 1) : undefined;

export const revision = (value: number | bigint): Revision => BigInt(value) as Revision;

/** The place before the first event: reading after it reads everything. Sorts before every real position. */
export const BEGINNING = '' as Position;

/** The single source of the current time; injected, so that the domain never reads a clock. */
export type Clock = () => Instant;

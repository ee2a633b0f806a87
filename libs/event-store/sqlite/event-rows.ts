import {
  BEGINNING,
  type CanonicalJson,
  type EventId,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

export const COLUMNS = 'position, stream, revision, event_id, type, data, metadata';

/** A row in the order of {@link COLUMNS}, read as an array with bigints. */
export type EventRow = readonly [
  position: bigint,
  stream: StreamName,
  revision: Revision,
  id: Uint8Array,
  type: string,
  data: CanonicalJson,
  metadata: CanonicalJson,
];

export const toStoredEvent = ([
  position,
  stream,
  revision,
  id,
  type,
  data,
  metadata,
]: EventRow): StoredEvent => ({
  id: idOf(id),
  type,
  data,
  metadata,
  stream,
  revision,
  position: toPosition(position),
});

const DIGITS = 19;
const LARGEST = 2n ** 63n - 1n;

/** Nineteen digits hold every signed 64-bit rowid, so that lexical order is log order. */
export const toPosition = (rowid: bigint): Position =>
  rowid === 0n ? BEGINNING : (rowid.toString().padStart(DIGITS, '0') as Position);

/** Throws RangeError for what this store never handed out. */
export function rowidOf(position: Position): bigint {
  if (position === BEGINNING) return 0n;
  const rowid = /^\d{19}$/.test(position) ? BigInt(position) : -1n;
  // Nineteen digits can also say more than the engine counts to.
  if (rowid < 0n || rowid > LARGEST) throw new RangeError(`not a position of this event store: ${position}`);
  return rowid;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Other spellings of a UUID would not be read back as they were written. */
export const isUuid = (id: EventId): boolean => UUID.test(id);

/** Conversions by hand: on this path the `uuid` library's checks cost a tenth of an append. */
export const bytesOf = (id: EventId): Uint8Array => Buffer.from(id.replaceAll('-', ''), 'hex');

function idOf(bytes: Uint8Array): EventId {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return groups.join('-') as EventId;
}

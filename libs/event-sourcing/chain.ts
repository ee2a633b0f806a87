import { sha256 } from './canonical.ts';
import type { Codec } from './codec.ts';
import type { DomainEvent } from './event.ts';
import type { EventToAppend, StoredEvent } from './event-store.ts';
import type { EventId, Revision, StreamName } from './primitives.ts';

type Placed = Omit<StoredEvent, 'position'>;

/** `<bytes in UTF-8>:<text>,` */
const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/**
 * What is hashed of an event, as it is stored and never as it is parsed: stream, revision (decimal), id, type, data and
 * metadata as netstrings, one after the other. Its position belongs to the store, and is what the log proves. Stored and
 * published contract.
 */
export const bytesToHash = ({ stream, revision, id, type, data, metadata }: Placed): string =>
  netstring(stream) +
  netstring(revision.toString()) +
  netstring(id) +
  netstring(type) +
  netstring(data) +
  netstring(metadata);

/** SHA-256 in lower-case hexadecimal: what the next event of the stream names, and an entry of the log. */
export const eventHash = (event: Placed): string => sha256(bytesToHash(event));

/** What the first event of a stream names: nobody else's first event fits. Stored and published contract. */
export const streamHash = (stream: StreamName): string => sha256(netstring(stream));

/** What an event has to name that follows this one, or begins the stream. */
const hashBefore = (stream: StreamName, last: Placed | undefined): string =>
  last === undefined ? streamHash(stream) : eventHash(last);

/** Where events are about to stand. */
interface Place {
  readonly stream: StreamName;
  /** Of the first of them. */
  readonly revision: Revision;
  /** What stands there before, whoever has recorded it. */
  readonly last: StoredEvent | undefined;
}

export interface Linked<Event extends DomainEvent> {
  readonly events: readonly Event[];
  readonly toAppend: readonly EventToAppend[];
}

/** Has each event name the hash of the one before it (design D15). Throws InvalidEvent. */
export function linked<Event extends DomainEvent>(
  codec: Pick<Codec<Event>, 'encode'>,
  { stream, revision, last }: Place,
  drafts: readonly { readonly event: Event; readonly id: EventId }[],
): Linked<Event> {
  let previousHash = hashBefore(stream, last);
  let at: bigint = revision;
  const events: Event[] = [];
  const toAppend: EventToAppend[] = [];
  for (const { event, id } of drafts) {
    const next: Event = { ...event, metadata: { ...event.metadata, previousHash } };
    const stored = codec.encode(next, id, stream);
    events.push(next);
    toAppend.push(stored);
    previousHash = eventHash({ ...stored, stream, revision: at as Revision });
    at += 1n;
  }
  return { events, toAppend };
}

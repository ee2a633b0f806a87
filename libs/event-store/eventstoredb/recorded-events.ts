import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventData, type JSONType } from '@eventstore/db-client';
import {
  type CanonicalJson,
  type EventId,
  type EventToAppend,
  type Revision,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { toPosition } from './positions.ts';
import type { LoggedEvent } from './protocol.ts';

/**
 * Content type JSON, so that the server's own tools show the events. The client takes metadata as bytes, but data
 * only as a value that it writes with `JSON.stringify`: see {@link writtenAs}.
 *
 * The server calls an append whose ids already stand in place a success, without saying that nothing was written. So each
 * append has ids of its own there, and a success means that this very append wrote it; the event's own id goes along.
 */
export const toClientEvent = ({ id, type, data, metadata }: EventToAppend): EventData =>
  jsonEvent({
    ...{ id: randomUUID(), type, data: writtenAs(data) },
    metadata: Buffer.from(withId(metadata, id), 'utf8'),
  });

/** Stored contract: how the metadata of an event begins on the server. What follows is kept byte for byte. */
const ID = '{"$redressEventId":"';
const ID_END = ID.length + 36;

function withId(metadata: CanonicalJson, id: EventId): string {
  if (!metadata.startsWith('{')) throw new RangeError('metadata of an event is not an object');
  const rest = metadata.slice(1);
  return `${ID}${id}"${rest === '}' ? '' : ','}${rest}`;
}

/** Events of earlier versions, and of others, are known by the id that the server knows. */
function identified(event: LoggedEvent): Pick<StoredEvent, 'id' | 'metadata'> {
  const text = textOf(event.metadata);
  const id = text.slice(ID.length, ID_END) as EventId;
  const ours = text.startsWith(ID) && isUuid(id) && text[ID_END] === '"';
  if (!ours) return { id: event.id as EventId, metadata: text };
  const rest = text.slice(ID_END + 1);
  return { id, metadata: `{${rest.startsWith(',') ? rest.slice(1) : rest}` as CanonicalJson };
}

/**
 * A value that `JSON.stringify` writes exactly as this text. Parsing gives one, unless keys look like array indices:
 * JavaScript lists those first and by number. An object that lists its keys in canonical order has none of that.
 */
function writtenAs(text: CanonicalJson): JSONType {
  const value = JSON.parse(text) as JSONType;
  if (JSON.stringify(value) === text) return value;
  const ordered = JSON.parse(text, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? inCanonicalOrder(each) : each,
  ) as JSONType;
  if (JSON.stringify(ordered) !== text) throw new RangeError('data of an event is not canonical JSON');
  return ordered;
}

const inCanonicalOrder = (object: object): object =>
  new Proxy(object, { ownKeys: (target) => Reflect.ownKeys(target).sort() });

/** As it was written: what stands in the log may be somebody else's, and is not interpreted here (ADR 1). */
export const toStoredEvent = (event: LoggedEvent): StoredEvent => ({
  ...identified(event),
  type: event.type,
  data: textOf(event.data),
  stream: event.stream as StreamName,
  revision: event.revision as Revision,
  position: toPosition(event.position),
});

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no text cannot be ours: they read as the empty text, which nothing decodes. */
function textOf(bytes: Uint8Array): CanonicalJson {
  try {
    return utf8.decode(bytes) as CanonicalJson;
  } catch {
    return '' as CanonicalJson;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Other spellings of a UUID would not be read back as they were written. */
export const isUuid = (id: EventId): boolean => UUID.test(id);

/** Types that the server keeps for itself. */
export const isReserved = (type: string): boolean => type.startsWith('$');

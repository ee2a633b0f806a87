import { randomUUID } from 'node:crypto';
import {
  type CanonicalJson,
  type EventId,
  type EventToAppend,
  type Revision,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import type { ProposedEvent } from './append-protocol.ts';
import { toPosition } from './positions.ts';
import type { LoggedEvent } from './protocol.ts';

/**
 * The server calls an append whose ids already stand in place a success, without saying that nothing was written. So each
 * append has ids of its own there, and a success means that this very append wrote it; the event's own id goes along.
 */
export const toProposedEvent = ({ id, type, data, metadata }: EventToAppend): ProposedEvent => ({
  id: randomUUID(),
  type,
  data: Buffer.from(data, 'utf8'),
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

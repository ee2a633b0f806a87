import { CorruptEvent, ForeignEvent, KeyMissing, NewerEvent, type Codec } from './codec.ts';
import { StreamFault, type Damage } from './damage.ts';
import type { DomainEvent, RecordedEvent } from './event.ts';
import { EventStoreUnavailable, type EventStore, type StoredEvent } from './event-store.ts';
import { revision, type Revision, type StreamName } from './primitives.ts';
import { isSettingAside, type EventSetAside } from './set-aside.ts';

type Decoder<Event extends DomainEvent> = Pick<Codec<Event>, 'decode'>;

/** A stream as far as it can be read. */
export interface DecodedHistory<Event extends DomainEvent> {
  readonly events: readonly RecordedEvent<Event>[];
  /** What is wrong with it and was not set aside: nothing, in nearly every history. */
  readonly damage: readonly Damage[];
}

/**
 * Decodes one stream from a revision on. What is not ours is nobody's fact: folds never see it, and it counts as damage
 * until somebody has set it aside. Throws {@link NewerEvent}.
 */
export function decodeHistory<Event extends DomainEvent>(
  codec: Decoder<Event>,
  stored: readonly StoredEvent[],
  from: Revision = revision(0),
): DecodedHistory<Event> {
  const events: RecordedEvent<Event>[] = [];
  const damage: Damage[] = [];
  let next = from;
  for (const each of stored) {
    const { stream, position } = each;
    if (each.revision > next) damage.push({ stream, finding: 'missing-events', revision: next, position });
    next = revision(each.revision + 1n);
    const decoded = decodeOrDamage(codec, each);
    if ('finding' in decoded) damage.push(decoded);
    else events.push(decoded);
  }
  return { events, damage: notSetAside(damage, events) };
}

/** All of a stream, or nothing of it. Throws {@link StreamFault} for what is wrong with it, and {@link NewerEvent}. */
export async function readWhole<Event extends DomainEvent>(
  store: Pick<EventStore, 'readStream'>,
  codec: Codec<Event>,
  stream: StreamName,
): Promise<readonly RecordedEvent<Event>[]> {
  const { events, damage } = decodeHistory(codec, await store.readStream(stream));
  const [found] = damage;
  if (found !== undefined) throw new StreamFault(found);
  return events;
}

/** Whether somebody has set aside what stands there; of a stream that cannot be read as a whole nobody can tell. */
export async function isSetAside(
  store: Pick<EventStore, 'readStream'>,
  codec: Decoder<DomainEvent>,
  { stream, id }: Pick<StoredEvent, 'stream' | 'id'>,
): Promise<boolean> {
  try {
    const stored = await store.readStream(stream);
    const { damage } = decodeHistory(codec, stored);
    return stored.some((each) => each.id === id) && !damage.some(({ eventId }) => eventId === id);
  } catch (error) {
    if (error instanceof EventStoreUnavailable) throw error;
    return false;
  }
}

/** What of the damage nobody has set aside. */
export function notSetAside(damage: readonly Damage[], events: readonly RecordedEvent[]): readonly Damage[] {
  if (damage.length === 0) return damage;
  const aside = new Set(
    (events as readonly { readonly type: string; readonly data: unknown }[])
      .filter(isSettingAside)
      .map(({ data }) => placeOf(data)),
  );
  return damage.filter(
    ({ finding, revision: at, eventId }) =>
      !MENDABLE.has(finding) || !aside.has(placeOf({ revision: String(at), event: String(eventId) })),
  );
}

const placeOf = ({ revision: at, event }: Pick<EventSetAside, 'revision' | 'event'>): string =>
  `${at} ${event}`;

/** What stands in the way of nothing but itself can be set aside; what is missing cannot. */
const MENDABLE: ReadonlySet<Damage['finding']> = new Set(['foreign-event', 'unreadable-event']);
export const canBeSetAside = ({ finding }: Damage): boolean => MENDABLE.has(finding);

/** An event as it was recorded, or why it is not one of ours. Throws {@link NewerEvent}. */
export function decodeOrDamage<Event extends DomainEvent>(
  codec: Decoder<Event>,
  stored: StoredEvent,
): RecordedEvent<Event> | Damage {
  const { stream, position, id, type } = stored;
  const about = { stream, revision: stored.revision, position, eventId: id, type };
  try {
    return codec.decode(stored);
  } catch (error) {
    if (error instanceof ForeignEvent) return { ...about, finding: 'foreign-event' };
    if (error instanceof KeyMissing) return { ...about, finding: 'key-missing' };
    if (!(error instanceof CorruptEvent) || error instanceof NewerEvent) throw error;
    return { ...about, finding: 'unreadable-event' };
  }
}

import { revision, type EventStore, type StoredEvent, type StreamName } from '#event-sourcing';

/** A store that gives out whatever stands there, as a database does in which somebody has written. */
export function storeGiving(events: readonly StoredEvent[]): EventStore {
  const of = (stream: StreamName): readonly StoredEvent[] =>
    events
      .filter((event) => event.stream === stream)
      .toSorted((one, other) => Number(one.revision - other.revision));
  const last = events.at(-1)?.position;
  return {
    append: () => Promise.reject(new Error('nothing is written here')),
    readStream: (stream, { direction = 'forwards', limit } = {}) =>
      Promise.resolve((direction === 'forwards' ? of(stream) : of(stream).toReversed()).slice(0, limit)),
    readAll: (after, limit) =>
      Promise.resolve(events.filter(({ position }) => position > after).slice(0, limit)),
    at: (position) => Promise.resolve(events.find((event) => event.position === position)),
    head: () => (last === undefined ? Promise.reject(new Error('nothing is there')) : Promise.resolve(last)),
    identity: () => Promise.resolve(events[0]?.id),
    subscribe: () => {
      throw new Error('nobody follows it');
    },
    close: () => Promise.resolve(),
  };
}

/** What somebody chose, who has the database. */
export interface Choice {
  readonly at: number;
  readonly other: number;
  /** From 1 to 255: what is changed of a byte. */
  readonly byte: number;
}

type Alter = (events: readonly StoredEvent[], choice: Choice) => readonly StoredEvent[];

const COLUMNS = ['stream', 'type', 'data', 'metadata', 'id'] as const;

function withByte(event: StoredEvent, { other, byte }: Choice): StoredEvent {
  const column = COLUMNS[other % COLUMNS.length] ?? 'data';
  const bytes = Buffer.from(event[column]);
  const place = Math.floor(other / COLUMNS.length) % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ byte;
  return { ...event, [column]: bytes.toString('utf8') };
}

/** Two places, never the same. */
const pairOf = ({ length }: readonly StoredEvent[], { at, other }: Choice): readonly [number, number] => [
  at % length,
  (at + 1 + (other % (length - 1))) % length,
];

/** Each event keeps the position of the place where it stands. */
const placedAnew = (before: readonly StoredEvent[], events: readonly StoredEvent[]): readonly StoredEvent[] =>
  events.map((event, index) => ({
    ...event,
    position: before[index]?.position ?? (`${before.at(-1)?.position ?? ''}9` as StoredEvent['position']),
  }));

/** Each changes what the history says, unless both events that it takes say the same. */
export const ALTERATIONS: Readonly<Record<string, Alter>> = {
  'a byte': (events, choice) =>
    events.map((event, index) => (index === choice.at % events.length ? withByte(event, choice) : event)),
  'the bytes of another event'(events, choice) {
    const [one, other] = pairOf(events, choice);
    const { type, data, metadata } = events[one] ?? {};
    return events.map((event, index) =>
      index === other ? ({ ...event, type, data, metadata } as StoredEvent) : event,
    );
  },
  'the content of two events exchanged'(events, choice) {
    const [one, other] = pairOf(events, choice);
    const content = (index: number): Partial<StoredEvent> => {
      const { id, type, data, metadata } = events[index] ?? {};
      return { id, type, data, metadata } as Partial<StoredEvent>;
    };
    return events.map((event, index) => {
      if (index === one) return { ...event, ...content(other) };
      return index === other ? { ...event, ...content(one) } : event;
    });
  },
  'an event in another stream'(events, choice) {
    const [one, other] = pairOf(events, choice);
    const stream = events[other]?.stream;
    const end = BigInt(events.filter((event) => event.stream === stream).length);
    return events.map((event, index) =>
      index === one && stream !== undefined ? { ...event, stream, revision: revision(end) } : event,
    );
  },
  'another number in its stream': (events, choice) =>
    events.map((event, index) =>
      index === choice.at % events.length
        ? { ...event, revision: revision(event.revision + BigInt(choice.byte)) }
        : event,
    ),
  'two events in the other order'(events, choice) {
    const [one, other] = pairOf(events, choice);
    const exchanged = events.map((event, index) => {
      if (index === one) return events[other] ?? event;
      return index === other ? (events[one] ?? event) : event;
    });
    return placedAnew(events, exchanged);
  },
  'an event less': (events, { at }) => events.filter((_, index) => index !== at % events.length),
  'a cut end': (events, { at }) => events.slice(0, at % events.length),
  'a stream less'(events, { at }) {
    const stream = events[at % events.length]?.stream;
    return events.filter((event) => event.stream !== stream);
  },
  'an event more'(events, choice) {
    const [place, copied] = pairOf(events, choice);
    const event = events[copied];
    if (event === undefined) return [];
    const end = events.filter(({ stream }) => stream === event.stream).length;
    const more = { ...event, id: `${event.id}-` as StoredEvent['id'], revision: revision(end) };
    return placedAnew(events, [...events.slice(0, place), more, ...events.slice(place)]);
  },
};

import { Bell, followLog } from '../follow-log.ts';
import {
  EventIdConflict,
  EventStoreUnavailable,
  type AppendResult,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../event-store.ts';
import { BEGINNING, revision, type EventId, type Position, type StreamName } from '../primitives.ts';

/** An event store for tests: it forgets everything at the end of the process. Passes the contract suite. */
export class MemoryEventStore implements EventStore {
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<StreamName, StoredEvent[]>();
  readonly #ids = new Set<EventId>();
  readonly #bell = new Bell();
  #closed = false;

  // eslint-disable-next-line @typescript-eslint/require-await -- a rejected promise, never a throw
  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    this.#assertOpen();
    if (events.length === 0) throw new RangeError('append needs at least one event');
    const current = this.#streams.get(stream) ?? [];
    const actual = current.at(-1)?.revision ?? 'no-stream';
    if (actual !== expected) return repeatedOrConflict(current, expected, events, actual);
    const ids = new Set(events.map(({ id }) => id));
    if (ids.size < events.length || events.some(({ id }) => this.#ids.has(id))) {
      throw new EventIdConflict(`an event id of ${stream} was used before`);
    }
    const stored = events.map((event, index) => this.#place(stream, current.length + index, event, index));
    this.#streams.set(stream, [...current, ...stored]);
    this.#log.push(...stored);
    for (const id of ids) this.#ids.add(id);
    this.#bell.ring();
    return { outcome: 'appended', ...lastOf(stored) };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async readStream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    const { from, direction = 'forwards', limit } = options;
    const events = this.#streams.get(stream) ?? [];
    const wanted =
      direction === 'forwards'
        ? events.filter((event) => from === undefined || event.revision >= from)
        : events.filter((event) => from === undefined || event.revision <= from).reverse();
    return wanted.slice(0, limit);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    const start = after === BEGINNING ? 0 : Number(after);
    return this.#log.slice(start, start + limit);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async at(position: Position): Promise<StoredEvent | undefined> {
    this.#assertOpen();
    return this.#log.find((event) => event.position === position);
  }

  /** No two histories begin with the same event. */
  async identity(): Promise<string | undefined> {
    return (await this.readAll(BEGINNING, 1))[0]?.id;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async head(): Promise<Position> {
    this.#assertOpen();
    return this.#log.at(-1)?.position ?? BEGINNING;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async countAfter(after: Position): Promise<number> {
    this.#assertOpen();
    return Math.max(this.#log.length - Number(after), 0);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return followLog({ bell: this.#bell, readAll: (after, limit) => this.readAll(after, limit) }, options);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async close(): Promise<void> {
    this.#closed = true;
    this.#bell.ring();
  }

  #place(stream: StreamName, at: number, event: EventToAppend, index: number): StoredEvent {
    const position = String(this.#log.length + index + 1).padStart(19, '0') as Position;
    return { ...event, stream, revision: revision(at), position };
  }

  #assertOpen(): void {
    if (this.#closed) throw new EventStoreUnavailable('the event store is closed');
  }
}

function repeatedOrConflict(
  current: readonly StoredEvent[],
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
  actual: ExpectedRevision,
): AppendResult {
  const start = expected === 'no-stream' ? 0 : Number(expected) + 1;
  const there = current.slice(start, start + events.length);
  const same =
    there.length === events.length && there.every((event, index) => event.id === events[index]?.id);
  return same ? { outcome: 'repeated', ...lastOf(there) } : { outcome: 'conflict', actual };
}

function lastOf(events: readonly StoredEvent[]): Pick<StoredEvent, 'revision' | 'position'> {
  const last = events.at(-1);
  if (last === undefined) throw new RangeError('no events');
  return { revision: last.revision, position: last.position };
}

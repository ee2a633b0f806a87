import { randomUUID } from 'node:crypto';
import {
  canonicalJson,
  commandId,
  eventId,
  streamName,
  type EventStore,
  type EventToAppend,
  type Position,
  type StoredEvent,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';

/** One history, set up for one test. */
export interface History {
  readonly store: EventStore;
  /** Another connection to the same history, when it is durable. */
  readonly connect?: () => Promise<EventStore>;
  dispose(): Promise<void>;
}

/** A server of EventStoreDB, or a double of its protocol: there for one test, or for all of them. */
export interface Server {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** A history in the middle of a test, and its head before the test began. */
export interface SetUp {
  readonly history: History;
  readonly start: Position;
}

/** A category for each run: a real server may hold the streams of others, and of earlier runs. */
const CATEGORY = `contract_${randomUUID().replaceAll('-', '')}`;
export const STREAM_PREFIX = `${CATEGORY}-`;

export const newStream = (): StreamName => streamName(CATEGORY, randomUUID());

export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] =>
  events.map(({ id }) => id);

export const event = (data: unknown = { note: 'x' }): EventToAppend => ({
  id: eventId(commandId(randomUUID()), 0),
  type: 'Noted',
  data: canonicalJson(data),
  metadata: canonicalJson({ actor: { id: 'u-1', role: 'agent' } }),
});

export const events = (count: number): readonly EventToAppend[] =>
  Array.from({ length: count }, (_, index) => event({ index }));

/** The whole log after a position, read in pages. */
export async function pages(
  store: EventStore,
  after: Position,
  size: number,
): Promise<readonly StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (;;) {
    const page = await store.readAll(all.at(-1)?.position ?? after, size);
    all.push(...page);
    if (page.length < size) return all;
  }
}

interface Seen {
  readonly events: readonly StoredEvent[];
  readonly largestBatch: number;
  readonly caughtUp: number;
  /** The last message that was no batch of events. */
  readonly last: SubscriptionMessage | undefined;
}

export const follow = (
  store: EventStore,
  options: SubscribeOptions,
): AsyncIterator<SubscriptionMessage, unknown> => store.subscribe(options)[Symbol.asyncIterator]();

/** Reads a subscription until the predicate holds or it ends, and leaves it open for another call. */
export async function until(
  messages: AsyncIterator<SubscriptionMessage, unknown>,
  enough: (message: SubscriptionMessage, events: readonly StoredEvent[]) => boolean,
): Promise<Seen> {
  const events: StoredEvent[] = [];
  let [largestBatch, caughtUp, last] = [0, 0, undefined as SubscriptionMessage | undefined];
  for (;;) {
    const next = await messages.next();
    if (next.done === true) break;
    const message = next.value;
    if (message.kind === 'events') {
      events.push(...message.events);
      largestBatch = Math.max(largestBatch, message.events.length);
    } else last = message;
    if (message.kind === 'caught-up') caughtUp += 1;
    if (enough(message, events)) break;
  }
  return { events, largestBatch, caughtUp, last };
}

interface Consumed {
  readonly seen: readonly StoredEvent[];
  /** Why each subscription ended before the last one. */
  readonly drops: readonly string[];
}

/**
 * A consumer as the projections are: whenever it is dropped, it subscribes again after the last event that it has
 * handled. Throws when it is told that it has caught up at a place where it is not.
 */
export async function consume(
  store: EventStore,
  start: Position,
  enough: (seen: readonly StoredEvent[]) => boolean,
): Promise<Consumed> {
  const seen: StoredEvent[] = [];
  const drops: string[] = [];
  const { signal } = new AbortController();
  const handled = (): Position => seen.at(-1)?.position ?? start;
  while (!enough(seen)) {
    for await (const message of store.subscribe({ after: handled(), signal, batchSize: 10 })) {
      if (message.kind === 'events') seen.push(...message.events);
      if (message.kind === 'dropped') drops.push(message.reason);
      if (message.kind === 'caught-up' && message.position !== handled()) {
        throw new Error(`caught up at ${message.position}, with ${handled()} handled`);
      }
      if (enough(seen)) break;
    }
    if (drops.length > 200) throw new Error(`dropped again and again: ${String(drops.at(-1))}`);
    if (!enough(seen)) await eventually(() => answers(store), 'the server');
  }
  return { seen, drops };
}

const answers = (store: EventStore): Promise<boolean> =>
  store.head().then(
    () => true,
    () => false,
  );

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

/** One history, set up for one test. */
export interface History {
  readonly store: EventStore;
  /** Another connection to the same history, when it is durable. */
  readonly connect?: () => Promise<EventStore>;
  dispose(): Promise<void>;
}

/** A history in the middle of a test, and its head before the test began. */
export interface SetUp {
  readonly history: History;
  readonly start: Position;
}

export const newStream = (): StreamName => streamName('case', randomUUID());

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

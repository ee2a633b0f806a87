import { convertToCommandError, type Position as LogPosition } from '@eventstore/db-client';
import {
  EventStoreUnavailable,
  type Position,
  type StoredEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '#event-sourcing';
import type { Connection } from './connection.ts';
import { asUnavailable } from './failure.ts';
import { Inbox } from './inbox.ts';
import { knownPosition, placeOf } from './positions.ts';
import { checkpointOf, eventOf, subscribeRequest, type ReadCall } from './protocol.ts';
import type { Reader } from './reading.ts';
import { toStoredEvent } from './recorded-events.ts';

export interface Feed {
  readonly connection: Connection;
  readonly reader: Reader;
  readonly prefixes: readonly string[];
  /** How long a subscription may say nothing before the head of the log is looked at, in ms. */
  readonly silenceMillis: number;
}

/** One subscription of the server: whatever ends it, ends this (design D4). */
export class Subscription {
  readonly #feed: Feed;
  readonly #options: SubscribeOptions;
  readonly #inbox: Inbox;
  #position: Position;
  /** The head when it was last looked at: before that nothing can be caught up. */
  #target: Position | undefined;
  #live = false;
  /** Up to here the server says to have looked. Only ever compared with the head: events may still be on their way. */
  #searched: Position;

  constructor(feed: Feed, options: SubscribeOptions) {
    this.#feed = feed;
    this.#options = options;
    this.#inbox = new Inbox(2 * (options.batchSize ?? 500));
    this.#position = options.after;
    this.#searched = options.after;
  }

  /** Lets the consumer have what has arrived, then the reason. */
  drop(reason: string): void {
    this.#inbox.end(reason);
  }

  async *messages(): AsyncGenerator<SubscriptionMessage> {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const wake = (): void => {
      this.#inbox.wake();
    };
    signal.addEventListener('abort', wake);
    const server = this.#open();
    try {
      void this.#fill(server);
      yield* this.#deliver();
    } finally {
      signal.removeEventListener('abort', wake);
      this.#inbox.end('not wanted any more');
      server.then(leave, () => undefined);
    }
  }

  async *#deliver(): AsyncGenerator<SubscriptionMessage> {
    const { signal, batchSize = 500 } = this.#options;
    const aborted = (): boolean => signal.aborted;
    while (!aborted()) {
      const events = this.#inbox.take(batchSize);
      const last = events.at(-1);
      if (last !== undefined) {
        this.#position = last.position;
        if (events.length === batchSize) this.#live = false;
        yield { kind: 'events', events };
        continue;
      }
      if (this.#inbox.ended !== undefined) {
        yield { kind: 'dropped', reason: this.#inbox.ended };
        return;
      }
      const caughtUp = await this.#waitOrCatchUp();
      if (caughtUp && !aborted()) yield { kind: 'caught-up', position: this.#position };
    }
  }

  /** True at the transition from behind to live. A head that cannot be read is a drop. */
  async #waitOrCatchUp(): Promise<boolean> {
    try {
      if (!this.#live && (this.#target === undefined || this.#position >= this.#target)) {
        this.#target = await this.#feed.reader.head();
        this.#live = this.#position >= this.#target;
        return this.#live;
      }
      await this.#waitOrDrop();
    } catch (error) {
      this.drop(reasonOf(this.#feed, error));
    }
    return false;
  }

  /** Silence is a drop when the log has gone on without us and the server is not still searching it. */
  async #waitOrDrop(): Promise<void> {
    const { reader, silenceMillis, connection } = this.#feed;
    const { signs } = this.#inbox;
    if (await this.#hears(silenceMillis)) return;
    const head = await reader.head();
    if (head <= this.#position) return;
    if (await this.#hears(Math.min(silenceMillis, 1000))) return;
    if (this.#inbox.signs !== signs && this.#searched < head) return;
    this.drop(`EventStoreDB at ${connection.where} stopped sending events without ending the subscription`);
  }

  async #hears(millis: number): Promise<boolean> {
    await this.#inbox.wait(this.#feed.connection.timing, millis);
    return !this.#inbox.isQuiet || this.#options.signal.aborted;
  }

  async #open(): Promise<ReadCall> {
    const { connection, prefixes } = this.#feed;
    const from = placeOf(this.#options.after) ?? 'start';
    const server = await connection.open(subscribeRequest(from, prefixes), { requiresLeader: false });
    // An error that comes after the last look would otherwise end the process.
    server.on('error', () => undefined);
    return server;
  }

  async #fill(server: Promise<ReadCall>): Promise<void> {
    try {
      let last = this.#options.after;
      for await (const answer of await server) {
        this.#hear(checkpointOf(answer));
        const event = eventOf(answer);
        if (event === undefined || !this.#feed.reader.isOurs(event)) continue;
        const stored: StoredEvent = toStoredEvent(event);
        // A server that repeats itself after a change of leader.
        if (stored.position <= last) continue;
        last = stored.position;
        const full = this.#inbox.put(stored);
        if (full !== undefined) await full;
      }
      this.drop(`EventStoreDB at ${this.#feed.connection.where} ended the subscription`);
    } catch (error) {
      this.drop(reasonOf(this.#feed, error));
    }
  }

  #hear(place: LogPosition | undefined): void {
    if (place === undefined) return;
    // Before its first event a server sends "none".
    this.#searched = knownPosition(place) ?? this.#searched;
    this.#inbox.sign();
  }
}

function leave(server: ReadCall): void {
  server.cancel();
  server.destroy();
}

function reasonOf({ connection }: Feed, thrown: unknown): string {
  const error = thrown instanceof Error ? convertToCommandError(thrown) : thrown;
  const reason = asUnavailable(connection.where, error);
  if (reason instanceof EventStoreUnavailable) return reason.message;
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}

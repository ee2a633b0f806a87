import {
  EventStoreUnavailable,
  type AppendResult,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '#event-sourcing';
import { Appender } from './appending.ts';
import { connect, pause, type Connection, type Patience } from './connection.ts';
import { createIdentity } from './identity.ts';
import { inNamespace } from './namespace.ts';
import { placeOf } from './positions.ts';
import { Reader } from './reading.ts';
import { Rights, type Guarding } from './rights.ts';
import { Subscription } from './subscribing.ts';

export interface EventStoreDbOptions extends Partial<Patience> {
  /** `esdb://user:password@host:2113?tls=true`; several hosts, or `esdb+discover://`, for a cluster. */
  readonly connectionString: string;
  /** Streams whose names start so are the history, such as `case-`; everything else on the server is left out. */
  readonly streamPrefixes: readonly string[];
  /** What all names of streams begin with on the server, to tell several installations apart, such as `staging_`. */
  readonly namespace?: string;
  /** How long a subscription may say nothing before it is compared with the head of the log, in ms; default 10 000. */
  readonly silenceMillis?: number;
}

/**
 * The history on EventStoreDB 22.6 or later. Connects with the first request, and again whenever the server was away.
 * Throws EventStoreUnavailable for a connection string that cannot be used.
 */
export function openEventStoreDb({
  connectionString,
  streamPrefixes,
  namespace = '',
  silenceMillis = 10_000,
  ...patience
}: EventStoreDbOptions): EventStore {
  const connection = connect(connectionString, patience);
  const prefixes = streamPrefixes.map((prefix) => `${namespace}${prefix}`);
  const store = new EventStoreDbEventStore({ connection, prefixes, namespace, silenceMillis });
  return namespace === '' ? store : inNamespace(store, namespace);
}

interface Setting {
  readonly connection: Connection;
  readonly prefixes: readonly string[];
  readonly namespace: string;
  readonly silenceMillis: number;
}

class EventStoreDbEventStore implements EventStore {
  readonly #connection: Connection;
  readonly #prefixes: readonly string[];
  readonly #silenceMillis: number;
  readonly #reader: Reader;
  readonly #appender: Appender;
  readonly #identity: () => Promise<string>;
  readonly #rights: Rights;
  readonly #subscriptions = new Set<Subscription>();
  #closed = false;

  constructor({ connection, prefixes, namespace, silenceMillis }: Setting) {
    this.#connection = connection;
    this.#prefixes = prefixes;
    this.#silenceMillis = silenceMillis;
    this.#reader = new Reader(connection, prefixes);
    this.#rights = new Rights(connection, namespace);
    this.#identity = createIdentity({ connection, reader: this.#reader, namespace });
    this.#appender = new Appender(connection, {
      stream: (stream, options) => this.#reader.stream(stream, options),
      end: () => this.#reader.end(),
      protect: (stream) => this.#rights.protect(stream),
    });
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    this.#assertOpen();
    if (!this.#reader.holds(stream)) {
      throw new RangeError(
        `${stream} would not be part of the history: its name must start with ${this.#prefixes.join(' or ')}`,
      );
    }
    return this.#appender.append({ stream, expected, events });
  }

  async readStream(stream: StreamName, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    return this.#reader.stream(stream, options);
  }

  async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    return this.#reader.log(after, limit);
  }

  async at(position: Position): Promise<StoredEvent | undefined> {
    this.#assertOpen();
    return this.#reader.at(position);
  }

  async identity(): Promise<string> {
    this.#assertOpen();
    return this.#identity();
  }

  readonly guarding = (): Promise<Guarding> => this.#rights.guarding();

  readonly connections = (): number => this.#connection.connections();

  async head(): Promise<Position> {
    this.#assertOpen();
    return this.#reader.head();
  }

  /** A node that has lost its followers takes itself for the leader until it notices. */
  async reaches(position: Position): Promise<boolean> {
    for (let asked = 1; (await this.head()) < position; asked += 1) {
      if (asked >= this.#connection.attempts) return false;
      this.#connection.giveUp();
      await pause(this.#connection, asked);
    }
    return true;
  }

  /** Throws RangeError for a position of another store. */
  async *subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage> {
    placeOf(options.after);
    if (this.#closed) {
      yield { kind: 'dropped', reason: this.#closedSentence };
      return;
    }
    const subscription = new Subscription(
      {
        connection: this.#connection,
        reader: this.#reader,
        prefixes: this.#prefixes,
        silenceMillis: this.#silenceMillis,
      },
      options,
    );
    this.#subscriptions.add(subscription);
    try {
      yield* subscription.messages();
    } finally {
      this.#subscriptions.delete(subscription);
    }
  }

  /** Lets the appends under way come to an end. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const subscription of this.#subscriptions) subscription.drop(this.#closedSentence);
    await this.#appender.idle();
    await this.#connection.close();
  }

  get #closedSentence(): string {
    return `EventStoreDB at ${this.#connection.where} was closed by this program.`;
  }

  #assertOpen(): void {
    if (this.#closed) throw new EventStoreUnavailable(this.#closedSentence);
  }
}

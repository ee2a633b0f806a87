import type { CanonicalJson, EventId, Position, Revision, StreamName } from './primitives.ts';

/** An event on its way into the store. The store keeps `data` and `metadata` byte for byte and never parses them. */
export interface EventToAppend {
  readonly id: EventId;
  readonly type: string;
  readonly data: CanonicalJson;
  readonly metadata: CanonicalJson;
}

/** An event as it stands in the history. */
export interface StoredEvent extends EventToAppend {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
}

/** Optimistic concurrency: the revision of the last event the caller has seen. There is no "any" (design D4). */
export type ExpectedRevision = 'no-stream' | Revision;

export type AppendResult =
  /** `repeated`: these very events already stand at this place, so nothing was written (a retry). */
  | { readonly outcome: 'appended' | 'repeated'; readonly revision: Revision; readonly position: Position }
  /** Somebody else was first; nothing was written. */
  | { readonly outcome: 'conflict'; readonly actual: ExpectedRevision };

export interface ReadStreamOptions {
  /** First revision to return (inclusive); default: the first (forwards) or the last (backwards). */
  readonly from?: Revision;
  readonly direction?: 'forwards' | 'backwards';
  /** Most events to return; default: all. */
  readonly limit?: number;
}

export type SubscriptionMessage =
  | { readonly kind: 'events'; readonly events: readonly StoredEvent[] }
  /** Everything up to `position` has been delivered; sent once at each transition from behind to live. */
  | { readonly kind: 'caught-up'; readonly position: Position }
  /** Nothing more will come from this subscription; the consumer resubscribes after its last position. */
  | { readonly kind: 'dropped'; readonly reason: string };

export interface SubscribeOptions {
  /** Exclusive: delivery starts with the next event. */
  readonly after: Position;
  readonly signal: AbortSignal;
  /** Most events in one `events` message; default 500. */
  readonly batchSize?: number;
}

/**
 * The one port to the history (design D2). Every adapter passes the same contract suite.
 * Errors: {@link EventStoreUnavailable} for anything an operator must mend (disk full, read-only, server down),
 * {@link EventIdConflict} when an event id already stands elsewhere.
 */
export interface EventStore {
  append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<AppendResult>;
  /** Empty when the stream does not exist. */
  readStream(stream: StreamName, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;
  /** The next `limit` events after a position, in log order; fewer only at the end of the log. */
  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]>;
  /** The event at exactly that place, if there is one. */
  at(position: Position): Promise<StoredEvent | undefined>;
  /** Position of the last event, or BEGINNING. */
  head(): Promise<Position>;
  /** By what this history is told from every other one, for good; undefined while there is nothing to know it by. */
  identity(): Promise<string | undefined>;
  /**
   * How often a connection was made or found broken so far, where there is one: behind a new one there may be another
   * history than before.
   */
  readonly connections?: () => number;
  /**
   * Where a server answers by nodes, of which one may be behind without knowing it: whether what is read over the same
   * connection from now on is not older than that position, after others were tried too. Absent: nothing is ever read old.
   */
  reaches?(position: Position): Promise<boolean>;
  /** Whether others may write to the history or delete parts of it, where a server knows users. */
  readonly guarding?: () => Promise<'guarded' | 'open' | 'unknown'>;
  /** How many events follow a position, where the store can tell cheaply; for progress only. */
  countAfter?(after: Position): Promise<number>;
  /** Ends after `dropped`, or when the signal aborts. */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;
  close(): Promise<void>;
}

/** The store cannot serve at the moment; the sentence says what an operator should do. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}

/** An event id was used before, for another event: a programming error or a forged retry. Nothing was written. */
export class EventIdConflict extends Error {
  override readonly name = 'EventIdConflict';
}

import type { DatabaseSync } from 'node:sqlite';
import {
  BEGINNING,
  Bell,
  followLog,
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
import { openDatabase } from './database.ts';
import { COLUMNS, isUuid, rowidOf, toPosition, toStoredEvent, type EventRow } from './event-rows.ts';
import { asUnavailable } from './failure.ts';
import { GroupCommit } from './group-commit.ts';

export interface SqliteEventStoreOptions {
  /** Path of the database; its folder must exist. */
  readonly file: string;
  /** How long to wait for another process that is writing, in ms; default 5000. The event loop stands still meanwhile. */
  readonly busyTimeoutMillis?: number;
}

/** Opens or creates the embedded event store. Throws EventStoreUnavailable with a sentence for the operator. */
export function openSqliteEventStore({
  file,
  busyTimeoutMillis = 5000,
}: SqliteEventStoreOptions): EventStore {
  const db = openDatabase(file, busyTimeoutMillis);
  try {
    return new SqliteEventStore(db, file);
  } catch (error) {
    db.close();
    throw asUnavailable(file, error);
  }
}

/** How soon a subscription sees what another process appended. */
const POLL_MILLIS = 25;
const LAST_REVISION = 2n ** 63n - 1n;

export class SqliteEventStore implements EventStore {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #writer: GroupCommit;
  readonly #reads: Reads;
  readonly #bell: Bell;
  #poll: NodeJS.Timeout | undefined;
  #dataVersion: unknown;

  /** `db` comes from `openDatabase` and is used by nobody else; `file` appears in messages. */
  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#file = file;
    this.#reads = prepareReads(db);
    this.#bell = new Bell({
      start: () => (this.#poll = setInterval(this.#lookForOthers, POLL_MILLIS)),
      stop: () => {
        clearInterval(this.#poll);
      },
    });
    this.#writer = new GroupCommit(db, file, () => {
      this.#bell.ring();
    });
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    this.#assertOpen();
    if (events.length === 0) throw new RangeError('append needs at least one event');
    // A malformed id must fail its own append, not the group it would be committed with.
    const malformed = events.find(({ id }) => !isUuid(id));
    if (malformed !== undefined) throw new RangeError(`not an event id (lower-case UUID): ${malformed.id}`);
    return this.#writer.append({ stream, expected, events });
  }

  readStream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    const { direction = 'forwards', limit } = options;
    const { from = direction === 'forwards' ? 0n : LAST_REVISION } = options;
    const { whole, limited } = this.#reads[direction];
    return this.#read(() =>
      limit === undefined ? whole.all(stream, from) : limited.all(stream, from, limit),
    );
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.#read(() => this.#reads.log.all(rowidOf(after), limit));
  }

  async at(position: Position): Promise<StoredEvent | undefined> {
    return (await this.#read(() => this.#reads.at.all(rowidOf(position)))).at(0);
  }

  /** No two histories begin with the same event. */
  async identity(): Promise<string | undefined> {
    return (await this.readAll(BEGINNING, 1))[0]?.id;
  }

  async head(): Promise<Position> {
    const last = (await this.#read(() => this.#reads.last.all())).at(0);
    return last?.position ?? toPosition(0n);
  }

  /** Positions have no gaps: one look at the last one. */
  async countAfter(after: Position): Promise<number> {
    const from = rowidOf(after);
    const head = rowidOf(await this.head());
    return head > from ? Number(head - from) : 0;
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return followLog({ bell: this.#bell, readAll: (after, limit) => this.readAll(after, limit) }, options);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the port's other adapters wait for their server
  async close(): Promise<void> {
    if (!this.#db.isOpen) return;
    this.#writer.flush();
    this.#db.close();
    this.#bell.ring();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a rejected promise, never a throw
  async #read(query: () => unknown): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    try {
      return (query() as readonly EventRow[]).map(toStoredEvent);
    } catch (error) {
      throw asUnavailable(this.#file, error);
    }
  }

  /** `data_version` changes with every commit of another connection. */
  readonly #lookForOthers = (): void => {
    const version = this.#dataVersionOrNew();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#bell.ring();
  };

  /** A file that cannot be read any more counts as changed: the readers find out and are dropped. */
  #dataVersionOrNew(): unknown {
    try {
      return this.#reads.dataVersion.get()?.['data_version'];
    } catch (error) {
      return error;
    }
  }

  #assertOpen(): void {
    if (!this.#db.isOpen) throw new EventStoreUnavailable(`Event store ${this.#file} is closed.`);
  }
}

type Reads = ReturnType<typeof prepareReads>;

function prepareReads(db: DatabaseSync) {
  const events = (rest: string) =>
    db.prepare(`SELECT ${COLUMNS} FROM events ${rest}`, { returnArrays: true, readBigInts: true });
  // SQLite compiles a statement again for every value of its LIMIT; commands, which read whole streams, spare that.
  const stream = (rest: string) => ({ whole: events(rest), limited: events(`${rest} LIMIT ?`) });
  return {
    forwards: stream('WHERE stream = ? AND revision >= ? ORDER BY revision'),
    backwards: stream('WHERE stream = ? AND revision <= ? ORDER BY revision DESC'),
    log: events('WHERE position > ? ORDER BY position LIMIT ?'),
    at: events('WHERE position = ?'),
    last: events('ORDER BY position DESC LIMIT 1'),
    dataVersion: db.prepare('PRAGMA data_version'),
  };
}

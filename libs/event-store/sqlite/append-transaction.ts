import type { DatabaseSync } from 'node:sqlite';
import {
  EventIdConflict,
  revision,
  type AppendResult,
  type EventToAppend,
  type ExpectedRevision,
  type Revision,
  type StreamName,
} from '#event-sourcing';
import { bytesOf, COLUMNS, toPosition } from './event-rows.ts';
import { isUniqueViolation } from './failure.ts';

export interface Append {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
}

/**
 * One write transaction that takes many appends. BEGIN IMMEDIATE keeps other processes out from reading the head to
 * the commit, so positions have no gaps and commit order is position order (design D3).
 */
export class AppendTransaction {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  #head = 0n;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = prepare(db);
  }

  begin(): void {
    this.#statements.begin.run();
    this.#head = (this.#statements.head.get() as unknown as readonly [bigint])[0];
  }

  /** Throws EventIdConflict and then leaves no trace of this append; anything else it throws ends the transaction. */
  append({ stream, expected, events }: Append): AppendResult {
    const row = this.#statements.revision.get(stream) as unknown as readonly [Revision | null] | undefined;
    const actual = row?.[0] ?? 'no-stream';
    const next = expected === 'no-stream' ? 0n : expected + 1n;
    if (actual !== expected) return this.#repeated(stream, next, events) ?? { outcome: 'conflict', actual };
    if (events.length === 1) this.#insert(stream, next, events);
    else this.#insertTogether(stream, next, events);
    return {
      outcome: 'appended',
      revision: revision(next + BigInt(events.length - 1)),
      position: toPosition(this.#head),
    };
  }

  commit(): void {
    this.#statements.commit.run();
  }

  /** SQLite has rolled back by itself after some failures, a full disk for example. */
  rollback(): void {
    if (this.#db.isTransaction) this.#statements.rollback.run();
  }

  /** A single insert takes itself back when it fails; several need a savepoint. */
  #insertTogether(stream: StreamName, next: bigint, events: readonly EventToAppend[]): void {
    const head = this.#head;
    this.#statements.savepoint.run();
    try {
      this.#insert(stream, next, events);
    } catch (error) {
      if (error instanceof EventIdConflict) {
        this.#statements.undo.run();
        this.#statements.release.run();
        this.#head = head;
      }
      throw error;
    }
    this.#statements.release.run();
  }

  #insert(stream: StreamName, first: bigint, events: readonly EventToAppend[]): void {
    const { insert } = this.#statements;
    let at = first;
    for (const { id, type, data, metadata } of events) {
      try {
        insert.run(this.#head + 1n, stream, at, bytesOf(id), type, data, metadata);
      } catch (error) {
        // Position and revision were read in this transaction: only the id can be taken.
        if (!isUniqueViolation(error)) throw error;
        throw new EventIdConflict(`event id ${id} (for ${stream}) was used before`, { cause: error });
      }
      this.#head += 1n;
      at += 1n;
    }
  }

  #repeated(stream: StreamName, from: bigint, events: readonly EventToAppend[]): AppendResult | undefined {
    const rows = this.#statements.ids.all(stream, from, events.length) as unknown as readonly IdRow[];
    const same = rows.length === events.length && rows.every(([, id], index) => isSameId(id, events[index]));
    const last = rows.at(-1);
    if (!same || last === undefined) return undefined;
    return { outcome: 'repeated', revision: last[2], position: toPosition(last[0]) };
  }
}

type IdRow = readonly [position: bigint, id: Uint8Array, revision: Revision];

const isSameId = (stored: Uint8Array, event: EventToAppend | undefined): boolean =>
  event !== undefined && Buffer.compare(stored, bytesOf(event.id)) === 0;

type Statements = ReturnType<typeof prepare>;

function prepare(db: DatabaseSync) {
  const rows = { returnArrays: true, readBigInts: true };
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    savepoint: db.prepare('SAVEPOINT one_append'),
    undo: db.prepare('ROLLBACK TO one_append'),
    release: db.prepare('RELEASE one_append'),
    head: db.prepare('SELECT coalesce(max(position), 0) FROM events', rows),
    revision: db.prepare('SELECT max(revision) FROM events WHERE stream = ?', rows),
    ids: db.prepare(
      'SELECT position, event_id, revision FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
      rows,
    ),
    insert: db.prepare(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`),
  };
}

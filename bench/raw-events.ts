import { DatabaseSync } from 'node:sqlite';

/** The columns of one stored event, ready to be bound. */
export type RawEvent = readonly [
  stream: string,
  revision: number,
  id: Uint8Array,
  type: string,
  data: string,
  metadata: string,
];

const TABLE = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    event_id BLOB    NOT NULL,
    type     TEXT    NOT NULL,
    data     TEXT    NOT NULL,
    metadata TEXT    NOT NULL
  ) STRICT;
`;
/** What makes it an event store: no revision and no id twice. */
const KEYS = `
  CREATE UNIQUE INDEX by_stream ON events (stream, revision);
  CREATE UNIQUE INDEX by_id ON events (event_id);
`;

/** A bare event table with the durability of the product's store, and nothing around it. */
export function openRawEvents(file: string, { keys }: { readonly keys: boolean }) {
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536;',
  );
  db.exec(TABLE + (keys ? KEYS : ''));
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, event_id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  return {
    /** One transaction. */
    insert(events: readonly RawEvent[]): void {
      begin.run();
      for (const event of events) insert.run(...event);
      commit.run();
    },
    close: () => {
      db.close();
    },
  };
}

const ALL = 'SELECT stream, revision, event_id, type, data, metadata FROM events ORDER BY position';

/** Every event of a history, in order. */
export function readRawEvents(file: string): readonly RawEvent[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare(ALL, { returnArrays: true }).all() as unknown as readonly RawEvent[];
  } finally {
    db.close();
  }
}

/** Reads every event and parses both its JSON texts: the least that any fold of the history has to do. */
export function scanRawEvents(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec('PRAGMA cache_size = -65536');
    const rows = db.prepare(ALL, { returnArrays: true }).iterate() as unknown as Iterable<RawEvent>;
    let events = 0;
    for (const [, , , , data, metadata] of rows) {
      if (typeof JSON.parse(data) !== typeof JSON.parse(metadata)) throw new TypeError('not an event');
      events += 1;
    }
    return events;
  } finally {
    db.close();
  }
}

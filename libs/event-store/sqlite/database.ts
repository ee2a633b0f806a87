import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { EventStoreUnavailable } from '#event-sourcing';
import { asUnavailable, isBusy } from './failure.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';

/**
 * `synchronous=FULL`: in WAL mode every commit syncs the log before it returns, so what was acknowledged survives a
 * power cut; NORMAL would only survive the death of the process. The log may grow to 8000 pages (32 MB) before it is
 * folded into the file: batches commit about a third faster than with SQLite's 1000, for 15 to 30 ms of recovery after a crash (measured).
 */
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 8000;
  PRAGMA cache_size = -65536;
`;

/** Opens the file, or creates it in an existing folder. Throws EventStoreUnavailable naming the file and what to do. */
export function openDatabase(file: string, busyTimeoutMillis: number): DatabaseSync {
  const db = connect(file, busyTimeoutMillis);
  try {
    // Before anything is written: a foreign file stays as it is.
    const fresh = isFresh(db, file);
    useWriteAheadLog(db, file, busyTimeoutMillis);
    db.exec(SETTINGS);
    if (fresh) createSchema(db, file);
    else assertWritable(db);
    return db;
  } catch (error) {
    db.close();
    throw asUnavailable(file, error);
  }
}

function connect(file: string, timeout: number): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout });
  } catch (error) {
    throw asUnavailable(file, error);
  }
}

/** True for an empty database; throws when the file belongs to something else or to a newer version of this program. */
function isFresh(db: DatabaseSync, file: string): boolean {
  const application = pragma(db, 'application_id');
  const version = Number(pragma(db, 'user_version'));
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
  if (application === 0 && version === 0 && tables === 0) return true;
  if (application !== APPLICATION_ID) {
    throw new EventStoreUnavailable(
      `${file} is an SQLite database of another program: check the configured path.`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new EventStoreUnavailable(
      `Event store ${file} was written by a newer version (schema ${version}, this program knows ${SCHEMA_VERSION}): upgrade this program.`,
    );
  }
  return false;
}

/** Two processes that create the file at once exclude each other here in a way that SQLite's busy timeout does not cover. */
function useWriteAheadLog(db: DatabaseSync, file: string, patienceMillis: number): void {
  const pauseMillis = 20;
  for (let waited = 0; ; waited += pauseMillis) {
    try {
      if (pragma(db, 'journal_mode = WAL') === 'wal') return;
      throw new EventStoreUnavailable(
        `Event store ${file} lies on a file system without shared memory: put the data folder on a local disk.`,
      );
    } catch (error) {
      if (!isBusy(error) || waited >= patienceMillis) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMillis);
    }
  }
}

function createSchema(db: DatabaseSync, file: string): void {
  db.exec('BEGIN IMMEDIATE');
  // Another process may have been first.
  if (isFresh(db, file)) db.exec(SCHEMA);
  db.exec('COMMIT');
}

/**
 * SQLite opens a read-only file without complaint, and even BEGIN IMMEDIATE succeeds on it: only a write tells.
 * The operator should hear of it now, not with the first complaint.
 */
function assertWritable(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  db.exec('ROLLBACK');
}

function pragma(db: DatabaseSync, text: string): SQLOutputValue | undefined {
  const row = db.prepare(`PRAGMA ${text}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

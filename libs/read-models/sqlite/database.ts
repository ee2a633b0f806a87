import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { ReadModelsUnavailable } from '#event-sourcing';
import { primary, rewrite } from './rewriting.ts';

export type Row = Record<string, SQLOutputValue>;

/** node:sqlite with prepared statements kept, transactions, and errors in an operator's words. */
export interface Database {
  run(sql: string, ...values: SQLInputValue[]): number;
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  /** One writer at a time, in every process that shares the file. */
  transaction<Result>(work: () => Result): Result;
  /** Several reads of the same state. */
  snapshot<Result>(work: () => Result): Result;
  /** Writes the file anew, without what was changed or removed; false where that is not possible for now. */
  scrub(): Promise<boolean>;
  close(): void;
}

/**
 * WAL lets readers go on beside the one writer. `synchronous=NORMAL` may lose the last commits at a power loss, which
 * read models can afford, because they are folded again from the history. What it must not lose is the order:
 * recovery keeps a prefix of a WAL (the checksums of its frames are chained), and a batch, its documents with its
 * checkpoint, is one commit. The history cannot be behind either: it is synced before any reader sees it (design D3).
 *
 * The log may grow to 8000 pages (32 MB), as that of the history may: with SQLite's 1000 nearly every batch of a rebuild
 * would copy it into the file and wait for the disk (measured: a rebuild takes 5 to 10 % longer).
 *
 * What is removed is written over, so that the file holds nothing of whoever was erased from a copy later on.
 */
const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 8000;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
  PRAGMA secure_delete = ON;
`;

/** Tables that a program makes, and the number of their layout: a stored contract. */
export interface Schema {
  readonly layout: number;
  readonly tables: string;
  readonly isOurs: (table: string) => boolean;
}

export function openDatabase(file: string, schema: Schema): Database {
  const database = inWords(file, () => open(file, schema));
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const between = <Result>(begin: string, work: () => Result): Result =>
    inWords(file, () => {
      prepare(begin).run();
      try {
        const result = work();
        prepare('COMMIT').run();
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  return {
    run: (sql, ...values) => inWords(file, () => Number(prepare(sql).run(...values).changes)),
    all: (sql, ...values) => inWords(file, () => prepare(sql).all(...values)),
    get: (sql, ...values) => inWords(file, () => prepare(sql).get(...values)),
    transaction: (work) => between('BEGIN IMMEDIATE', work),
    snapshot: (work) => between('BEGIN', work),
    scrub: () =>
      rewrite(file).catch((error: unknown) => {
        throw translate(file, error);
      }),
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

function open(file: string, schema: Schema): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec(PRAGMAS);
    database.exec('BEGIN IMMEDIATE');
    bringToLayout(database, file, schema);
    database.exec(`${schema.tables} COMMIT;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * What an older program wrote is dropped: all of it is folded again from the history. A newer one's is left alone, and
 * so is a file that holds anything else: somebody has named the wrong one.
 */
function bringToLayout(database: DatabaseSync, file: string, { layout, isOurs }: Schema): void {
  const written = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  if (!tables.every(isOurs)) throw new ReadModelsUnavailable(`Read models in ${file}: ${NO_READ_MODELS}`);
  if (written > layout)
    throw new ReadModelsUnavailable(
      `Read models in ${file}: a newer version of this program wrote them (layout ${written}, this one knows ${layout}): upgrade this program`,
    );
  // Opening writes nothing where nothing changes.
  if (written === layout) return;
  for (const name of tables) database.exec(`DROP TABLE "${name.replaceAll('"', '""')}"`);
  database.exec(`PRAGMA user_version = ${layout}`);
}

const NO_READ_MODELS =
  'this is not a read-model file: point the configuration to another path, or move the file away';

/** Primary result codes of SQLite that an operator can mend. */
const SENTENCES: Readonly<Record<number, string>> = {
  3: 'access is denied: give the service account read and write permission on the file and its folder',
  5: 'another process has kept the file locked for more than 5 seconds: stop the program that holds it',
  6: 'a table is locked: stop the other program that uses the file',
  8: 'the file or its folder is read-only: make both writable for the service account',
  10: 'the disk reported an error: check the disk, then restart; read models can be rebuilt from the history',
  11: 'the file is damaged: move it away and restart; read models are rebuilt from the history',
  13: 'the disk is full: free some space; projections then continue by themselves',
  14: 'the file cannot be opened: check that the folder exists and is writable for the service account',
  26: NO_READ_MODELS,
};

function inWords<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw translate(file, error);
  }
}

function translate(file: string, error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const sentence = sentenceFor(error);
  if (sentence === undefined) return error;
  return new ReadModelsUnavailable(`Read models in ${file}: ${sentence}`, { cause: error });
}

function sentenceFor(error: object): string | undefined {
  if ('code' in error && error.code === 'ERR_INVALID_STATE')
    return 'the store was closed; restart the service';
  const code = 'errcode' in error ? primary(error.errcode) : undefined;
  return code === undefined ? undefined : SENTENCES[code];
}

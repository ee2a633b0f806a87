import type { CollectionSpec } from '#event-sourcing';
import { assertCollection, isOfTexts } from '../query-rules.ts';
import type { Database, Schema } from './database.ts';

/** Everything but the documents. A checkpoint and a parked event bear the exact name, `open-cases@1#0`. */
export const SCHEMA: Schema = {
  // 1: checkpoints know their event.
  layout: 1,
  tables: `
  CREATE TABLE IF NOT EXISTS checkpoints (
    name TEXT PRIMARY KEY, position TEXT NOT NULL, event TEXT NOT NULL, epoch INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS leases (
    name TEXT PRIMARY KEY, holder TEXT NOT NULL, epoch INTEGER NOT NULL, expires_at REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked (
    projection TEXT NOT NULL, stream TEXT NOT NULL, position TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (projection, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS generations (
    collection TEXT PRIMARY KEY, live INTEGER NOT NULL, building INTEGER, last INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`,
  isOurs: (table) =>
    ['checkpoints', 'leases', 'parked', 'generations'].includes(table) || isOfCollection(table),
};

/** As {@link tableOf} and {@link textsTableOf} name them. */
const isOfCollection = (table: string): boolean => /^(?:documents|texts) of /.test(table);

/** A collection with its generation known: one table. */
export type ExactCollection = CollectionSpec & { readonly generation: number };

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

export const tableOf = ({ name, version, generation }: ExactCollection): string =>
  quote(`documents of ${name}@${version}#${generation}`);

/** Beside it, the texts of its lists that are found by an index. */
export const textsTableOf = ({ name, version, generation }: ExactCollection): string =>
  quote(`texts of ${name}@${version}#${generation}`);

/** Column of a declared field; generated from the JSON text, so a field can be declared later without rewriting. */
export const columnOf = (field: string): string => quote(`field ${field}`);

/** Creates what is missing: table, columns of declared fields, indexes. */
export function ensureTable(database: Database, collection: ExactCollection): void {
  assertCollection(collection);
  const table = tableOf(collection);
  database.run(`CREATE TABLE IF NOT EXISTS ${table} (
    id TEXT PRIMARY KEY, position TEXT NOT NULL, deleted INTEGER NOT NULL, document TEXT)`);
  const existing = new Set(
    database.all(`SELECT name FROM pragma_table_xinfo(?)`, unquoted(table)).map((row) => row['name']),
  );
  for (const field of Object.keys(collection.fields)) {
    const column = columnOf(field);
    if (existing.has(unquoted(column))) continue;
    database.run(`ALTER TABLE ${table} ADD COLUMN ${column}
      GENERATED ALWAYS AS (json_extract(document, '${jsonPath(field)}')) VIRTUAL`);
  }
  const index = (by: string, columns: readonly string[]): void => {
    const name = quote(`${unquoted(table)} by ${by}`);
    database.run(
      `CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${[...columns, 'id'].join(', ')}) WHERE deleted = 0`,
    );
  };
  for (const fields of collection.indexes)
    if (!isOfTexts(collection, fields)) index(fields.join(', '), fields.map(columnOf));
  // No field is called so: names of fields have no blanks.
  index('last change', ['position']);
}

export const unquoted = (identifier: string): string => identifier.slice(1, -1).replaceAll('""', '"');

/** Safe to embed: {@link assertCollection} allows word characters and dots only. */
export const jsonPath = (field: string): string => `$.${field.split('.').map(quote).join('.')}`;

export const isThere = (database: Database, table: string): boolean =>
  database.get('SELECT 1 FROM sqlite_schema WHERE name = ?', unquoted(table)) !== undefined;

const MISSING = 'no such table: ';

/** The error of a collection that was never ensured, or was dropped. */
export const isMissingTable = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'message' in error &&
  String(error.message).startsWith(MISSING) &&
  isOfCollection(String(error.message).slice(MISSING.length));

import type { SQLOutputValue } from 'node:sqlite';
import type { DocumentWrite, Position, VersionedDocument } from '#event-sourcing';
import type { Database } from './database.ts';
import { tableOf, type ExactCollection } from './tables.ts';

export function loadDocuments(
  database: Database,
  collection: ExactCollection,
  ids: readonly string[],
): Map<string, VersionedDocument> {
  const found = new Map<string, VersionedDocument>();
  if (ids.length === 0) return found;
  const rows = database.all(
    `SELECT id, position, document FROM ${tableOf(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  for (const { id, position, document } of rows) {
    found.set(String(id), { position: position as Position, document: parseDocument(document) });
  }
  return found;
}

export function getDocument(database: Database, collection: ExactCollection, id: string): object | undefined {
  return parseDocument(
    database.get(`SELECT document FROM ${tableOf(collection)} WHERE id = ?`, id)?.['document'],
  );
}

/** Tombstones keep their row and position, so that a late write cannot resurrect the document. */
export const parseDocument = (text: SQLOutputValue | undefined): object | undefined =>
  typeof text === 'string' ? (JSON.parse(text) as object) : undefined;

/** Within the caller's transaction. */
export function writeDocuments(
  database: Database,
  collection: ExactCollection,
  writes: readonly DocumentWrite[],
): void {
  const table = tableOf(collection);
  const upsert = `INSERT INTO ${table} (id, position, deleted, document) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE
    SET position = excluded.position, deleted = excluded.deleted, document = excluded.document
    WHERE excluded.position > position`;
  const replace = `UPDATE ${table} SET position = ?, deleted = ?, document = ? WHERE id = ? AND position = ?`;
  for (const { id, position, document, replaces } of writes) {
    const text = document === undefined ? null : JSON.stringify(document);
    const deleted = document === undefined ? 1 : 0;
    if (replaces === undefined) database.run(upsert, id, position, deleted, text);
    else database.run(replace, position, deleted, text, id, replaces);
  }
}

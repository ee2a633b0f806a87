import {
  BEGINNING,
  checkpointName,
  type CollectionSpec,
  type Position,
  type SwitchOutcome,
} from '#event-sourcing';
import type { Database } from './database.ts';
import { isThere, tableOf, textsTableOf, type ExactCollection } from './tables.ts';

const aliasOf = ({ name, version }: CollectionSpec): string => `${name}@${version}`;

export const liveGeneration = (database: Database, collection: CollectionSpec): number =>
  liveOf(database, aliasOf(collection));

const liveOf = (database: Database, alias: string): number =>
  Number(database.get('SELECT live FROM generations WHERE collection = ?', alias)?.['live'] ?? 0);

/** The collection with its generation; without one, the live one. */
export const exact = (database: Database, collection: CollectionSpec): ExactCollection => ({
  ...collection,
  generation: collection.generation ?? liveGeneration(database, collection),
});

const EXACT_NAME = /#\d+$/;

/** `open-cases@1` → `open-cases@1#0`; an exact name stays as it is. */
export const exactName = (database: Database, name: string): string =>
  EXACT_NAME.test(name) ? name : `${name}#${liveOf(database, name)}`;

export function beginGeneration(database: Database, collection: CollectionSpec): number {
  const row = database.get(
    `INSERT INTO generations (collection, live, building, last) VALUES (?, 0, 1, 1)
     ON CONFLICT (collection) DO UPDATE SET
       building = coalesce(building, last + 1), last = CASE WHEN building IS NULL THEN last + 1 ELSE last END
     RETURNING building`,
    aliasOf(collection),
  );
  return Number(row?.['building']);
}

/** Within the caller's transaction. */
export function switchGeneration(
  database: Database,
  collection: CollectionSpec,
  generation: number,
): SwitchOutcome {
  const alias = aliasOf(collection);
  const row = database.get('SELECT building FROM generations WHERE collection = ?', alias);
  if (row?.['building'] !== generation) return 'superseded';
  const position = (name: string): string =>
    String(database.get('SELECT position FROM checkpoints WHERE name = ?', name)?.['position'] ?? BEGINNING);
  const fresh = position(checkpointName({ ...collection, generation }));
  if (fresh < position(exactName(database, alias))) return 'behind';
  database.run('UPDATE generations SET live = ?, building = NULL WHERE collection = ?', generation, alias);
  return 'switched';
}

/** Within the caller's transaction. Raising the lease's epoch fences whoever still feeds the collection. */
export function dropCollection(database: Database, collection: ExactCollection): void {
  const name = checkpointName(collection);
  const isLive = liveGeneration(database, collection) === collection.generation;
  const table = tableOf(collection);
  if (!isLive) {
    database.run(`DROP TABLE IF EXISTS ${table}`);
    database.run(`DROP TABLE IF EXISTS ${textsTableOf(collection)}`);
    database.run(
      'UPDATE generations SET building = NULL WHERE collection = ? AND building = ?',
      aliasOf(collection),
      collection.generation,
    );
  } else if (isThere(database, table)) {
    database.run(`DELETE FROM ${table}`);
  }
  database.run('DELETE FROM checkpoints WHERE name = ?', name);
  database.run('DELETE FROM parked WHERE projection = ?', name);
  database.run(`UPDATE leases SET holder = '', epoch = epoch + 1, expires_at = 0 WHERE name = ?`, name);
}

/**
 * Within the caller's transaction. Of an unfinished rebuild, or of a version that a newer program has replaced; what is read now
 * stays, however far it is.
 */
export function dropBehind(database: Database, upTo: Position, isFed: (name: string) => boolean): void {
  const copies = database
    .all('SELECT name, position FROM checkpoints')
    .flatMap(({ name, position }) => copyNamed(String(name), String(position)));
  for (const copy of copies) {
    if (copy.position >= upTo || isFed(checkpointName(copy))) continue;
    const isRead = liveGeneration(database, copy) === copy.generation;
    const isReplaced = copies.some(
      ({ name, version, position }) => name === copy.name && version > copy.version && position >= upTo,
    );
    if ((!isRead || isReplaced) && isThere(database, tableOf(copy))) dropCollection(database, copy);
  }
}

const COPY = /^(.+)@(\d+)#(\d+)$/;

function copyNamed(
  given: string,
  position: string,
): readonly (ExactCollection & { readonly position: string })[] {
  const [, name, version, generation] = COPY.exec(given) ?? [];
  return name === undefined
    ? []
    : [{ name, version: Number(version), generation: Number(generation), position, fields: {}, indexes: [] }];
}

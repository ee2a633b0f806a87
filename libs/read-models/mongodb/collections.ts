import type { CollectionSpec, Position } from '#event-sourcing';
import type { Collection, Db, IndexDescription } from 'mongodb';
import { assertCollection } from '../query-rules.ts';
import type { Dropped } from './control.ts';

/**
 * A document as it is stored. What the projection made of it lies under `document`, so that its fields are its own.
 * Tombstones keep their position, so that a late write cannot resurrect the document. Stored contract.
 */
export interface StoredDocument {
  readonly _id: string;
  readonly _position: Position;
  /** The fencing epoch under which it was written; 0 without a lease. */
  readonly _epoch: number;
  readonly _deleted: boolean;
  readonly document?: object;
}

export const pathOf = (field: string): string => `document.${field}`;

/** Creates what is missing. Every question begins with `_deleted: false`, and so does every index. */
export async function ensureCollection(
  database: Db,
  home: string,
  collection: CollectionSpec,
): Promise<void> {
  assertCollection(collection);
  const paths = [[], ...collection.indexes.map((fields) => fields.map(pathOf)), ['_position']];
  await database.collection(home).createIndexes(paths.map(indexOf));
}

const indexOf = (paths: readonly string[]): IndexDescription => ({
  key: Object.fromEntries(['_deleted', ...paths, '_id'].map((path) => [path, 1])),
});

/** On a sharded cluster only: spreads the documents over the shards by a hash of their ids. */
export async function shardCollection(database: Db, home: string): Promise<void> {
  // A collection that holds documents already needs the index beforehand; in an empty one it would come by itself.
  await database.collection(home).createIndex({ _id: 'hashed' });
  const namespace = `${database.databaseName}.${home}`;
  await database.admin().command({ shardCollection: namespace, key: { _id: 'hashed' } });
}

/**
 * Removes what held the documents of a dropped copy, also what a crash or a late write of a fenced process left of
 * earlier ones. Homes are numbered by epoch, so what somebody else has moved to since is left alone.
 */
export async function removeHomes(database: Db, alias: string, dropped: Dropped): Promise<void> {
  const first = `${alias}#${dropped.generation}`;
  const age = (home: string): number => (home === first ? 0 : Number(home.slice(first.length + 1)));
  const listed = await database
    .listCollections({}, { nameOnly: true, authorizedCollections: true })
    .toArray();
  for (const { name } of listed) {
    if (name !== first && !name.startsWith(`${first}.`)) continue;
    if (dropped.after === undefined || age(name) < age(dropped.after)) await database.dropCollection(name);
  }
}

export const documentsIn = (database: Db, home: string): Collection<StoredDocument> =>
  database.collection<StoredDocument>(home);

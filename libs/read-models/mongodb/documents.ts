import {
  LeaseLost,
  type DocumentWrite,
  type Lease,
  type Position,
  type VersionedDocument,
} from '#event-sourcing';
import { ReadPreference, type AnyBulkWriteOperation, type Collection, type Db, type Filter } from 'mongodb';
import { documentsIn, type StoredDocument } from './collections.ts';
import { duplicatesOf } from './errors.ts';
import { plain } from './plain.ts';

const LOADED_AT_ONCE = 1_000;

export const inParts = <Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, part) =>
    items.slice(part * most, (part + 1) * most),
  );

/**
 * For folds, so always the newest state of the primary, whatever the connection string says: a document folded on from
 * an older state would lose events. What a fail-over takes back takes the writes that were based on it back too.
 */
export async function loadDocuments(
  database: Db,
  home: string,
  ids: readonly string[],
): Promise<Map<string, VersionedDocument>> {
  const found = new Map<string, VersionedDocument>();
  const newest = { readPreference: ReadPreference.primary, readConcern: { level: 'local' } } as const;
  const collection = database.collection<StoredDocument>(home, newest);
  const load = async (some: readonly string[]): Promise<void> => {
    const rows = collection.find({ _id: { $in: some } }, { batchSize: LOADED_AT_ONCE + 1 });
    for (const { _id, _position, document } of await rows.toArray())
      found.set(_id, { position: _position, document });
  };
  await Promise.all(inParts(ids, LOADED_AT_ONCE).map(load));
  return found;
}

export async function getDocument(database: Db, home: string, id: string): Promise<object | undefined> {
  return (await documentsIn(database, home).findOne({ _id: id }))?.document;
}

/** Writes to the same document keep their order; all others go together. */
export async function writeDocuments(
  database: Db,
  home: string,
  writes: readonly DocumentWrite[],
  lease: Lease | undefined,
): Promise<void> {
  const collection = documentsIn(database, home);
  for (const round of rounds(writes)) await writeRound(collection, round, lease);
}

/** The first write of every document, then the second of those that have one, and so on. */
function rounds(writes: readonly DocumentWrite[]): readonly DocumentWrite[][] {
  const result: DocumentWrite[][] = [];
  const turns = new Map<string, number>();
  for (const write of writes) {
    const turn = turns.get(write.id) ?? 0;
    turns.set(write.id, turn + 1);
    (result[turn] ??= []).push(write);
  }
  return result;
}

/**
 * An upsert that is refused as a duplicate found a document that the guard did not match: usually the write was
 * applied already. But two processes may also have inserted the same new document at once, so what was refused is
 * tried once more against what is there now; and what was refused by a later epoch means that the lease is lost.
 */
async function writeRound(
  collection: Collection<StoredDocument>,
  writes: readonly DocumentWrite[],
  lease: Lease | undefined,
): Promise<void> {
  const { refused } = await bulk(collection, writes, lease?.epoch, true);
  const again = refused.filter(({ replaces }) => replaces === undefined);
  if (again.length === 0) return;
  const { matched } = await bulk(collection, again, lease?.epoch, false);
  if (lease === undefined || matched === again.length) return;
  const ids = again.map(({ id }) => id);
  const fenced = await collection.findOne({ _id: { $in: ids }, _epoch: { $gt: lease.epoch } });
  if (fenced !== null) throw new LeaseLost(`${lease.holder} no longer holds ${lease.name}`);
}

interface Written {
  readonly matched: number;
  readonly refused: readonly DocumentWrite[];
}

async function bulk(
  collection: Collection<StoredDocument>,
  writes: readonly DocumentWrite[],
  epoch: number | undefined,
  upsert: boolean,
): Promise<Written> {
  const operations = writes.map((write) => operationOf(write, epoch, upsert && write.replaces === undefined));
  try {
    const { matchedCount } = await collection.bulkWrite(operations, { ordered: false });
    return { matched: matchedCount, refused: [] };
  } catch (error) {
    const refused = duplicatesOf(error);
    if (refused === undefined) throw error;
    return { matched: 0, refused: refused.flatMap((index) => writes[index] ?? []) };
  }
}

function operationOf(
  { id, position, document, replaces }: DocumentWrite,
  epoch: number | undefined,
  upsert: boolean,
): AnyBulkWriteOperation<StoredDocument> {
  const replacement = {
    _position: position,
    _epoch: epoch ?? 0,
    _deleted: document === undefined,
    ...(document !== undefined && { document: plain(document) }),
  };
  const filter = { _id: id, ...(replaces === undefined ? newer(position, epoch) : same(replaces, epoch)) };
  return { replaceOne: { filter, replacement, upsert } };
}

type Guard = Filter<StoredDocument>;

/** The epoch closes the moment between the check of the lease and the write: a later holder is never overwritten. */
const newer = (position: Position, epoch: number | undefined): Guard => ({
  _position: { $lt: position },
  ...(epoch !== undefined && { _epoch: { $lte: epoch } }),
});

/** What an earlier epoch has written since it was read came late, from a process that had lost its lease. */
const same = (position: Position, epoch: number | undefined): Guard =>
  epoch === undefined
    ? { _position: position }
    : {
        $or: [
          { _position: position, _epoch: { $lte: epoch } },
          { _position: { $gt: position }, _epoch: { $lt: epoch } },
        ],
      };

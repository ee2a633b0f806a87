import { BEGINNING, checkpointName, type CollectionSpec, type ReadModelStore } from '#event-sourcing';
import { openDatabase, type Database } from './database.ts';
import { getDocument, loadDocuments, writeDocuments } from './documents.ts';
import * as generations from './generations.ts';
import { GroupedWrites } from './grouped-writes.ts';
import * as leases from './leases.ts';
import * as parking from './parked.ts';
import { countDocuments, queryDocuments } from './queries.ts';
import { ensureTable, isMissingTable, SCHEMA, type ExactCollection } from './tables.ts';
import { ensureTexts } from './texts.ts';

export interface SqliteReadModelsOptions {
  /** Created when missing; several processes may share it. */
  readonly file: string;
  /** Milliseconds, for the expiry of leases; the same clock in every process that shares the file. */
  readonly now?: () => number;
}

/** Read models in one SQLite file. Throws ReadModelsUnavailable when the file cannot be used. */
export function openSqliteReadModels({ file, now = Date.now }: SqliteReadModelsOptions): ReadModelStore {
  const database = openDatabase(file, SCHEMA);
  const grouped = new GroupedWrites(database);
  const gate = new Gate();
  return {
    ...documents(database, grouped, gate),
    ...control(database, now, gate),
    scrub: (upTo) =>
      gate.alone(async () => {
        grouped.flush();
        const fed = leases.leaseHolders(database, now());
        database.transaction(() => {
          generations.dropBehind(database, upTo, (name) => fed.has(name));
        });
        return await database.scrub();
      }),
    close: () =>
      gate.pass(() =>
        settle(() => {
          grouped.flush();
          database.close();
        }),
      ),
  };
}

type Documents = Pick<
  ReadModelStore,
  'ensure' | 'load' | 'write' | 'commit' | 'get' | 'query' | 'count' | 'drop'
>;

/**
 * Alias and documents are read in one snapshot: a switch or a drop in between cannot be seen half.
 * What was never ensured reads as empty: the API may ask before the first projection has begun.
 */
function documents(database: Database, grouped: GroupedWrites, gate: Gate): Documents {
  const { exact } = generations;
  const reading = <Result>(
    collection: CollectionSpec,
    empty: Result,
    work: (collection: ExactCollection) => Result,
  ): Promise<Result> =>
    settle(() => database.snapshot(() => unlessMissing(empty, () => work(exact(database, collection)))));
  const writing = <Result>(work: () => Result): Promise<Result> =>
    gate.pass(() => settle(() => database.transaction(work)));
  const together = <Result>(work: () => Result): Promise<Result> => gate.pass(() => grouped.write(work));
  return {
    ensure: (collection) =>
      writing(() => {
        const exactly = exact(database, collection);
        ensureTable(database, exactly);
        ensureTexts(database, exactly);
      }),
    load: (collection, ids) =>
      reading(collection, new Map(), (exactly) => loadDocuments(database, exactly, ids)),
    get: (collection, id) => reading(collection, undefined, (exactly) => getDocument(database, exactly, id)),
    query: (collection, query) =>
      reading(collection, { items: [] }, (exactly) => queryDocuments(database, exactly, query)),
    count: (collection, where = []) =>
      reading(collection, 0, (exactly) => countDocuments(database, exactly, where)),
    write: (collection, writes, lease) =>
      together(() => {
        if (lease !== undefined) leases.assertNotFenced(database, lease);
        writeDocuments(database, exact(database, collection), writes);
      }),
    commit: (collection, { first = [], writes, parked, checkpoint }, lease) =>
      together(() => {
        leases.assertNotFenced(database, lease);
        const exactly = exact(database, collection);
        const name = checkpointName(exactly);
        parking.park(database, name, parked);
        writeDocuments(database, exactly, [...first, ...writes]);
        leases.saveCheckpoint(database, name, checkpoint, lease);
      }),
    drop: (collection, lease) =>
      writing(() => {
        if (lease !== undefined) leases.assertNotFenced(database, lease);
        generations.dropCollection(database, exact(database, collection));
      }),
  };
}

function unlessMissing<Result>(empty: Result, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (isMissingTable(error)) return empty;
    throw error;
  }
}

type Control = Omit<ReadModelStore, keyof Documents | 'scrub' | 'close'>;

function control(database: Database, now: () => number, gate: Gate): Control {
  const writing = <Result>(work: () => Result): Promise<Result> =>
    gate.pass(() => settle(() => database.transaction(work)));
  const exactName = (name: string): string => generations.exactName(database, name);
  return {
    liveGeneration: (collection) => settle(() => generations.liveGeneration(database, collection)),
    beginGeneration: (collection) => writing(() => generations.beginGeneration(database, collection)),
    switchGeneration: (collection, generation) =>
      writing(() => generations.switchGeneration(database, collection, generation)),
    checkpoint: (name) =>
      settle(() =>
        database.snapshot(() => leases.readCheckpoint(database, exactName(name))?.position ?? BEGINNING),
      ),
    lastSeen: (name) =>
      settle(() => database.snapshot(() => leases.readCheckpoint(database, exactName(name)))),
    saveCheckpoint: (name, checkpoint, lease) =>
      writing(() => {
        leases.assertNotFenced(database, lease);
        leases.saveCheckpoint(database, exactName(name), checkpoint, lease);
      }),
    acquireLease: (name, holder, ttlMillis, { takeOver = false } = {}) =>
      writing(() => leases.acquireLease(database, { name, holder, takeOver }, now(), ttlMillis)),
    releaseLease: (lease) =>
      gate.pass(() =>
        settle(() => {
          leases.releaseLease(database, lease);
        }),
      ),
    holders: () => settle(() => leases.leaseHolders(database, now())),
    parked: (projection) => settle(() => database.snapshot(() => parking.parkedEvents(database, projection))),
    unpark: (projection, stream) =>
      writing(() => {
        parking.unpark(database, projection, stream);
      }),
  };
}

/** Whoever wrote while the file is written anew would hold the whole process until that is over. */
class Gate {
  #closed: Promise<unknown> | undefined;

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#closed !== undefined) await this.#closed;
    return work();
  }

  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.pass(() => {
      const working = work();
      this.#closed = Promise.allSettled([working]).then(() => {
        this.#closed = undefined;
      });
      return working;
    });
  }
}

/** node:sqlite is synchronous; the port is not. */
const settle = <Result>(work: () => Result): Promise<Result> =>
  new Promise((resolve) => {
    resolve(work());
  });

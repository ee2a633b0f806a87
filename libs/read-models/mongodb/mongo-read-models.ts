import {
  BEGINNING,
  checkpointName,
  instantOf,
  LeaseLost,
  type CollectionSpec,
  type DocumentWrite,
  type FoldedBatch,
  type Instant,
  type Lease,
  type Position,
  type ReadModelStore,
} from '#event-sourcing';
import { BSON, type Db } from 'mongodb';
import { ensureCollection, removeHomes, shardCollection } from './collections.ts';
import { connectionTo, type Connection, type Patience } from './connection.ts';
import {
  beginGeneration,
  copyOf,
  drop,
  isHeld,
  release,
  slotOf,
  slotOfCollection,
  switchGeneration,
  type Dropped,
  type Slot,
  type Step,
} from './control.ts';
import { controlStore, type ControlStore } from './control-store.ts';
import { getDocument, inParts, loadDocuments, writeDocuments } from './documents.ts';
import { isCollectionGone } from './errors.ts';
import * as parking from './parked.ts';
import { plain } from './plain.ts';
import { countDocuments, queryDocuments } from './queries.ts';

export interface MongoReadModelsOptions {
  /** A connection string; pool and time-outs are taken from it, see docs/reference/read-model-stores.md. */
  readonly url: string;
  /** Instead of the one in the connection string; `redress` when neither names one. */
  readonly database?: string;
  /** On a sharded cluster: spreads the documents of every collection over the shards. Default: false. */
  readonly shardCollections?: boolean;
  /** Milliseconds since the epoch of Unix. Default: the machine's clock. */
  readonly now?: () => number;
  /** Milliseconds from any origin, never backwards, for the expiry of leases. Default: the machine's. */
  readonly elapsed?: () => number;
}

/**
 * Read models in MongoDB, shared by any number of processes. Every change is of one document, so neither a transaction
 * nor a replica set is needed, and collections can be sharded. Opening asks no server: that is left to the first
 * request, and to those after it while there is none. Throws ReadModelsUnavailable for an unusable connection string.
 */
export function openMongoReadModels(options: MongoReadModelsOptions): ReadModelStore {
  const { now = Date.now, elapsed = () => performance.now(), shardCollections = false } = options;
  const { database, ask, close } = connectionTo(options.url, options.database);
  const control = controlStore(database, { now, elapsed });
  const context: Context = { database, ask, control, now, shardCollections };
  const clock = (): Promise<Instant> => ask(() => clockOf(database));
  return { ...documents(context), ...parked(context), ...leasesAndGenerations(context), clock, close, fits };
}

/** Every server tells its time when it introduces itself; compatible ones may know only the older word for that. */
async function clockOf(database: Db): Promise<Instant> {
  const { localTime } = await database.command({ hello: 1 }).catch(() => database.command({ isMaster: 1 }));
  return instantOf((localTime as Date).getTime());
}

/** A document of MongoDB holds 16 MB; a part of that is for what stands beside ours. */
const MOST_BYTES = 16 * 1024 * 1024 - 64 * 1024;

const fits = (document: object): boolean => BSON.calculateObjectSize(plain(document)) <= MOST_BYTES;

interface Context extends Pick<Connection, 'database' | 'ask'> {
  readonly control: ControlStore;
  readonly now: () => number;
  readonly shardCollections: boolean;
}

type Documents = Pick<
  ReadModelStore,
  'ensure' | 'load' | 'write' | 'commit' | 'get' | 'query' | 'count' | 'drop'
>;

function documents(context: Context): Documents {
  const { ask, database, control } = context;
  const reading = <Result>(
    spec: CollectionSpec,
    work: (home: string) => Promise<Result>,
    patience?: Patience,
  ): Promise<Result> => ask(() => readSettled(control, slotOfCollection(spec), work), patience);
  return {
    ensure: (spec) =>
      ask(async () => {
        await ensureHome(context, await homeOf(control, slotOfCollection(spec)), spec);
        await parking.ensureParked(database);
      }, 'long work'),
    load: (spec, ids) => reading(spec, (home) => loadDocuments(database, home, ids)),
    get: (spec, id) => reading(spec, (home) => getDocument(database, home, id)),
    query: (spec, query) => reading(spec, (home) => queryDocuments(database, home, { spec, query })),
    count: (spec, where = []) =>
      reading(spec, (home) => countDocuments(database, home, { spec, where }), 'long work'),
    write: (spec, writes, lease) =>
      ask(async () => {
        const slot = slotOfCollection(spec);
        const shows = furthestOf(writes);
        const home =
          lease === undefined
            ? await homeOf(control, slot)
            : (await control.fenced(slot, lease, { shows })).home;
        await writeDocuments(database, home, writes, lease);
        // A batch that was given up would go on at the server, and the next attempt would send it all once more.
      }, 'long work'),
    commit: (spec, batch, lease) => commitBatch(context, spec, batch, lease),
    drop: (spec, lease) => ask(() => dropCollection(context, spec, lease), 'long work'),
  };
}

const furthestOf = (writes: readonly DocumentWrite[]): Position =>
  writes.reduce<Position>((most, { position }) => (position > most ? position : most), BEGINNING);

const WRITTEN_AT_ONCE = 2_000;

/**
 * Parked events first, because in a replay the guard may keep a poison event from being tried, and its stream would no
 * longer stand still; the checkpoint last. Each check of the lease refuses whoever has lost it.
 */
async function commitBatch(
  { ask, database, control }: Context,
  spec: CollectionSpec,
  { first = [], writes, parked, checkpoint }: FoldedBatch,
  lease: Lease,
): Promise<void> {
  const slot = slotOfCollection(spec);
  // Most events concern few read models: of the others only the checkpoint moves on.
  if (writes.length > 0 || parked.length > 0) {
    const home = await ask(async () => {
      const copy = await control.fenced(slot, lease, { shows: furthestOf(writes) });
      await parking.park(database, { home: copy.home, alias: slot.alias }, parked);
      return copy.home;
    });
    for (const some of [first, writes].flatMap((each) => inParts(each, WRITTEN_AT_ONCE)))
      await ask(() => writeDocuments(database, home, some, lease), 'long work');
  }
  await ask(() => control.fenced(slot, lease, { saves: checkpoint }));
}

const homeOf = async (control: ControlStore, slot: Slot): Promise<string> =>
  copyOf(await control.read(slot.alias), slot).home;

async function ensureHome(context: Context, home: string, spec: CollectionSpec): Promise<void> {
  await ensureCollection(context.database, home, spec);
  if (context.shardCollections) await shardCollection(context.database, home);
}

/**
 * Reads where the documents were when last looked, then looks again: had a rebuilt copy gone live meanwhile, or had the
 * collection been dropped, it reads anew. So a switch cannot be seen half, and an answer is never older than its alias.
 */
async function readSettled<Result>(
  control: ControlStore,
  slot: Slot,
  work: (home: string) => Promise<Result>,
): Promise<Result> {
  let { home } = copyOf(control.known(slot.alias) ?? (await control.read(slot.alias)), slot);
  for (;;) {
    const outcome = await work(home).then(
      (result) => ({ result }),
      (error: unknown) => {
        if (isCollectionGone(error)) return { error };
        throw error;
      },
    );
    const current = await homeOf(control, slot);
    if (current === home) {
      if ('result' in outcome) return outcome.result;
      throw outcome.error;
    }
    home = current;
  }
}

/** The one step that counts comes first; what follows only tidies up, and is done by the next drop after a crash. */
async function dropCollection(context: Context, spec: CollectionSpec, lease?: Lease): Promise<void> {
  const { database, control } = context;
  const slot = slotOfCollection(spec);
  const dropped = await control.change(slot.alias, (current): Step<Dropped | undefined> => {
    if (lease !== undefined && !isHeld(current, lease)) return { result: undefined };
    return drop(current, slot, context.now());
  });
  if (dropped === undefined)
    throw new LeaseLost(`${String(lease?.holder)} no longer holds ${checkpointName(spec)}`);
  if (dropped.after !== undefined) await ensureHome(context, dropped.after, spec);
  await parking.removeParked(database, dropped.before);
  await removeHomes(database, slot.alias, dropped);
}

function parked({ ask, database, control }: Context): Pick<ReadModelStore, 'parked' | 'unpark'> {
  return {
    parked: (projection) => ask(() => parking.parkedEvents(database, control, projection)),
    unpark: (projection, stream) =>
      ask(async () => parking.unpark(database, await homeOf(control, slotOf(projection)), stream)),
  };
}

type LeasesAndGenerations = Omit<ReadModelStore, keyof Documents | 'parked' | 'unpark' | 'close'>;

function leasesAndGenerations({ ask, control, now }: Context): LeasesAndGenerations {
  return {
    acquireLease: (name, holder, ttlMillis, { takeOver = false } = {}) =>
      ask(() => control.acquire({ name, holder, ttlMillis, takeOver })),
    releaseLease: (lease) =>
      ask(() => control.change(slotOf(lease.name).alias, (current) => release(current, lease))),
    holders: () => ask(() => control.holders()),
    checkpoint: (name) =>
      ask(async () => {
        const slot = slotOf(name);
        return copyOf(await control.read(slot.alias), slot).position;
      }),
    lastSeen: (name) =>
      ask(async () => {
        const slot = slotOf(name);
        const { position, event } = copyOf(await control.read(slot.alias), slot);
        return event && { position, event };
      }),
    saveCheckpoint: (name, checkpoint, lease) =>
      ask(async () => {
        await control.fenced(slotOf(name), lease, { saves: checkpoint });
      }),
    liveGeneration: (spec) => ask(async () => (await control.read(slotOfCollection(spec).alias)).live),
    beginGeneration: (spec) => {
      const { alias } = slotOfCollection(spec);
      return ask(() => control.change(alias, (current) => beginGeneration(current, alias, now())));
    },
    switchGeneration: (spec, generation) => {
      const { alias } = slotOfCollection(spec);
      return ask(() => control.change(alias, (current) => switchGeneration(current, alias, generation)));
    },
  };
}

import {
  BEGINNING,
  checkpointName,
  instantOf,
  LeaseLost,
  type CollectionSpec,
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
import { getDocument, loadDocuments, writeDocuments } from './documents.ts';
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

type Documents = Pick<ReadModelStore, 'ensure' | 'load' | 'write' | 'get' | 'query' | 'count' | 'drop'>;

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
        const shows = writes.map(({ position }) => position).reduce(furthest, BEGINNING);
        const home =
          lease === undefined
            ? await homeOf(control, slot)
            : (await control.fenced(slot, lease, { shows })).home;
        await writeDocuments(database, home, writes, lease);
        // A batch that was given up would go on at the server, and the next attempt would send it all once more.
      }, 'long work'),
    drop: (spec, lease) => ask(() => dropCollection(context, spec, lease), 'long work'),
  };
}

const furthest = (one: Position, other: Position): Position => (one > other ? one : other);

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

function parked({ ask, database, control }: Context): Pick<ReadModelStore, 'park' | 'parked' | 'unpark'> {
  return {
    park: (events, lease) =>
      ask(async () => {
        const all = [events].flat();
        for (const projection of new Set(all.map((event) => event.projection))) {
          const slot = slotOf(projection);
          const home =
            lease === undefined ? await homeOf(control, slot) : (await control.fenced(slot, lease, {})).home;
          await parking.park(
            database,
            home,
            all.filter((event) => event.projection === projection),
          );
        }
      }),
    parked: (projection) => ask(() => parking.parkedEvents(database, control, projection)),
    unpark: (projection, stream) =>
      ask(async () => parking.unpark(database, await homeOf(control, slotOf(projection)), stream)),
  };
}

type LeasesAndGenerations = Omit<ReadModelStore, keyof Documents | 'park' | 'parked' | 'unpark' | 'close'>;

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
    saveCheckpoint: (name, position, lease) =>
      ask(async () => {
        await control.fenced(slotOf(name), lease, { saves: position });
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

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allCaseProjections, caseEventContracts } from '#cases';
import {
  createCodec,
  createProjectionRunner,
  LeaseLost,
  ReadModelsUnavailable,
  type CollectionSpec,
  type DocumentWrite,
  type Lease,
  type Position,
  type ReadModelStore,
  instantOf,
  millisOf,
} from '#event-sourcing';
import { eventually, MemoryEventStore, simulatedTiming } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { openEngine } from '#engine';
import { openSqliteReadModels } from '#read-models';
import { organisationEventContracts } from '#organisation';
import { systemTiming } from '#timing';
import { openMongoReadModels, type MongoReadModelsOptions } from '#read-models/mongodb';
import { MongoClient, type Db } from 'mongodb';
import { writeDocuments } from '../../libs/read-models/mongodb/documents.ts';
import { look, perform, staffTheWorkload, workload } from '../faults/workload.ts';
import { append, contents, months, runnerOptions, said, talks, tally } from './projection.fixtures.ts';
import { mongoTarget, sqliteTarget, withMongo } from './read-model-targets.ts';
import { answersLike } from './read-models.differential.ts';

const cases: CollectionSpec = {
  name: 'open-cases',
  version: 1,
  fields: { stage: 'text' },
  indexes: [['stage']],
};
const NAME = 'open-cases@1#0';
const at = (place: number): Position => String(place).padStart(10, '0') as Position;
const upsert = (place: number, stage: string): DocumentWrite => ({
  id: 'a',
  position: at(place),
  document: { stage },
});

await withMongo('MongoDB read models', (url) => {
  let client: MongoClient;
  let database: Db;
  const stores: ReadModelStore[] = [];

  beforeEach(async () => {
    client = await new MongoClient(url()).connect();
    database = client.db(`redress-test-${randomUUID()}`);
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await database.dropDatabase();
    await client.close();
  });

  const open = (options: Partial<MongoReadModelsOptions> = {}): ReadModelStore => {
    const store = openMongoReadModels({ url: url(), database: database.databaseName, ...options });
    stores.push(store);
    return store;
  };
  const leaseOn = async (store: ReadModelStore, holder: string): Promise<Lease> => {
    const lease = await store.acquireLease(NAME, holder, 10_000, { takeOver: true });
    if (lease === undefined) throw new Error('not taken');
    return lease;
  };

  describe('against SQLite', () => {
    answersLike(sqliteTarget(), mongoTarget(url));

    it('holds the same documents for the same history of cases', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'redress-same-documents-'));
      await recordWorkload(folder);
      const store = openSqliteEventStore({ file: join(folder, 'events.db') });
      const sqlite = openSqliteReadModels({ file: ':memory:' });
      const mongo = open();
      const projections = allCaseProjections({ zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' });
      for (const readModels of [sqlite, mongo]) {
        const options = {
          store,
          readModels,
          codec: createCodec([...caseEventContracts, ...organisationEventContracts]),
          projections,
          timing: systemTiming,
        };
        await createProjectionRunner({ ...options, holder: 'one', batchSize: 40 }).catchUp();
      }
      let compared = 0;
      for (const { collection } of projections) {
        const [expected, actual] = await Promise.all(
          [sqlite, mongo].map((each) => each.query(collection, { limit: 10_000 })),
        );
        expect(JSON.stringify(actual)).toBe(JSON.stringify(expected));
        compared += expected?.items.length ?? 0;
      }
      expect(compared).toBeGreaterThan(30);
      await store.close();
      await sqlite.close();
      await rm(folder, { recursive: true });
    });
  });

  describe('writes of several processes', () => {
    it('leave the newest of many that create the same document at once', async () => {
      const processes = Array.from({ length: 6 }, () => open());
      for (let round = 0; round < 20; round += 1) {
        const id = `case-${round}`;
        await Promise.all(
          processes.map((store, place) => store.write(cases, [{ ...upsert(place, `p${place}`), id }])),
        );
        expect(await processes[0]?.get(cases, id)).toEqual({ stage: 'p5' });
      }
    });

    it('never let what a fenced process sent late replace what its successor wrote', async () => {
      const store = open();
      const former = await leaseOn(store, 'one');
      const late = (write: DocumentWrite) => writeDocuments(database, NAME, [write], former);
      await store.write(cases, [upsert(5, 'five')], former);
      const next = await leaseOn(store, 'two');
      await store.write(cases, [{ ...upsert(5, 'folded anew'), replaces: at(5) }], next);
      await expect(late(upsert(9, 'late'))).rejects.toThrow(LeaseLost);
      expect(await store.get(cases, 'a')).toEqual({ stage: 'folded anew' });
    });

    it('let a document that was folded anew replace one that came late from a fenced process', async () => {
      const store = open();
      const former = await leaseOn(store, 'one');
      await store.write(cases, [upsert(5, 'five')], former);
      const next = await leaseOn(store, 'two');
      await writeDocuments(database, NAME, [upsert(9, 'late')], former);
      await store.write(cases, [{ ...upsert(5, 'folded anew'), replaces: at(5) }], next);
      expect(await store.get(cases, 'a')).toEqual({ stage: 'folded anew' });
    });

    it('cannot bring documents back that were dropped, however late they arrive', async () => {
      const store = open();
      const former = await leaseOn(store, 'one');
      await store.drop(cases);
      await writeDocuments(database, NAME, [upsert(9, 'late')], former);
      expect(await store.get(cases, 'a')).toBeUndefined();
      await store.drop(cases);
      const names = (await database.listCollections().toArray()).map(({ name }) => name);
      expect(names.filter((name) => name.startsWith('open-cases'))).toHaveLength(1);
    });

    it('are refused when the server has lost the lease with everything else', async () => {
      const store = open();
      const lease = await leaseOn(store, 'one');
      await store.write(cases, [upsert(1, 'one')], lease);
      await database.dropDatabase();
      await expect(store.write(cases, [upsert(2, 'two')], lease)).rejects.toThrow(LeaseLost);
      await expect(store.saveCheckpoint(NAME, at(2), lease)).rejects.toThrow(LeaseLost);
      const again = await store.acquireLease(NAME, 'one', 10_000);
      expect(again?.epoch).toBeGreaterThan(lease.epoch);
    });
  });

  it('begins again from the stored checkpoint when the server has lost acknowledged writes', async () => {
    const history = new MemoryEventStore();
    const readModels = open();
    const speak = (words: number) =>
      append(history, 'case-1', ...Array.from({ length: words }, () => said('word')));
    const reached = async (...names: readonly string[]): Promise<void> => {
      for (const name of names)
        await eventually(async () => (await readModels.checkpoint(name)) >= (await history.head()), name);
    };
    const options = { ...runnerOptions(history, readModels), leaseMillis: 600_000 };
    const end = new AbortController();
    const running = createProjectionRunner(options).run(end.signal);
    await speak(5);
    await reached('talks@1', 'months@1', 'tally@1');
    const backup = await dump(database);
    await append(history, 'case-2', said('lost'), said('lost too'));
    await reached('months@1');
    await restore(database, backup);
    await speak(1);
    await reached('talks@1', 'months@1', 'tally@1');
    end.abort();
    await running;
    const clean = openSqliteReadModels({ file: ':memory:' });
    await createProjectionRunner(runnerOptions(history, clean)).catchUp();
    const ids = ['case-1', 'case-2', 'May', 'year', 'all'];
    for (const projection of [talks, months, tally])
      expect(await contents(readModels, projection, ids)).toEqual(await contents(clean, projection, ids));
  });

  describe('leases between machines whose clocks differ', () => {
    const HOUR = 3_600_000;

    it('are not taken early by a machine whose clock is ahead by less than the allowance', async () => {
      const holder = open({ now: () => 10 * HOUR });
      const other = open({ now: () => 10 * HOUR + 50_000, elapsed: () => 0 });
      await holder.acquireLease(NAME, 'one', 2_000);
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
    });

    it('are taken after their time when the clock is behind, and not while they are renewed', async () => {
      let elapsed = 5;
      const holder = open({ now: () => 10 * HOUR });
      const other = open({ now: () => 7 * HOUR, elapsed: () => elapsed });
      for (let renewal = 0; renewal < 5; renewal += 1) {
        await holder.acquireLease(NAME, 'one', 2_000);
        expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
        elapsed += 1_500;
      }
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
      elapsed += 600;
      expect(await other.acquireLease(NAME, 'two', 2_000)).toMatchObject({ holder: 'two' });
    });

    it('are taken sooner by a process that has just started when their holder died long ago', async () => {
      const holder = open({ now: () => 10 * HOUR });
      await holder.acquireLease(NAME, 'one', 2_000);
      let elapsed = 0;
      const other = open({ now: () => 10 * HOUR + 63_000, elapsed: () => elapsed });
      expect(await other.acquireLease(NAME, 'two', 2_000)).toBeUndefined();
      elapsed += 1_000;
      expect(await other.acquireLease(NAME, 'two', 2_000)).toMatchObject({ holder: 'two' });
    });

    it('are not taken from a holder that lives, however far the clocks are apart', async () => {
      const holder = open({ now: () => 10 * HOUR });
      await holder.acquireLease(NAME, 'one', 3_000);
      let elapsed = 0;
      const other = open({ now: () => 12 * HOUR, elapsed: () => elapsed });
      for (let third = 0; third < 9; third += 1) {
        expect(await other.acquireLease(NAME, 'two', 3_000)).toBeUndefined();
        elapsed += 1_000;
        expect(await holder.acquireLease(NAME, 'one', 3_000)).toMatchObject({ holder: 'one' });
      }
    });

    it('tell the time of the server', async () => {
      const { clock } = open({});
      const before = new Date().getTime();
      const there = millisOf((await clock?.()) ?? instantOf(0));
      // Another machine's clock may be wrong, but not by a day.
      expect(Math.abs(there - before)).toBeLessThan(24 * HOUR);
    });
  });

  describe('that cannot serve', () => {
    const refused = (options: Partial<MongoReadModelsOptions>): unknown => {
      try {
        open(options);
      } catch (error) {
        return error;
      }
      throw new Error('it was opened');
    };
    const everything = (error: unknown): string =>
      error instanceof Error
        ? `${error.message}\n${String(error.stack)}\n${everything(error.cause)}`
        : String(error);

    it('say where the server was looked for, and never the password', async () => {
      const port = await unusedPort();
      const nowhere = `mongodb://redress:s3cret@127.0.0.1:${port}/x?serverSelectionTimeoutMS=200`;
      const store = open({ url: nowhere, database: 'y' });
      const requests = [store.checkpoint('open-cases@1'), store.get(cases, 'a')];
      for (const outcome of await Promise.allSettled(requests)) {
        const error =
          outcome.status === 'rejected' ? (outcome.reason as Error) : new Error('it was answered');
        expect(error).toBeInstanceOf(ReadModelsUnavailable);
        expect(error.message).toBe(
          `Read models in MongoDB at 127.0.0.1:${port}/y: the server cannot be reached: check that it runs, its address, ` +
            'and the network in between; projections then continue by themselves',
        );
        expect(everything(error)).not.toContain('s3cret');
      }
    });

    it('say which file or name of the connection string cannot be found', async () => {
      const store = open({ url: 'mongodb://redress:s3cret@127.0.0.1/?tlsCAFile=/nowhere/ca.pem&tls=true' });
      const error: unknown = await store.checkpoint('open-cases@1').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(error)).toContain('/nowhere/ca.pem');
      expect(everything(error)).not.toContain('s3cret');
    });

    it.each([
      'mongodb://redress:s3cret@host:port',
      'mongodb://redress:s3c@ret,s3cret/@host',
      'mongodb://redress:27017?s3cret@host',
      'mongo://redress:s3cret@host',
      'mongodb://redress:s3cret@host/?maxPoolSize=s3cret',
    ])('refuse a connection string that cannot be read, without repeating it: %s', (bad) => {
      const error = refused({ url: bad });
      expect(error).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(error)).toContain('the connection string is not valid');
      expect(everything(error)).not.toContain('s3cret');
    });

    it('refuse a connection string with a weaker write concern, and one with an impossible database', () => {
      const weaker = `${url()}${url().includes('?') ? '&' : '/?'}w=1`;
      expect(refused({ url: weaker })).toBeInstanceOf(ReadModelsUnavailable);
      expect(String(refused({ url: weaker }))).toContain('need w=majority, not w=1');
      expect(refused({ database: 'not.possible' })).toBeInstanceOf(ReadModelsUnavailable);
    });

    it('say so after they were closed, also when they had never connected', async () => {
      const used = open();
      await used.checkpoint('open-cases@1');
      for (const store of [used, open()]) {
        await store.close();
        await store.close();
        await expect(store.checkpoint('open-cases@1')).rejects.toThrow(ReadModelsUnavailable);
        await expect(store.checkpoint('open-cases@1')).rejects.toThrow('the store was closed');
      }
    });

    it('give up a first request that waits for a server when they are closed', async () => {
      const store = open({ url: `mongodb://127.0.0.1:${await unusedPort()}` });
      const waiting = store.checkpoint('open-cases@1');
      await Promise.all([expect(waiting).rejects.toThrow('the store was closed'), store.close()]);
    });

    it('say that sharding needs a sharded cluster', async () => {
      const hello = await client.db('admin').command({ isMaster: 1 });
      const store = open({ shardCollections: true });
      if (hello['msg'] === 'isdbgrid') await store.ensure(cases);
      else await expect(store.ensure(cases)).rejects.toThrow(/needs a sharded cluster/);
    });
  });
});

/** Weeks of a story, told to an engine in its own time. */
async function recordWorkload(dataDirectory: string): Promise<void> {
  const timing = simulatedTiming();
  const clock = { now: instantOf(0) };
  const engine = await openEngine({
    ...{ dataDirectory, timing, now: () => clock.now, projections: 'inline' },
    // Leases in SQLite go by the machine's clock: none of these runs out during a test.
    leaseMillis: 600_000,
  });
  await timing.through(staffTheWorkload(engine));
  for (const step of workload()) {
    clock.now = step.at;
    await timing.through(perform(engine, step));
  }
  await timing.through(look(engine));
  await timing.through(engine.close());
}

type Backup = readonly (readonly [string, readonly { _id: never }[]])[];

async function dump(database: Db): Promise<Backup> {
  const collections = await database.listCollections().toArray();
  return Promise.all(
    collections.map(
      async ({ name }) => [name, await database.collection<{ _id: never }>(name).find().toArray()] as const,
    ),
  );
}

async function restore(database: Db, backup: Backup): Promise<void> {
  for (const { name } of await database.listCollections().toArray())
    await database.collection(name).deleteMany({});
  for (const [name, documents] of backup)
    if (documents.length > 0) await database.collection<{ _id: never }>(name).insertMany([...documents]);
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

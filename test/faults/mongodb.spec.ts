import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import {
  createProjectionRunner,
  ReadModelsUnavailable,
  rebuild,
  type EventStore,
  type Projection,
  type ProjectionLog,
  type ProjectionRunnerOptions,
  type ReadModelStore,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { openMongoReadModels, openSqliteReadModels, systemTiming } from '#read-models';
import { MongoClient } from 'mongodb';
import {
  append,
  contents,
  months,
  runnerOptions,
  said,
  talks,
  tally,
  until,
  type Talk,
} from '../contract/projection.fixtures.ts';
import { withMongo, withWireServer } from '../contract/read-model-targets.ts';
import { startWireServer } from '../servers/mongodb/server.ts';
import { script, seeded } from './processes.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];
const ALL: readonly Projection<Talk>[] = [talks, months, tally];

async function speak(store: EventStore, from: number, events: number): Promise<void> {
  for (let index = from; index < from + events; index += 1)
    await append(
      store,
      STREAMS[index % 3] ?? '',
      said(index % 17 === 16 ? 'goodbye' : `word${index}`, index % 2 === 0 ? 'May' : 'June'),
    );
}

/** Every document, tombstones and checkpoints included, as a clean run in another engine gives them. */
async function expectLikeCleanRun(readModels: ReadModelStore, history: EventStore): Promise<void> {
  const clean = openSqliteReadModels({ file: ':memory:' });
  await createProjectionRunner(runnerOptions(history, clean)).catchUp();
  for (const projection of ALL)
    expect(await contents(readModels, projection, KEYS)).toEqual(await contents(clean, projection, KEYS));
  await clean.close();
}

const reached = async (readModels: ReadModelStore, history: EventStore, millis: number): Promise<void> => {
  const head = await history.head();
  for (const name of ['talks@1', 'months@1', 'tally@1'])
    await until(async () => (await readModels.checkpoint(name)) >= head, millis);
};

/** Counts what the runner complained of. */
function countingLog(): ProjectionLog & { readonly errors: string[] } {
  const errors: string[] = [];
  const note = (facts: object, message: string): void => {
    const { error } = facts as { readonly error?: unknown };
    if (error instanceof Error) errors.push(`${message}: ${error.message}`);
  };
  return { errors, info: note, warn: () => undefined, error: note };
}

/** What a test leaves behind, also when it fails; the last first. */
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp();
});

function openModels(url: string, database?: string): ReadModelStore {
  const readModels = openMongoReadModels({ url, ...(database !== undefined && { database }) });
  cleanups.push(() => readModels.close());
  return readModels;
}

/** A database of its own, removed afterwards. */
function newDatabase(url: string): string {
  const database = `redress-test-${randomUUID()}`;
  cleanups.push(async () => {
    const client = await new MongoClient(url).connect();
    await client.db(database).dropDatabase();
    await client.close();
  });
  return database;
}

function start(options: ProjectionRunnerOptions): { stop(): Promise<void> } {
  const end = new AbortController();
  const running = createProjectionRunner(options).run(end.signal);
  const stop = (): Promise<void> => {
    end.abort();
    return running;
  };
  cleanups.push(stop);
  return { stop };
}

await withWireServer('a MongoDB server that dies', (server) => {
  it('is not there at first: requests fail in time, and succeed once it has come', async () => {
    const port = await unusedPort();
    const readModels = openModels(`mongodb://127.0.0.1:${port}/?serverSelectionTimeoutMS=300`);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const begun = performance.now();
      await expect(readModels.checkpoint('tally@1')).rejects.toThrow(ReadModelsUnavailable);
      expect(performance.now() - begun).toBeLessThan(5_000);
    }
    const late = await startWireServer(port);
    cleanups.unshift(late.kill);
    await until(
      () =>
        readModels.checkpoint('tally@1').then(
          () => true,
          () => false,
        ),
      20_000,
    );
  }, 60_000);

  it('in the middle of a batch and comes back empty gets the same documents again', async () => {
    const random = seeded(5);
    let current = server();
    const { url, port } = current;
    const history = new MemoryEventStore();
    const readModels = openModels(url);
    let writing = Promise.resolve();
    let writes = 0;
    const watched: ReadModelStore = {
      ...readModels,
      write: (...args) => {
        writes += 1;
        const written = readModels.write(...args);
        writing = written.catch(() => undefined);
        return written;
      },
    };
    const log = countingLog();
    const options = { ...runnerOptions(history, watched), batchSize: 20, cachedDocuments: 2, log };
    const running = start(options);
    await speak(history, 0, 100);
    await reached(readModels, history, 20_000);
    for (let kill = 0; kill < 3; kill += 1) {
      const before = writes;
      const speaking = speak(history, 100 * (kill + 1), 100);
      await until(() => Promise.resolve(writes > before + Math.floor(random() * 3)), 20_000);
      await current.kill();
      await Promise.all([speaking, writing]);
      current = await startWireServer(port);
      cleanups.unshift(current.kill);
      await reached(readModels, history, 30_000);
      await expectLikeCleanRun(readModels, history);
    }
    expect(await rebuild({ ...options, projection: months, holder: 'rebuilder' })).toMatchObject({
      outcome: 'switched',
      documents: { live: 3, rebuilt: 3 },
    });
    await speak(history, 400, 5);
    await reached(readModels, history, 20_000);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    expect(log.errors.length).toBeGreaterThan(0);
  }, 180_000);
});

await withMongo('a MongoDB server', (url) => {
  it('whose connections are cut, so that nobody knows what was written, gets every write once', async () => {
    const random = seeded(7);
    const database = newDatabase(url());
    const line = await cuttableLine(url());
    cleanups.push(line.close);
    const history = new MemoryEventStore();
    const readModels = openModels(line.url, database);
    const failures: unknown[] = [];
    let calls = 0;
    const cutting = <Result>(call: () => Promise<Result>): Promise<Result> => {
      calls += 1;
      if (calls % 8 === 0 && calls < 120) line.cut(random() < 0.5 ? 'request' : 'answer');
      return call().catch((error: unknown) => {
        failures.push(error);
        throw error;
      });
    };
    const watched: ReadModelStore = {
      ...readModels,
      write: (...args) => cutting(() => readModels.write(...args)),
      saveCheckpoint: (...args) => cutting(() => readModels.saveCheckpoint(...args)),
    };
    const running = start({ ...runnerOptions(history, watched), batchSize: 5, cachedDocuments: 2 });
    for (let index = 0; calls < 130; index += 10) {
      await speak(history, index, 10);
      await systemTiming.sleep(20);
    }
    await reached(readModels, history, 30_000);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    expect(failures.length).toBeGreaterThan(5);
    for (const failure of failures) expect(failure).toBeInstanceOf(ReadModelsUnavailable);
  }, 120_000);

  it('projected to by two processes goes on when one of them is killed, and nothing counts twice', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-mongodb-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'events.db');
    const database = newDatabase(url());
    const history = openSqliteEventStore({ file });
    cleanups.push(() => history.close());
    const readModels = openModels(url(), database);
    const projectors = [
      await startProjector([file, url(), database]),
      await startProjector([file, url(), database]),
    ];
    for (let kill = 0; kill < 4; kill += 1) {
      const speaking = speak(history, 60 * kill, 40);
      await systemTiming.sleep(150 * kill);
      const [first, second] = projectors.splice(0);
      if (first === undefined || second === undefined) throw new Error('a projector is missing');
      const holder = await holderOf(url(), database);
      const [victim, survivor] = holder === `projector ${second.pid}` ? [second, first] : [first, second];
      victim.kill('SIGKILL');
      await speaking;
      await speak(history, 60 * kill + 40, 20);
      await reached(readModels, history, 30_000);
      expect(await holderOf(url(), database)).toBe(`projector ${survivor.pid}`);
      projectors.push(survivor, await startProjector([file, url(), database]));
    }
    await expectLikeCleanRun(readModels, history);
    expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 240 });
  }, 180_000);
});

async function unusedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startProjector(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, script('./mongodb-runner.child.ts', ...args), {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

/** Who feeds the tally, once somebody does. */
async function holderOf(url: string, database: string): Promise<string> {
  const client = await new MongoClient(url).connect();
  let holder = '';
  await until(async () => {
    const found = await client
      .db(database)
      .collection<{ _id: string; leases: Record<string, { holder: string }> }>('control')
      .findOne({ _id: 'tally@1' });
    holder = found?.leases['0']?.holder ?? '';
    return holder !== '';
  }, 20_000);
  await client.close();
  return holder;
}

type Moment = 'request' | 'answer';

interface CuttableLine {
  readonly url: string;
  /** Ends the connection of the next write: its request does not arrive, or its answer does not. */
  cut(at: Moment): void;
  readonly close: () => void;
}

const isWrite = (request: Buffer): boolean => request.includes('update\0') || request.includes('insert\0');

async function cuttableLine(url: string): Promise<CuttableLine> {
  const [, host = '', port = '27017', rest = ''] = /^mongodb:\/\/([^:/,]+):?(\d*)(.*)$/.exec(url) ?? [];
  const sockets = new Set<Socket>();
  let next: Moment | undefined;
  const server: Server = createServer((near) => {
    const far = connect(Number(port), host);
    let cutAt: Moment | undefined;
    near.on('data', (request: Buffer) => {
      if (next !== undefined && isWrite(request)) [cutAt, next] = [next, undefined];
      if (cutAt === 'request') near.destroy();
      else far.write(request);
    });
    far.on('data', (answer: Buffer) => {
      if (cutAt === 'answer') far.destroy();
      else near.write(answer);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const near = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `mongodb://127.0.0.1:${near}${rest}${rest.includes('?') ? '&' : '/?'}directConnection=true`,
    cut(at) {
      next = at;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ReadModelsUnavailable, rebuild, type ReadModelStore } from '#event-sourcing';
import { eventually, MemoryEventStore, sampled } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { MongoClient } from 'mongodb';
import { months, runnerOptions, tally, type Talk } from '../contract/projection.fixtures.ts';
import { withMongo, withWireServer } from '../contract/read-model-targets.ts';
import { startLine } from '../servers/mongodb/line.ts';
import { startWireServer } from '../servers/mongodb/server.ts';
import {
  cleanUpAfterEach,
  cleanups,
  countingLog,
  expectLikeCleanRun,
  newDatabase,
  openModels,
  reached,
  speak,
  start,
  unusedPort,
  untilAnswering,
} from './mongodb.fixtures.ts';
import { script, seeded } from './processes.ts';

cleanUpAfterEach();

await withWireServer('a MongoDB server that dies', (server) => {
  it('is not there at first: requests fail, each by itself, and succeed once it has come', async () => {
    const port = await unusedPort();
    const readModels = openModels(`mongodb://127.0.0.1:${port}/?serverSelectionTimeoutMS=300`);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const error: unknown = await readModels.checkpoint('tally@1').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ReadModelsUnavailable);
      // The driver looks for a server as long as the connection string says, and throws this.
      expect((error as Error).cause).toMatchObject({ name: 'MongoServerSelectionError' });
    }
    const late = await startWireServer(port);
    cleanups.unshift(late.kill);
    await untilAnswering(readModels);
  });

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
      commit: (...args) => {
        writes += 1;
        const written = readModels.commit(...args);
        writing = written.catch(() => undefined);
        return written;
      },
    };
    const log = countingLog();
    const options = { ...runnerOptions(history, watched), batchSize: 20, cachedDocuments: 2, log };
    const running = start(options);
    await speak(history, 0, 100);
    await reached(readModels, history);
    const kills = sampled({ full: 2, sample: 1 });
    for (let kill = 0; kill < kills; kill += 1) {
      const before = writes;
      const speaking = speak(history, 100 * (kill + 1), 100);
      const moment = before + Math.floor(random() * 3);
      await eventually(() => writes > moment, 'the moment to kill');
      await current.kill();
      await Promise.all([speaking, writing]);
      current = await startWireServer(port);
      cleanups.unshift(current.kill);
      await reached(readModels, history);
      await expectLikeCleanRun(readModels, history);
    }
    expect(await rebuild({ ...options, projection: months, holder: 'rebuilder' })).toMatchObject({
      outcome: 'switched',
      documents: { live: 3, rebuilt: 3 },
    });
    await speak(history, 100 * (kills + 1), 5);
    await reached(readModels, history);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    expect(log.errors.length).toBeGreaterThan(0);
  });
});

await withMongo('a MongoDB server', (url) => {
  it('whose connections are cut, so that nobody knows what was written, gets every write once', async () => {
    const random = seeded(7);
    const database = newDatabase(url());
    const line = await startLine(url());
    cleanups.push(line.close);
    const history = new MemoryEventStore();
    const readModels = openModels(line.url, database);
    const failures: unknown[] = [];
    const enough = sampled({ full: 8, sample: 4 });
    let calls = 0;
    const cutting = <Result>(call: () => Promise<Result>): Promise<Result> => {
      calls += 1;
      if (calls % 8 === 0 && failures.length < enough) line.cut(random() < 0.5 ? 'request' : 'answer');
      return call().catch((error: unknown) => {
        failures.push(error);
        throw error;
      });
    };
    const watched: ReadModelStore = {
      ...readModels,
      commit: (...args) => cutting(() => readModels.commit(...args)),
    };
    const running = start({ ...runnerOptions(history, watched), batchSize: 5, cachedDocuments: 2 });
    for (let index = 0; failures.length < enough; index += 10) {
      const before = calls;
      await speak(history, index, 10);
      await eventually(() => calls > before, 'a write');
    }
    await reached(readModels, history);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
    for (const failure of failures) expect(failure).toBeInstanceOf(ReadModelsUnavailable);
  });

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
    const kills = sampled({ full: 2, sample: 1 });
    for (let kill = 0; kill < kills; kill += 1) {
      const speaking = speak(history, 60 * kill, 40);
      const moment = 60 * kill + 10 * ((kill + 2) % 4);
      await eventually(async () => (await tallied(readModels)) >= moment, 'the moment to kill');
      const [first, second] = projectors.splice(0);
      if (first === undefined || second === undefined) throw new Error('a projector is missing');
      const holder = await holderOf(url(), database);
      const [victim, survivor] = holder === `projector ${second.pid}` ? [second, first] : [first, second];
      victim.kill('SIGKILL');
      await speaking;
      await speak(history, 60 * kill + 40, 20);
      await reached(readModels, history);
      expect(await holderOf(url(), database)).toBe(`projector ${survivor.pid}`);
      projectors.push(survivor);
      if (kill < kills - 1) projectors.push(await startProjector([file, url(), database]));
    }
    await expectLikeCleanRun(readModels, history);
    expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 60 * kills });
  });
});

const tallied = async (readModels: ReadModelStore): Promise<number> =>
  ((await readModels.get(tally.collection, 'all')) as Talk | undefined)?.count ?? 0;

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
  const look = async (): Promise<boolean> => {
    const found = await client
      .db(database)
      .collection<{ _id: string; leases: Record<string, { holder: string }> }>('control')
      .findOne({ _id: 'tally@1' });
    holder = found?.leases['0']?.holder ?? '';
    return holder !== '';
  };
  await eventually(look, 'a holder');
  await client.close();
  return holder;
}

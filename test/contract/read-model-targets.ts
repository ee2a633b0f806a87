import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ReadModelStore } from '#event-sourcing';
import { openSqliteReadModels } from '#read-models';
import { openMongoReadModels } from '#read-models/mongodb';
import { MongoClient } from 'mongodb';
import {
  buildWireServer,
  missingForWireServer,
  startWireServer,
  type WireServer,
} from '../servers/mongodb/server.ts';

/** Empty read models and a clock that tests move; leases expire by it. */
export interface FreshReadModels {
  readonly readModels: ReadModelStore;
  /** Another process with the same read models. */
  connect(): ReadModelStore;
  readonly wait: (millis: number) => void;
}

/** An engine that read models can be kept in. */
export interface ReadModelTarget {
  readonly name: string;
  /** Closed by {@link dispose} at the latest. The clock of the leases shows what `now` says, and what was waited. */
  fresh(now?: () => number): Promise<FreshReadModels>;
  dispose(): Promise<void>;
}

export function sqliteTarget(): ReadModelTarget {
  const folders: string[] = [];
  const stores: ReadModelStore[] = [];
  return {
    name: 'SQLite',
    async fresh(now) {
      const folder = await mkdtemp(join(tmpdir(), 'redress-read-models-'));
      folders.push(folder);
      const clock = movableClock(now);
      const open = (): ReadModelStore => {
        const store = openSqliteReadModels({ file: join(folder, 'read-models.db'), now: clock.now });
        stores.push(store);
        return store;
      };
      return { readModels: open(), connect: open, wait: clock.wait };
    },
    async dispose() {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
    },
  };
}

/** Its databases are removed at the end of the suite that it is made in. */
export function mongoTarget(url: () => string): ReadModelTarget {
  const databases: string[] = [];
  const stores: ReadModelStore[] = [];
  afterAll(async () => {
    const client = await new MongoClient(url()).connect();
    for (const database of databases.splice(0)) await client.db(database).dropDatabase();
    await client.close();
  });
  return {
    name: 'MongoDB',
    fresh(now) {
      const database = `redress-test-${randomUUID()}`;
      databases.push(database);
      const clock = movableClock(now);
      const open = (): ReadModelStore => {
        const store = openMongoReadModels({ url: url(), database, now: clock.now, elapsed: clock.now });
        stores.push(store);
        return store;
      };
      return Promise.resolve({ readModels: open(), connect: open, wait: clock.wait });
    },
    async dispose() {
      await Promise.all(stores.splice(0).map((store) => store.close()));
    },
  };
}

function movableClock(passed = () => 0): {
  readonly now: () => number;
  readonly wait: (millis: number) => void;
} {
  let start = 1_000;
  return {
    now: () => start + passed(),
    wait(millis) {
      start += millis;
    },
  };
}

/** Calls the suite with a connection string, or lists it as skipped together with what is missing. */
export async function withMongo(name: string, suite: (url: () => string) => void): Promise<void> {
  const url = process.env['MONGODB_URL'];
  if (url === undefined)
    return withServer(name, sharedWireServer, (server) => {
      suite(() => server().url);
    });
  describe(name, () => {
    suite(() => url);
  });
}

let shared: Promise<WireServer> | undefined;

/** One for all suites that a worker runs, each with databases of its own; it ends with the worker. */
const sharedWireServer = (): Promise<WireServer> => (shared ??= startWireServer());

/** Starts a server of the tests for this suite alone, also where there is a real one: for suites that kill it. */
export const withWireServer = (name: string, suite: (server: () => WireServer) => void): Promise<void> =>
  withServer(name, startWireServer, (server) => {
    afterAll(() => server().kill());
    suite(server);
  });

async function withServer(
  name: string,
  start: () => Promise<WireServer>,
  suite: (server: () => WireServer) => void,
): Promise<void> {
  const missing = await missingWireServer();
  if (missing !== undefined) {
    describe.skip(`${name} (${missing})`, () => {
      it('was not run', () => undefined);
    });
    return;
  }
  describe(name, () => {
    let server: WireServer | undefined;
    beforeAll(async () => {
      server = await start();
    });
    suite(() => {
      if (server === undefined) throw new Error('the server has not been started yet');
      return server;
    });
  });
}

/** Why the server of the tests cannot run here. In CI, where Java and Maven are there, it has to. */
async function missingWireServer(): Promise<string | undefined> {
  const real = process.env['MONGODB_URL'] === undefined ? 'MONGODB_URL is not set, and ' : '';
  const missing = missingForWireServer();
  if (missing !== undefined) return `${real}${missing} for the server of the tests`;
  try {
    await buildWireServer();
    return undefined;
  } catch (cause) {
    if (process.env['CI'] !== undefined)
      throw new Error('the server of the tests cannot be built', { cause });
    return `${real}the server of the tests could not be built`;
  }
}

/** Runs a suite on every engine that can be had here. */
export async function onEveryReadModelStore(
  name: string,
  suite: (target: ReadModelTarget) => void,
): Promise<void> {
  describe(`${name}: SQLite`, () => {
    suite(sqliteTarget());
  });
  await withMongo(`${name}: MongoDB`, (url) => {
    suite(mongoTarget(url));
  });
}

import { randomUUID } from 'node:crypto';
import { afterAll, describe } from 'vitest';
import { isFullRun } from '#event-sourcing/testing';
import { MongoClient } from 'mongodb';
import { withMongo } from './contract/read-model-targets.ts';
import type { Servers } from './servers/environment.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from './servers/eventstoredb/start.ts';

export { environmentOf, type Servers } from './servers/environment.ts';

/** Empty engines for one test, removed after the suite. */
export type FreshServers = () => Promise<Servers>;

/**
 * Runs a suite over the whole product on every pair of engines that can be had here. What cannot is listed as skipped,
 * with what is missing for it.
 */
export async function onEveryPair(name: string, suite: (fresh: FreshServers) => void): Promise<void> {
  onEmbedded(name, suite);
  await onEveryCluster(name, suite);
}

/**
 * For what the engines have no part in (forms, rights, documentation): the embedded pair shows it in every run, and the
 * way up that needs one server in the full run.
 */
export function onSampledPairs(name: string, suite: (fresh: FreshServers) => void): void {
  onEmbedded(name, suite);
  if (isFullRun) onHistoryOnServer(name, suite);
}

/** Each engine has its turn once: both embedded ones together, and both servers together. */
export async function onEachEngine(name: string, suite: (fresh: FreshServers) => void): Promise<void> {
  onEmbedded(name, suite);
  await onBothServers(name, suite);
}

function onEmbedded(name: string, suite: (fresh: FreshServers) => void): void {
  describe('embedded', () => {
    describe(name, () => {
      suite(() => Promise.resolve({}));
    });
  });
}

/**
 * The pairs with a history on a server, for what is only about servers. Read models on MongoDB beside a history on SQLite
 * have suites of their own: what they do does not depend on where the history is.
 */
export async function onEveryCluster(name: string, suite: (fresh: FreshServers) => void): Promise<void> {
  onHistoryOnServer(name, suite);
  await onBothServers(name, suite);
  if (eventStoreUrl === undefined) return;
  await withMongo('EventStoreDB (the server of EVENTSTORE_URL) and MongoDB', (url) => {
    describe(name, () => {
      const database = freshDatabases(url);
      suite(async () => ({ ...(await database()), eventStoreUrl, eventStoreNamespace: freshNamespace() }));
    });
  });
}

const eventStoreUrl = process.env['EVENTSTORE_URL'];

function onHistoryOnServer(name: string, suite: (fresh: FreshServers) => void): void {
  describe('EventStoreDB (protocol double) and SQLite', () => {
    describe(name, () => {
      const double = freshDoubles();
      suite(async () => ({ eventStoreUrl: (await double()).connectionString }));
    });
  });
  if (eventStoreUrl === undefined) return;
  describe('EventStoreDB (the server of EVENTSTORE_URL) and SQLite', () => {
    describe(name, () => {
      suite(() => Promise.resolve({ eventStoreUrl, eventStoreNamespace: freshNamespace() }));
    });
  });
}

async function onBothServers(name: string, suite: (fresh: FreshServers) => void): Promise<void> {
  // In a block of its own, so that its last hooks run while the server of the block around it is still there.
  await withMongo('EventStoreDB (protocol double) and MongoDB', (url) => {
    describe(name, () => {
      const database = freshDatabases(url);
      const double = freshDoubles();
      suite(async () => ({ ...(await database()), eventStoreUrl: (await double()).connectionString }));
    });
  });
}

/** The server is everybody's: what tests append stays there, under a name that nobody else has. */
const freshNamespace = (): string => `test${randomUUID().replaceAll('-', '')}_`;

function freshDatabases(url: () => string): () => Promise<Servers> {
  const used: string[] = [];
  afterAll(async () => {
    const client = await new MongoClient(url()).connect();
    for (const database of used) await client.db(database).dropDatabase();
    await client.close();
  });
  return () => {
    const database = `redress-test-${randomUUID()}`;
    used.push(database);
    return Promise.resolve({ readModelsUrl: inDatabase(url(), database) });
  };
}

export function freshDoubles(): () => Promise<EventStoreDbDouble> {
  const started: EventStoreDbDouble[] = [];
  afterAll(async () => {
    await Promise.all(started.map((double) => double.stop()));
  });
  return async () => {
    const double = await startEventStoreDbDouble();
    started.push(double);
    return double;
  };
}

/** The same server, another database; who may log in there stays as it was. */
function inDatabase(url: string, database: string): string {
  const [, server = '', said = '', options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?([^?]*)\??(.*)$/.exec(url) ?? [];
  const parameters = new URLSearchParams(options);
  if (server.includes('@') && !parameters.has('authSource'))
    parameters.set('authSource', said === '' ? 'admin' : said);
  return `${server}/${database}?${parameters.toString()}`;
}

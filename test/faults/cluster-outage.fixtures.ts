import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect } from 'vitest';
import { MongoClient } from 'mongodb';
import { withMongo } from '../contract/read-model-targets.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { startTcpProxy, type Target, type TcpProxy } from '../servers/eventstoredb/tcp-proxy.ts';
import { eventually, startApi, startWorker, type Cluster, type ClusterProcess } from './cluster-processes.ts';

/** A cluster whose servers can be taken away, each for itself. */
export interface FragileCluster extends Cluster {
  /** Where the history is on a server. */
  readonly double?: EventStoreDbDouble;
  /** The ways from the processes to the servers, by the name of the server. */
  readonly ways: Readonly<Record<string, TcpProxy>>;
}

/** Short, so that tests meet them; an operator sets them in the same place, the connection strings. */
const EVENTSTOREDB_OPTIONS = 'defaultDeadline=500';
const MONGODB_OPTIONS = {
  directConnection: 'true',
  serverSelectionTimeoutMS: '1000',
  connectTimeoutMS: '1000',
  heartbeatFrequencyMS: '500',
  socketTimeoutMS: '3000',
};
/** With these, in ms: three attempts at a deadline each; a lost connection to MongoDB, and another attempt. */
export const LONGEST_ANSWER = 8_000;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Done after the test, the last one first. */
export const afterwards = (cleanup: () => unknown): void => void cleanups.push(cleanup);

export type Kind = 'SQLite' | 'EventStoreDB (protocol double)';
export type NewCluster = () => Promise<FragileCluster>;

/** Runs a suite on both kinds of cluster, each test on one of its own. */
export async function onEveryFragileCluster(
  name: string,
  suite: (newCluster: NewCluster, kind: Kind) => void,
): Promise<void> {
  for (const kind of ['SQLite', 'EventStoreDB (protocol double)'] as const) {
    await withMongo(`${kind} and MongoDB`, (url) => {
      describe(name, () => {
        suite(() => newClusterAt(url(), kind), kind);
      });
    });
  }
}

let databases = 0;

export async function newClusterAt(mongoUrl: string, kind: Kind): Promise<FragileCluster> {
  const folder = await newFolder();
  const { credentials, target, options } = partsOf(mongoUrl);
  const mongodb = await startTcpProxy(target);
  afterwards(() => mongodb.close());
  const database = `redress-test-${String(process.pid)}-${String((databases += 1))}`;
  const readModelsUrl = `mongodb://${credentials}127.0.0.1:${String(mongodb.port)}/${database}?${options}`;
  // The server of the tests takes everything with it.
  if (process.env['MONGODB_URL'] !== undefined) afterwards(() => dropDatabase(readModelsUrl));
  if (kind === 'SQLite') return { folder, servers: { readModelsUrl }, ways: { MongoDB: mongodb } };
  const double = await startEventStoreDbDouble();
  afterwards(() => double.stop());
  // The double takes any user; nobody may see this one in a log.
  const eventStoreUrl = `${double.connectionString.replace('://', '://admin:secret@')}&${EVENTSTOREDB_OPTIONS}`;
  const ways = { MongoDB: mongodb, EventStoreDB: double.proxy };
  return { folder, servers: { readModelsUrl, eventStoreUrl }, double, ways };
}

async function dropDatabase(url: string): Promise<void> {
  const client = await new MongoClient(url).connect();
  await client.db().dropDatabase();
  await client.close();
}

function partsOf(mongoUrl: string) {
  const [, credentials = '', host = '', port = '', said = ''] =
    /^mongodb:\/\/([^@/]*@)?([^:,/]+):?(\d*)[^?]*\??(.*)$/.exec(mongoUrl) ?? [];
  const options = new URLSearchParams(said);
  for (const [name, value] of Object.entries(MONGODB_OPTIONS)) options.set(name, value);
  const target: Target = { host, port: Number(port === '' ? 27_017 : port) };
  return { credentials, target, options: options.toString() };
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-outage-'));
  afterwards(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Killed after the test, if it still runs then. */
export function started(process: ClusterProcess): ClusterProcess {
  afterwards(() => process.kill());
  return process;
}

export interface Running {
  readonly api: ClusterProcess;
  readonly worker: ClusterProcess;
  /** Of the API. */
  readonly url: string;
  readonly workerUrl: string;
}

/** One of each, listening; not ready while a server is away. */
export async function startBoth(cluster: Cluster): Promise<Running> {
  const [api, worker] = [started(startApi(cluster)), started(startWorker(cluster))];
  const [url, workerUrl] = await Promise.all([api.url, worker.url]);
  return { api, worker, url, workerUrl };
}

export const statusOf = async (url: string): Promise<number> => {
  const answer = await fetch(url);
  await answer.text();
  return answer.status;
};

export const readiness = ({ url, workerUrl }: Running): Promise<readonly number[]> =>
  Promise.all([url, workerUrl].map((each) => statusOf(`${each}/health/ready`)));

export const untilReady = (running: Running): Promise<void> =>
  eventually(async () => (await readiness(running)).every((status) => status === 200), { what: 'readiness' });

/** Nothing that a program says on its way out without having been asked to. */
export function expectQuiet({ api, worker }: Pick<Running, 'api' | 'worker'>): void {
  for (const line of [...api.log(), ...worker.log()]) expect(line.level).not.toBe('text');
}

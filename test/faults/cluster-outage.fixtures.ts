import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';
import { eventually, sampled } from '#event-sourcing/testing';
import { MongoClient } from 'mongodb';
import type { Servers } from '../engines.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { startTcpProxy, type Target, type TcpProxy } from '../servers/eventstoredb/tcp-proxy.ts';
import { startApi, startWorker, type Cluster, type ClusterProcess } from './cluster-processes.ts';

/** A cluster whose servers can be taken away, each for itself. */
export interface FragileCluster extends Cluster {
  /** The same servers, not by the ways that can be troubled, and with the patience of the product. */
  readonly direct: Servers;
  /** Where the history is on a server. */
  readonly double?: EventStoreDbDouble;
  /** The ways from the processes to the servers, by the name of the server. */
  readonly ways: Readonly<Record<string, TcpProxy>>;
}

/** With read models on a server. */
export interface ClusterOnMongo extends FragileCluster {
  readonly ways: Readonly<Record<'MongoDB', TcpProxy>> & Readonly<Record<string, TcpProxy>>;
}

/**
 * Short, so that tests meet them; an operator sets them in the same place, the connection strings. On a busy machine they
 * end what is sound, too: a request that ended by one is sent again.
 */
const EVENTSTOREDB_OPTIONS = 'defaultDeadline=500';
const MONGODB_OPTIONS = {
  directConnection: 'true',
  serverSelectionTimeoutMS: '500',
  connectTimeoutMS: '500',
  heartbeatFrequencyMS: '500',
  socketTimeoutMS: '2000',
};

/** For those who look at what the outages have left behind. */
export const directly = ({ folder, direct }: FragileCluster): Cluster => ({ folder, servers: direct });

const cleanups: (() => unknown)[] = [];
const cleanUp = async (): Promise<void> => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
};
export const cleanUpAfterEach = (): void => {
  afterEach(cleanUp);
};
export const cleanUpAfterAll = (): void => {
  afterAll(cleanUp);
};

/** Done after the test, or after all of them, the last one first. */
export const afterwards = (cleanup: () => unknown): void => void cleanups.push(cleanup);

const KINDS = ['SQLite', 'EventStoreDB (protocol double)'] as const;
export type Kind = (typeof KINDS)[number];

/** Both kinds in the full run, and else the one that is named. */
export const kindsOr = (sample: Kind): readonly Kind[] =>
  sampled<readonly Kind[]>({ full: KINDS, sample: [sample] });

let databases = 0;

/** The history on a server, and the read models in the folder. */
export async function newClusterOnEventStore(): Promise<FragileCluster> {
  const { double, eventStoreUrl, ways } = await newEventStore();
  const servers = { eventStoreUrl: `${eventStoreUrl}&${EVENTSTOREDB_OPTIONS}` };
  return { folder: await newFolder(), servers, direct: { eventStoreUrl }, double, ways };
}

async function newEventStore() {
  const double = await startEventStoreDbDouble();
  afterwards(() => double.stop());
  // The double takes any user; nobody may see this one in a log.
  const eventStoreUrl = double.connectionString.replace('://', '://admin:secret@');
  return { double, eventStoreUrl, ways: { EventStoreDB: double.proxy } };
}

export async function newClusterAt(mongoUrl: string, kind: Kind): Promise<ClusterOnMongo> {
  const folder = await newFolder();
  const { credentials, target, said } = partsOf(mongoUrl);
  const mongodb = await startTcpProxy(target);
  afterwards(() => mongodb.close());
  const database = `redress-test-${String(process.pid)}-${String((databases += 1))}`;
  const urlAt = ({ host, port }: Target, options: object): string => {
    const all = new URLSearchParams({ ...Object.fromEntries(said), ...options });
    return `mongodb://${credentials}${host}:${String(port)}/${database}?${all.toString()}`;
  };
  const direct = { readModelsUrl: urlAt(target, {}) };
  const servers = { readModelsUrl: urlAt({ host: '127.0.0.1', port: mongodb.port }, MONGODB_OPTIONS) };
  afterwards(() => dropDatabase(direct));
  if (kind === 'SQLite') return { folder, servers, direct, ways: { MongoDB: mongodb } };
  const { double, eventStoreUrl, ways } = await newEventStore();
  return {
    folder,
    servers: { ...servers, eventStoreUrl: `${eventStoreUrl}&${EVENTSTOREDB_OPTIONS}` },
    direct: { ...direct, eventStoreUrl },
    double,
    ways: { MongoDB: mongodb, ...ways },
  };
}

export async function dropDatabase({ readModelsUrl = '' }: Servers): Promise<void> {
  const client = await new MongoClient(readModelsUrl).connect();
  await client.db().dropDatabase();
  await client.close();
}

function partsOf(mongoUrl: string) {
  const [, credentials = '', host = '', port = '', said = ''] =
    /^mongodb:\/\/([^@/]*@)?([^:,/]+):?(\d*)[^?]*\??(.*)$/.exec(mongoUrl) ?? [];
  const target: Target = { host, port: Number(port === '' ? 27_017 : port) };
  return { credentials, target, said: new URLSearchParams(said) };
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-outage-'));
  afterwards(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Killed afterwards, if it still runs then. */
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
  eventually(async () => (await readiness(running)).every((status) => status === 200), 'readiness');

/** Nothing that a program says on its way out without having been asked to. */
export function expectQuiet({ api, worker }: Pick<Running, 'api' | 'worker'>): void {
  for (const line of [...api.log(), ...worker.log()]) expect(line.level).not.toBe('text');
}

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, expect } from 'vitest';
import {
  BEGINNING,
  createProjectionRunner,
  type EventStore,
  type Projection,
  type ProjectionLog,
  type ProjectionRunnerOptions,
  type ReadModelStore,
} from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { openMongoReadModels, type MongoReadModelsOptions } from '#read-models/mongodb';
import { MongoClient } from 'mongodb';
import {
  append,
  contents,
  months,
  runnerOptions,
  said,
  talks,
  tally,
  type Talk,
} from '../contract/projection.fixtures.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];
const ALL: readonly Projection<Talk>[] = [talks, months, tally];
const NAMES = ['talks@1', 'months@1', 'tally@1'];

export async function speak(store: EventStore, from: number, events: number): Promise<void> {
  for (let index = from; index < from + events; index += 1)
    await append(
      store,
      STREAMS[index % 3] ?? '',
      said(index % 17 === 16 ? 'goodbye' : `word${index}`, index % 2 === 0 ? 'May' : 'June'),
    );
}

/** Every document, tombstones and checkpoints included, as a clean run in another engine gives them. */
export async function expectLikeCleanRun(readModels: ReadModelStore, history: EventStore): Promise<void> {
  const clean = openSqliteReadModels({ file: ':memory:' });
  await createProjectionRunner(runnerOptions(history, clean)).catchUp();
  for (const projection of ALL)
    expect(await contents(readModels, projection, KEYS)).toEqual(await contents(clean, projection, KEYS));
  await clean.close();
}

/** Until every projection has come to the present end of the history. */
export async function reached(readModels: ReadModelStore, history: EventStore): Promise<void> {
  const head = await history.head();
  // The server may be away meanwhile.
  const position = (name: string) => readModels.checkpoint(name).catch(() => BEGINNING);
  for (const name of NAMES) await eventually(async () => (await position(name)) >= head, name);
}

/** Until the server is back, and the driver has noticed. */
export const untilAnswering = (readModels: ReadModelStore): Promise<void> =>
  eventually(
    () =>
      readModels.checkpoint('tally@1').then(
        () => true,
        () => false,
      ),
    'an answer',
  );

/** Keeps what the runner complained of. */
export function countingLog(): ProjectionLog & { readonly errors: string[] } {
  const errors: string[] = [];
  const note = (facts: object, message: string): void => {
    const { error } = facts as { readonly error?: unknown };
    if (error instanceof Error) errors.push(`${message}: ${error.message}`);
  };
  return { errors, info: note, warn: () => undefined, error: note };
}

/** What a test leaves behind, also when it fails; the last first. */
export const cleanups: (() => unknown)[] = [];
export const cleanUpAfterEach = (): void => {
  afterEach(async () => {
    for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp();
  });
};

export function openModels(
  url: string,
  database?: string,
  clocks: Pick<MongoReadModelsOptions, 'now' | 'elapsed'> = {},
): ReadModelStore {
  const readModels = openMongoReadModels({ url, ...(database !== undefined && { database }), ...clocks });
  cleanups.push(() => readModels.close());
  return readModels;
}

/** A database of its own, removed afterwards. */
export function newDatabase(url: string): string {
  const database = `redress-test-${randomUUID()}`;
  cleanups.push(() => withDatabase(url, database, (db) => db.dropDatabase()));
  return database;
}

/** Past the adapter. */
export async function withDatabase<Result>(
  url: string,
  database: string,
  work: (db: ReturnType<MongoClient['db']>) => Promise<Result>,
): Promise<Result> {
  const client = await new MongoClient(url).connect();
  try {
    return await work(client.db(database));
  } finally {
    await client.close();
  }
}

export function start(options: ProjectionRunnerOptions): { stop(): Promise<void> } {
  const end = new AbortController();
  const running = createProjectionRunner(options).run(end.signal);
  const stop = (): Promise<void> => {
    end.abort();
    return running;
  };
  cleanups.push(stop);
  return { stop };
}

export async function unusedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { type CollectionSpec, type DocumentWrite, type Position, type ReadModelStore } from '#event-sourcing';
import { openMongoReadModels, type MongoReadModelsOptions } from '#read-models/mongodb';
import { MongoClient, type Db } from 'mongodb';

/** A database of its own for each test, and what is opened on it. */
export interface MongoHarness {
  readonly url: string;
  readonly client: MongoClient;
  readonly database: Db;
  open(options?: Partial<MongoReadModelsOptions>): ReadModelStore;
}

export function mongoHarness(url: () => string): MongoHarness {
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

  return {
    get url() {
      return url();
    },
    get client() {
      return client;
    },
    get database() {
      return database;
    },
    open(options = {}) {
      const store = openMongoReadModels({ url: url(), database: database.databaseName, ...options });
      stores.push(store);
      return store;
    },
  };
}

/** A collection of cases, as it is stored. */
export const cases: CollectionSpec = {
  name: 'open-cases',
  version: 1,
  fields: { stage: 'text' },
  indexes: [['stage']],
};
export const NAME = 'open-cases@1#0';
export const at = (place: number): Position => String(place).padStart(10, '0') as Position;
export const upsert = (place: number, stage: string): DocumentWrite => ({
  id: 'a',
  position: at(place),
  document: { stage },
});

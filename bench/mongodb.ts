import { randomUUID } from 'node:crypto';
import {
  createProjectionRunner,
  type CollectionSpec,
  type DocumentWrite,
  type ReadModelStore,
} from '#event-sourcing';
import { foldsOf, openKeys } from '#engine';
import { openSqliteEventStore } from '#event-store';
import { dataFolder } from '#platform';
import { systemTiming } from '#timing';
import { openMongoReadModels } from '#read-models/mongodb';
import { MongoClient } from 'mongodb';
import { missingForWireServer, startWireServer } from '../test/servers/mongodb/server.ts';
import { compare, rateOf, type Comparison, type Outcome, type Scale } from './compare.ts';
import { importHistory } from './history/imported.ts';
import { writeLiveCases } from './history/live-cases.ts';
import { withTempFolder } from './temp-folder.ts';

/** The real projections into MongoDB, against raw bulk writes of the very same documents. */
export async function benchMongo({ quick }: Scale): Promise<Outcome> {
  const url = process.env['MONGODB_URL'];
  if (url !== undefined) return { comparisons: await comparisons(url, 'MONGODB_URL', quick), figures: [] };
  const missing = missingForWireServer();
  if (missing !== undefined) {
    const reason = `MONGODB_URL is not set, and ${missing} for the server of the tests`;
    return { comparisons: [], figures: [], notRun: [`mongodb: ${reason}`] };
  }
  const server = await startWireServer();
  try {
    return { comparisons: await comparisons(server.url, 'the server of the tests', quick), figures: [] };
  } finally {
    await server.kill();
  }
}

async function comparisons(url: string, server: string, quick: boolean): Promise<readonly Comparison[]> {
  const rounds = quick ? 1 : 3;
  return [
    await withTempFolder(async (folder) => {
      const source = await importHistory(folder, quick ? 1_500 : 4_000);
      return compareWrites({ folder, url, title: `mongodb, imported history (${source})`, server, rounds });
    }),
    await withTempFolder(async (folder) => {
      await writeLiveCases(folder, quick ? 300 : 750);
      return compareWrites({ folder, url, title: 'mongodb, live cases', server, rounds });
    }),
  ];
}

interface Setting {
  readonly folder: string;
  readonly url: string;
  readonly title: string;
  readonly server: string;
  readonly rounds: number;
}

async function compareWrites({ folder, url, title, server, rounds }: Setting): Promise<Comparison> {
  const recorded: Batch[] = [];
  await withDatabase(url, (database) => project(folder, url, { database, recorded }));
  const documents = recorded.reduce((sum, { writes }) => sum + writes.length, 0);
  return compare({
    ...{ title, unit: 'documents/s', aim: 0.5, rounds },
    subject: {
      what: 'all projections',
      run: () => withDatabase(url, (database) => rateOf(documents, () => project(folder, url, { database }))),
    },
    baseline: {
      what: `bulkWrite of the same ${String(documents)} documents in the same batches, collections side by side, w=majority, same indexes (${server})`,
      run: () => withDatabase(url, (database) => writeRaw(recorded, url, database)),
    },
  });
}

/** One call to `write`. */
interface Batch {
  readonly collection: CollectionSpec;
  readonly writes: readonly DocumentWrite[];
}

/** From nothing to the end of the history. */
async function project(
  folder: string,
  url: string,
  { database, recorded }: { readonly database: string; readonly recorded?: Batch[] },
): Promise<void> {
  const store = openSqliteEventStore({ file: dataFolder(folder).events });
  const readModels = openMongoReadModels({ url, database });
  const recording: ReadModelStore = {
    ...readModels,
    commit(collection, batch, lease) {
      // Of most events most projections say nothing.
      if (batch.writes.length > 0) recorded?.push({ collection, writes: structuredClone(batch.writes) });
      return readModels.commit(collection, batch, lease);
    },
  };
  try {
    const { codec, pepper } = await openKeys(dataFolder(folder).keys, store, undefined);
    await createProjectionRunner({
      store,
      readModels: recorded === undefined ? readModels : recording,
      codec,
      ...foldsOf({ zoneOf: () => 'Asia/Shanghai', pepper }),
      holder: 'bench',
      timing: systemTiming,
    }).catchUp();
  } finally {
    await Promise.all([store.close(), readModels.close()]);
  }
}

/** Documents a second; each collection has its batches in order, as the projections write them. */
async function writeRaw(recorded: readonly Batch[], url: string, database: string): Promise<number> {
  const client = await new MongoClient(url, { writeConcern: { w: 'majority' } }).connect();
  const db = client.db(database);
  const byName = inLanes(recorded);
  try {
    for (const [name, [first]] of byName) {
      const indexes = [[], ...(first?.collection.indexes ?? [])].map((fields) => ({
        key: Object.fromEntries(
          ['deleted', ...fields.map((field) => `document.${field}`), '_id'].map(ascending),
        ),
      }));
      await db.collection(name).createIndexes(indexes);
    }
    const documents = recorded.reduce((sum, { writes }) => sum + writes.length, 0);
    return await rateOf(documents, () =>
      Promise.all(
        [...byName].map(async ([name, batches]) => {
          const collection = db.collection<{ _id: string }>(name);
          for (const { writes } of batches) {
            const operations = writes.map(({ id, position, document }) => ({
              replaceOne: {
                filter: { _id: id },
                replacement: {
                  position,
                  epoch: 1,
                  deleted: document === undefined,
                  ...(document && { document }),
                },
                upsert: true,
              },
            }));
            await collection.bulkWrite(operations, { ordered: false });
          }
        }),
      ),
    );
  } finally {
    await client.close();
  }
}

function inLanes(recorded: readonly Batch[]): ReadonlyMap<string, readonly Batch[]> {
  const lanes = new Map<string, Batch[]>();
  for (const batch of recorded) {
    const lane = lanes.get(batch.collection.name);
    if (lane === undefined) lanes.set(batch.collection.name, [batch]);
    else lane.push(batch);
  }
  return lanes;
}

const ascending = (path: string): [string, 1] => [path, 1];

/** A database of its own, dropped afterwards. */
async function withDatabase<Result>(
  url: string,
  work: (database: string) => Promise<Result>,
): Promise<Result> {
  const database = `redress-bench-${randomUUID()}`;
  try {
    return await work(database);
  } finally {
    const client = await new MongoClient(url).connect();
    await client.db(database).dropDatabase();
    await client.close();
  }
}

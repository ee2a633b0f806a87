import { expect, it } from 'vitest';
import { caseIdFrom } from '#cases';
import { sampled } from '#event-sourcing/testing';
import { ForeignReadModels, openEngine, type RedressEngine } from '#engine';
import { MongoClient } from 'mongodb';
import { complaint, startApp, type Answer } from '../acceptance/api/app.ts';
import { withMongo } from '../contract/read-model-targets.ts';
import { environmentOf, freshDoubles, type Servers } from '../engines.ts';
import { cleanUpAfterEach, directly, newClusterAt, newFolder } from './cluster-outage.fixtures.ts';
import { eventsOf } from './cluster-outage.staff.ts';
import type { Cluster } from './cluster-processes.ts';
import { redress, runProgram, type Ended } from './processes.ts';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';

cleanUpAfterEach();

await withMongo('read models of a cluster', (url) => {
  const double = freshDoubles();

  it('take no process with another data folder, or with another kind of history, which then writes nothing', async () => {
    const cluster = directly(await newClusterAt(url(), 'SQLite'));
    await fill(cluster);
    const before = await contentsOf(cluster.servers);

    const elsewhere = { folder: await newFolder(), servers: cluster.servers };
    const server = await double();
    const moved = {
      folder: cluster.folder,
      servers: { ...cluster.servers, eventStoreUrl: server.connectionString },
    };
    const strangers = [
      ['api', elsewhere, /redress: .*keys\/pepper is not ours.*Give all processes the same data folder/],
      [
        'worker',
        moved,
        /redress: .*from a history in SQLite, and EVENT_STORE now leads to EventStoreDB\. Name another/,
      ],
    ] as const;
    for (const [sample, stranger, sentence] of strangers) {
      const roles = sampled<readonly Role[]>({ full: ['api', 'worker'], sample: [sample] });
      for (const ended of await Promise.all(roles.map((role) => run(stranger, role)))) {
        expect(ended.code).toBe(1);
        expect(ended.stderr).toMatch(sentence);
        expect(ended.stderr.trim().split('\n').at(-1)).toMatch(/^redress: /);
        expect(ended.stderr).not.toMatch(/\\n +at |\n +at /);
      }
    }
    expect(await contentsOf(cluster.servers)).toEqual(before);
    expect(server.calls.append).toBe(0);
    expect(await historyIn(elsewhere.folder)).toEqual([]);
    await withEngine(cluster, (engine) => engine.ready());
  });
});

it('a process whose read models have become those of another one meanwhile sends its callers away for now', async () => {
  const foreign = () => Promise.reject(new ForeignReadModels('not ours'));
  const api = await startApp({}, (engine) => ({ ...engine, send: foreign }));
  const answer: Answer<object> = await (await api.as(['operations'])).post('/cases', complaint());
  expect(answer).toMatchObject({ status: 503, body: { code: 'read-models-unavailable' } });
  expect(answer.headers['retry-after']).toBe('5');
  await api.close();
});

type Role = 'api' | 'worker';

async function withEngine<Result>(
  { folder, servers }: Cluster,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ dataDirectory: folder, ...servers });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** One complaint, projected; and whoever is asked next notes what the history begins with. */
async function fill(cluster: Cluster): Promise<void> {
  await withEngine(cluster, async (engine) => {
    await hire(engine, { id: 'lin.yue' });
    const { outcome } = await engine.execute({
      ...logging(caseIdFrom('ours')),
      actor: { id: 'lin.yue', role: 'operations' },
    });
    expect(outcome).toBe('accepted');
    await engine.catchUp();
  });
  await withEngine(cluster, (engine) => engine.ready());
}

const run = ({ folder, servers }: Cluster, role: Role): Promise<Ended> =>
  runProgram({
    args: redress('--data', folder, role, ...(role === 'api' ? ['--port', '0'] : ['--health-port', '0'])),
    env: environmentOf(servers),
  });

/** Everything that stands in the database, of whatever collection. */
async function contentsOf({ readModelsUrl = '' }: Servers): Promise<Readonly<Record<string, unknown>>> {
  const client = await new MongoClient(readModelsUrl).connect();
  try {
    const contents: Record<string, unknown> = {};
    for (const collection of await client.db().collections())
      contents[collection.collectionName] = await collection.find().sort({ _id: 1 }).toArray();
    return contents;
  } finally {
    await client.close();
  }
}

const historyIn = (folder: string): Promise<readonly unknown[]> =>
  withEngine({ folder, servers: {} }, eventsOf);

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { MongoClient } from 'mongodb';
import { ForeignReadModels, openEngine } from '#platform';
import { complaint, startApp, type Answer } from '../acceptance/api/app.ts';
import { withMongo } from '../contract/read-model-targets.ts';
import { environmentOf, freshDoubles, type Servers } from '../engines.ts';
import { newClusterAt, newFolder, startBoth, untilReady } from './cluster-outage.fixtures.ts';
import { eventsOf, keys, staffOf, untilShown } from './cluster-outage.staff.ts';
import type { Cluster } from './cluster-processes.ts';
import { redress, runProgram, type Ended } from './processes.ts';

await withMongo('read models of a cluster', (url) => {
  const double = freshDoubles();

  it('take no process with another data folder, or with another kind of history, which then writes nothing', async () => {
    const cluster = await newClusterAt(url(), 'SQLite');
    const running = await startBoth(cluster);
    await untilReady(running);
    const staff = await staffOf(cluster);
    for (const key of keys('ours', 3)) await staff.persist(running.url, key);
    await untilShown(running.url, staff);
    // The leases of a worker that lives change all the time.
    expect(await running.worker.stop()).toBe(0);
    // Whoever is asked next notes what the history begins with.
    await sleep(600);
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
    const before = await contentsOf(cluster.servers);

    const elsewhere = { folder: await newFolder(), servers: cluster.servers };
    const server = await double();
    const moved = {
      folder: cluster.folder,
      servers: { ...cluster.servers, eventStoreUrl: server.connectionString },
    };
    for (const [stranger, sentence] of [
      [elsewhere, /redress: .*keys\/pepper is not ours.*Give all processes the same data folder/],
      [
        moved,
        /redress: .*from a history in SQLite, and EVENT_STORE now leads to EventStoreDB\. Name another/,
      ],
    ] as const) {
      for (const ended of await Promise.all([run(stranger, 'api'), run(stranger, 'worker')])) {
        expect(ended.code).toBe(1);
        expect(ended.stderr).toMatch(sentence);
        expect(ended.stderr.trim().split('\n').at(-1)).toMatch(/^redress: /);
        expect(ended.stderr).not.toMatch(/\\n +at |\n +at /);
      }
    }
    expect(await contentsOf(cluster.servers)).toEqual(before);
    expect(server.calls.append).toBe(0);
    expect(await historyIn(elsewhere.folder)).toEqual([]);
    expect(await running.api.stop()).toBe(0);
  });
});

it('a process whose read models have become those of another one meanwhile sends its callers away for now', async () => {
  const foreign = () => Promise.reject(new ForeignReadModels('not ours'));
  const api = await startApp({}, (engine) => ({ ...engine, execute: foreign }));
  const answer: Answer<object> = await (await api.as(['operations'])).post('/cases', complaint());
  expect(answer).toMatchObject({ status: 503, body: { code: 'read-models-unavailable' } });
  expect(answer.headers['retry-after']).toBe('5');
  await api.close();
});

const run = ({ folder, servers }: Cluster, role: 'api' | 'worker'): Promise<Ended> =>
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

async function historyIn(folder: string): Promise<readonly unknown[]> {
  const engine = await openEngine({ dataDirectory: folder });
  const events = await eventsOf(engine);
  await engine.close();
  return events;
}

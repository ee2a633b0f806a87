import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCaseProjections, caseEventContracts } from '#cases';
import { createCodec, createProjectionRunner, instantOf } from '#event-sourcing';
import { eventually, MemoryEventStore, simulatedTiming } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { openEngine } from '#engine';
import { openSqliteReadModels } from '#read-models';
import { rulebookAggregate } from '#rulebook';
import { organisationEventContracts } from '#organisation';
import { systemTiming } from '#timing';
import { type Db } from 'mongodb';
import { look, perform, staffTheWorkload, workload } from '../faults/workload.ts';
import { append, contents, months, runnerOptions, said, talks, tally } from './projection.fixtures.ts';
import { mongoTarget, sqliteTarget, withMongo } from './read-model-targets.ts';
import { answersLike } from './read-models.differential.ts';

import { mongoHarness } from './read-models.mongo-harness.ts';

await withMongo('MongoDB read models', (url) => {
  const mongo = mongoHarness(url);

  describe('against SQLite', () => {
    answersLike(sqliteTarget(), mongoTarget(url));

    it('holds the same documents for the same history of cases', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'redress-same-documents-'));
      await recordWorkload(folder);
      const store = openSqliteEventStore({ file: join(folder, 'events.db') });
      const sqlite = openSqliteReadModels({ file: ':memory:' });
      const inMongo = mongo.open();
      const projections = allCaseProjections({ zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' });
      for (const readModels of [sqlite, inMongo]) {
        const options = {
          store,
          readModels,
          codec: createCodec([
            ...caseEventContracts,
            ...organisationEventContracts,
            ...rulebookAggregate.contracts,
          ]),
          projections,
          timing: systemTiming,
        };
        await createProjectionRunner({ ...options, holder: 'one', batchSize: 40 }).catchUp();
      }
      let compared = 0;
      for (const { collection } of projections) {
        const [expected, actual] = await Promise.all(
          [sqlite, inMongo].map((each) => each.query(collection, { limit: 10_000 })),
        );
        expect(JSON.stringify(actual)).toBe(JSON.stringify(expected));
        compared += expected?.items.length ?? 0;
      }
      expect(compared).toBeGreaterThan(30);
      await store.close();
      await sqlite.close();
      await rm(folder, { recursive: true });
    });
  });

  it('begins again from the stored checkpoint when the server has lost acknowledged writes', async () => {
    const history = new MemoryEventStore();
    const readModels = mongo.open();
    const speak = (words: number) =>
      append(history, 'case-1', ...Array.from({ length: words }, () => said('word')));
    const reached = async (...names: readonly string[]): Promise<void> => {
      for (const name of names)
        await eventually(async () => (await readModels.checkpoint(name)) >= (await history.head()), name);
    };
    const options = { ...runnerOptions(history, readModels), leaseMillis: 600_000 };
    const end = new AbortController();
    const running = createProjectionRunner(options).run(end.signal);
    await speak(5);
    await reached('talks@1', 'months@1', 'tally@1');
    const backup = await dump(mongo.database);
    await append(history, 'case-2', said('lost'), said('lost too'));
    await reached('months@1');
    await restore(mongo.database, backup);
    await speak(1);
    await reached('talks@1', 'months@1', 'tally@1');
    end.abort();
    await running;
    const clean = openSqliteReadModels({ file: ':memory:' });
    await createProjectionRunner(runnerOptions(history, clean)).catchUp();
    const ids = ['case-1', 'case-2', 'May', 'year', 'all'];
    for (const projection of [talks, months, tally])
      expect(await contents(readModels, projection, ids)).toEqual(await contents(clean, projection, ids));
  });
});

/** Weeks of a story, told to an engine in its own time. */
async function recordWorkload(dataDirectory: string): Promise<void> {
  const timing = simulatedTiming();
  const clock = { now: instantOf(0) };
  const engine = await openEngine({
    ...{ dataDirectory, timing, now: () => clock.now, projections: 'inline' },
    // Leases in SQLite go by the machine's clock: none of these runs out during a test.
    leaseMillis: 600_000,
  });
  await timing.through(staffTheWorkload(engine));
  for (const step of workload()) {
    clock.now = step.at;
    await timing.through(perform(engine, step));
  }
  await timing.through(look(engine));
  await timing.through(engine.close());
}

type Backup = readonly (readonly [string, readonly { _id: never }[]])[];

async function dump(database: Db): Promise<Backup> {
  const collections = await database.listCollections().toArray();
  return Promise.all(
    collections.map(
      async ({ name }) => [name, await database.collection<{ _id: never }>(name).find().toArray()] as const,
    ),
  );
}

async function restore(database: Db, backup: Backup): Promise<void> {
  for (const { name } of await database.listCollections().toArray())
    await database.collection(name).deleteMany({});
  for (const [name, documents] of backup)
    if (documents.length > 0) await database.collection<{ _id: never }>(name).insertMany([...documents]);
}

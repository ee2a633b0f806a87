import { expect, it } from 'vitest';
import { createProjectionRunner, rebuild, type ReadModelStore } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import type { Db } from 'mongodb';
import { months, runnerOptions, talks, tally } from '../contract/projection.fixtures.ts';
import { withMongo } from '../contract/read-model-targets.ts';
import {
  cleanUpAfterEach,
  expectLikeCleanRun,
  newDatabase,
  openModels,
  reached,
  speak,
  start,
  withDatabase,
} from './mongodb.fixtures.ts';

cleanUpAfterEach();

/** What lies in the database except the control documents and parked events. */
async function dropDocuments(db: Db): Promise<void> {
  for (const { name } of await db.listCollections().toArray())
    if (name.includes('@')) await db.collection(name).drop();
}

const LOSSES: readonly (readonly [string, (db: Db) => Promise<unknown>])[] = [
  ['checkpoints, leases and generations, but no document', (db) => db.collection('control').drop()],
  ['everything', (db) => db.dropDatabase()],
];

await withMongo('A MongoDB database that has lost', (url) => {
  interface Setting {
    readonly history: MemoryEventStore;
    readonly readModels: ReadModelStore;
    readonly lose: (loss: (db: Db) => Promise<unknown>) => Promise<unknown>;
  }

  /** Projected, and with one projection rebuilt, so that its live copy is not the first. */
  async function projected(): Promise<Setting> {
    const history = new MemoryEventStore();
    const database = newDatabase(url());
    const readModels = openModels(url(), database);
    await speak(history, 0, 40);
    const options = runnerOptions(history, readModels);
    await createProjectionRunner(options).catchUp();
    expect(await rebuild({ ...options, projection: months })).toMatchObject({ outcome: 'switched' });
    return { history, readModels, lose: (loss) => withDatabase(url(), database, loss) };
  }

  it.each(LOSSES)('%s is projected again by whoever starts next', async (_, loss) => {
    const { history, readModels, lose } = await projected();
    await lose(loss);
    await speak(history, 40, 10);
    await createProjectionRunner(runnerOptions(history, readModels, 'two')).catchUp();
    await expectLikeCleanRun(readModels, history);
  });

  it.each(LOSSES)('%s is projected again by the process that was projecting', async (_, loss) => {
    const { history, readModels, lose } = await projected();
    const running = start(runnerOptions(history, readModels));
    await speak(history, 40, 5);
    await reached(readModels, history);
    await lose(loss);
    await speak(history, 45, 20);
    await reached(readModels, history);
    await running.stop();
    await expectLikeCleanRun(readModels, history);
  });

  it('documents, but no checkpoint, has them back after a rebuild', async () => {
    const { history, readModels, lose } = await projected();
    await lose(dropDocuments);
    await speak(history, 40, 10);
    const options = runnerOptions(history, readModels);
    await createProjectionRunner(options).catchUp();
    for (const projection of [talks, months, tally])
      expect(await rebuild({ ...options, projection, acceptDifference: true })).toMatchObject({
        outcome: 'switched',
      });
    await expectLikeCleanRun(readModels, history);
  });

  it('the numbers of its copies never builds on what an earlier copy with the same number has left', async () => {
    const { history, readModels, lose } = await projected();
    const spoilt = { id: 'May', position: await history.head(), document: { count: -1, words: 'spoilt' } };
    await readModels.write(months.collection, [spoilt]);
    await lose((db) => db.collection('control').drop());
    const options = runnerOptions(history, readModels);
    await createProjectionRunner(options).catchUp();
    // The spoilt documents lie in the home of generation 1, which is the number of this rebuild again.
    expect(await rebuild({ ...options, projection: months })).toMatchObject({
      outcome: 'switched',
      generation: 1,
    });
    await expectLikeCleanRun(readModels, history);
  });
});

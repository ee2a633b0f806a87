import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ReadModelsUnavailable } from '#event-sourcing';
import { openSqliteReadModels } from '#read-models';
import { readModelsContract, type ReadModels } from './read-models.contract.ts';

async function openSqlite(): Promise<ReadModels> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-read-models-'));
  const file = join(folder, 'read-models.db');
  let time = 1_000;
  const connect = () => openSqliteReadModels({ file, now: () => time });
  const store = connect();
  return {
    store,
    connect: () => Promise.resolve(connect()),
    wait(millis) {
      time += millis;
      return Promise.resolve();
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

readModelsContract('SQLite', openSqlite);

// The adapter for MongoDB takes its place here: readModelsContract('MongoDB', () => openMongo(process.env.MONGODB_URL)).
describe('read-model contract: MongoDB', () => {
  it.skip('runs on a real server: MONGODB_URL is missing, or the adapter is', () => undefined);
});

describe('SQLite read models that cannot serve', () => {
  it('tell the operator what to do about a missing folder and a foreign file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-read-models-'));
    expect(() => openSqliteReadModels({ file: join(folder, 'missing', 'x.db') })).toThrow(
      /check that the folder exists/,
    );
    const foreign = join(folder, 'letter.txt');
    await writeFile(foreign, 'Dear Sir or Madam, '.repeat(100));
    expect(() => openSqliteReadModels({ file: foreign })).toThrow(ReadModelsUnavailable);
    await rm(folder, { recursive: true });
  });

  it('say so after they were closed, instead of failing in SQLite’s words', async () => {
    const store = openSqliteReadModels({ file: ':memory:' });
    await store.close();
    await store.close();
    await expect(store.checkpoint('open-cases@1')).rejects.toThrow(ReadModelsUnavailable);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadModelsUnavailable } from '#event-sourcing';
import { openSqliteReadModels } from '#read-models';
import { onEveryReadModelStore } from './read-model-targets.ts';
import { readModelsContract } from './read-models.contract.ts';

await onEveryReadModelStore('read-model contract', readModelsContract);

const spoil = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

describe('a file of SQLite read models of another version', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-read-models-'));
    file = join(folder, 'read-models.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is emptied when an older program wrote it: everything is folded again from the history', async () => {
    spoil(
      file,
      `CREATE TABLE checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL, epoch INTEGER NOT NULL);
       INSERT INTO checkpoints VALUES ('open-cases@1#0', '7', 1); CREATE TABLE "documents of open-cases@1#0" (id TEXT)`,
    );
    await openSqliteReadModels({ file }).close();
    const database = new DatabaseSync(file);
    expect(database.prepare('SELECT event FROM checkpoints').all()).toEqual([]);
    expect(database.prepare('SELECT name FROM sqlite_schema WHERE name LIKE ?').all('documents%')).toEqual(
      [],
    );
    database.close();
  });

  it('is left alone when a newer program wrote it', async () => {
    await openSqliteReadModels({ file }).close();
    spoil(file, 'PRAGMA user_version = 99');
    expect(() => openSqliteReadModels({ file })).toThrow(/a newer version of this program wrote them/);
  });

  it('is left alone when it holds anything else', () => {
    spoil(file, 'CREATE TABLE bookmarks (url TEXT)');
    expect(() => openSqliteReadModels({ file })).toThrow(/this is not a read-model file/);
    expect(() => {
      spoil(file, 'SELECT url FROM bookmarks');
    }).not.toThrow();
  });
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

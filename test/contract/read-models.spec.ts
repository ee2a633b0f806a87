import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReadModelsUnavailable } from '#event-sourcing';
import { openSqliteReadModels } from '#read-models';
import { onEveryReadModelStore } from './read-model-targets.ts';
import { readModelsContract } from './read-models.contract.ts';

await onEveryReadModelStore('read-model contract', readModelsContract);

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

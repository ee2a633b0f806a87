import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { whileKeysStand } from './key-lock.ts';

it('PRI-2 keys are not waited for where whoever held them has died, however fresh that looks', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'redress-lock-'));
  const { pid } = spawnSync(process.execPath, ['--version']);
  const lock = path.join(directory, 'subjects.json.lock');
  await writeFile(lock, `${hostname()} ${String(pid)}`, { mode: 0o600 });
  const later = new Date('2100-01-01');
  await utimes(lock, later, later);
  expect(await whileKeysStand(directory, () => Promise.resolve('done'))).toBe('done');
  await rm(directory, { recursive: true });
});

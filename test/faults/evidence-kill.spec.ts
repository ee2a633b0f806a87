import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFileEvidenceStore } from '#evidence';
import { sampled } from '#event-sourcing/testing';
import { evidence } from './evidence.ts';
import { runProgram, script, type Ended } from './processes.ts';

const SIZE = 600_000;
const BEFORE_OR_AFTER = [
  'write:1:before', 'write:17:before', 'sync:1:before', 'rename:1:before', 'rename:1:after', 'sync:3:after',
  ...sampled({
    full: ['write:37:after', 'sync:1:after', 'sync:2:before', 'sync:2:after'],
    sample: [],
  }),
]; // prettier-ignore
const DURING = ['write:20:during', 'sync:1:during', 'rename:1:during', ...sampled({
  full: ['write:1:during', 'write:37:during', 'sync:2:during'],
  sample: [],
})]; // prettier-ignore

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-evidence-kill-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const put = (seed: string, point: string): Promise<Ended> =>
  runProgram({ args: script('./evidence-kill.child.ts', directory, seed, String(SIZE), point) });

/** Names of the files that can be asked for; fails when one of them holds anything else than its name says. */
async function visibleFiles(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of await readdir(directory)) {
    if (folder === 'incoming') continue;
    for (const file of await readdir(path.join(directory, folder))) {
      const content = readFileSync(path.join(directory, folder, file));
      expect(createHash('sha256').update(content).digest('hex')).toBe(folder + file);
      expect(content).toHaveLength(SIZE);
      found.push(folder + file);
    }
  }
  return found;
}

/** The second attempt, which nobody disturbs, has to work whatever the first one left. */
async function putAgain(seed: string): Promise<string> {
  const store = await openFileEvidenceStore({ directory, limitBytes: SIZE });
  const received = await store.receive(evidence(seed, SIZE));
  await received.keep();
  const { sha256 } = received;
  return sha256;
}

async function expectServed(sha256: string): Promise<void> {
  const store = await openFileEvidenceStore({ directory, limitBytes: SIZE });
  const found = await store.get(sha256);
  expect(found?.size).toBe(SIZE);
  const hash = createHash('sha256');
  for await (const chunk of found?.content ?? []) hash.update(chunk as Uint8Array);
  expect(hash.digest('hex')).toBe(sha256);
}

describe('an upload of evidence that is killed (INV-2, D19)', () => {
  it.each(BEFORE_OR_AFTER)(
    'leaves the whole file or none when it dies at %s, and can be repeated',
    async (point) => {
      const before = await visibleFiles();
      expect(await put(point, point)).toMatchObject({ killed: true, stdout: 'putting\n' });
      const after = await visibleFiles();
      const renamed = point === 'rename:1:after' || point.startsWith('sync:2') || point.startsWith('sync:3');
      expect(after).toHaveLength(before.length + (renamed ? 1 : 0));
      await expectServed(await putAgain(point));
      expect(await visibleFiles()).toHaveLength(before.length + 1);
    },
  );

  it.each(DURING)('leaves the whole file or none in the middle of %s, and can be repeated', async (point) => {
    const before = await visibleFiles();
    expect(await put(point, point)).toMatchObject({ killed: true, stdout: 'putting\n' });
    expect((await visibleFiles()).length - before.length).toBeLessThanOrEqual(1);
    await expectServed(await putAgain(point));
    expect(await visibleFiles()).toHaveLength(before.length + 1);
  });

  it('is cleared away a day later', async () => {
    const incoming = path.join(directory, 'incoming');
    await mkdir(incoming, { recursive: true });
    const left = await readdir(incoming);
    expect(left.length).toBeGreaterThan(3);
    const yesterday = new Date(new Date().getTime() - 25 * 60 * 60 * 1000);
    for (const name of left) await utimes(path.join(incoming, name), yesterday, yesterday);
    await openFileEvidenceStore({ directory, limitBytes: SIZE });
    expect(await readdir(incoming)).toEqual([]);
  });
});

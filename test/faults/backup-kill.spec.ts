import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBackup } from '#backup';
import { sampled } from '#event-sourcing/testing';
import { prepare } from '../acceptance/cli/prepared.ts';
import { inFile } from './migrate.fixtures.ts';
import { runProgram, script } from './processes.ts';

let root = '';
const at = (name: string): string => path.join(root, name);
const child = (...args: string[]) => runProgram({ args: script('./backup-kill.child.ts', ...args) });

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-backup-kill-'));
  await prepare(at('data'));
  expect(await child('take', at('data'), at('first'))).toMatchObject({ code: 0, stderr: '' });
  await prepare(at('more'), ['7F3K-9M2Q-X4TC']);
});
afterAll(() => rm(root, { recursive: true }));

/** What a backup writes: pieces and keys (write, sync, rename each), and its manifest (sync, link); the first link is the lock of the keys. */
const POINTS = sampled({
  full: [
    'write:1:during', 'rename:1:after', 'rename:2:before', 'sync:9:during', 'link:2:before', 'link:2:after',
  ],
  sample: ['write:1:during', 'rename:2:before', 'link:2:before', 'link:2:after'],
}); // prettier-ignore

describe('a backup, killed on the way', () => {
  it.each(POINTS)('leaves the last good one, and the next one is whole (%s)', async (point) => {
    const folder = at(`killed-${point.replaceAll(':', '-')}`);
    expect(await child('take', at('more'), folder, point)).toMatchObject({ killed: true });
    const written = point === 'link:2:after';
    if (written) expect((await verifyBackup({ directory: folder })).findings).toEqual([]);
    else await expect(verifyBackup({ directory: folder })).rejects.toThrow('There is no backup');

    expect(await child('take', at('more'), folder)).toMatchObject({ code: 0 });
    const { last, findings } = await verifyBackup({ directory: folder });
    expect([last.number, findings]).toEqual([written ? 2 : 1, []]);
    await child('restore', at(`from-${path.basename(folder)}`), folder);
    expect(await inFile(at(`from-${path.basename(folder)}/events.db`))).toEqual(
      await inFile(at('more/events.db')),
    );
  });
});

const MOMENTS = sampled({
  full: ['sync:1:before', 'sync:3:during', 'rename:1:before', 'rename:1:after'],
  sample: ['rename:1:before', 'rename:1:after'],
});

describe('a restore, killed on the way', () => {
  it.each(MOMENTS)(
    'leaves the whole folder or none, and the next one leaves nothing beside it (%s)',
    async (point) => {
      const home = at(`home-${point.replaceAll(':', '-')}`);
      await cp(at('first'), path.join(home, 'backup'), { recursive: true });
      const target = path.join(home, 'data');
      const restore = (...more: string[]) => child('restore', target, path.join(home, 'backup'), ...more);
      expect(await restore(point)).toMatchObject({ killed: true });
      const there = (await readdir(home)).includes('data');
      if (!there) expect(await restore()).toMatchObject({ code: 0, stderr: '' });
      expect(await inFile(path.join(target, 'events.db'))).toEqual(await inFile(at('data/events.db')));
      expect((await readdir(home)).toSorted()).toEqual(['backup', 'data']);
    },
  );
});

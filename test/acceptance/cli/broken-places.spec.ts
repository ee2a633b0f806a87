import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '../../command-line.ts';

describe('the command line in a broken place', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-broken-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes a history without a byte for none, and does not say that no case is open', async () => {
    await writeFile(path.join(folder, 'events.db'), '');
    const { code, stdout, stderr } = await commandLine(['--data', folder, 'cases', 'list']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('There is no data in');
  });

  it('says that a folder cannot be read, and not that there is no data in it', async () => {
    // A circle of links can be followed by nobody, whoever they are.
    await symlink('events.db', path.join(folder, 'events.db'));
    const { code, stderr } = await commandLine(['--data', folder, 'cases', 'list']);
    expect(code).toBe(1);
    expect(stderr).toContain(`The data folder ${folder} cannot be read`);
  });

  it.runIf(process.platform === 'linux')('says in one sentence that the disk is full', async () => {
    const root = path.join(import.meta.dirname, '../../..');
    const bin = path.join(root, 'apps/cli/bin/redress.mjs');
    const full = `"${process.execPath}" "${bin}" procedures list > /dev/full`;
    const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
      execFile('sh', ['-c', full], (error, _stdout, said) => {
        resolve({ code: Number(error?.code ?? 0), stderr: said });
      });
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^redress: the answer could not be written: .*\n$/);
  });
});

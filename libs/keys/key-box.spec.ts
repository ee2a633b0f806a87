import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InvalidKeyFile, type MasterKey } from '#platform';
import { leafOf } from './key-tree.ts';
import { beginAnew, hasSubjectKeys, openSubjectKeys, rewrapSubjectKeys } from './subject-keys.ts';

/** Somebody whose key stands in the same part of the keys as that of case-1. */
const NEIGHBOUR =
  Array.from({ length: 100_000 }, (_, index) => `other-${String(index)}`).find(
    (each) => leafOf(each).slice(0, 3) === leafOf('case-1').slice(0, 3),
  ) ?? '';

describe('keys that a master key wraps', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-master-'));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(directory, { recursive: true });
  });
  const kept = (): Promise<string> => readFile(path.join(directory, 'subjects.json'), 'utf8');
  const masterIn = async (name: string, key: string): Promise<MasterKey> => {
    const file = path.join(directory, name);
    await writeFile(file, `${key}\n`, { mode: 0o600 });
    return { file };
  };
  const one = (): Promise<MasterKey> => masterIn('one', 'a'.repeat(64));
  const passphrase: MasterKey = { passphrase: 'correct horse battery staple' };

  it.each(['a file', 'a passphrase'])('PRI-2 are the same whenever they are opened by %s', async (kind) => {
    const master = kind === 'a file' ? await one() : passphrase;
    const keys = await openSubjectKeys(directory, master);
    const again = await openSubjectKeys(directory, master);
    expect([again.id, again.keyOf('case-1')]).toEqual([keys.id, keys.keyOf('case-1')]);
    expect(await kept()).not.toContain('"tree"');
  });

  it('PRI-2 are opened by no other master key, which changes nothing', async () => {
    await openSubjectKeys(directory, passphrase);
    const before = await kept();
    const wrong = async (master?: MasterKey): Promise<string> =>
      openSubjectKeys(directory, master).then(
        () => 'opened',
        (error: unknown) => (error instanceof InvalidKeyFile ? error.message : String(error)),
      );
    expect(await wrong({ passphrase: 'correct horse' })).toContain('the passphrase is not the one');
    expect(await wrong(await one())).toContain('one that');
    expect(await wrong()).toContain('set REDRESS_MASTER_KEY_FILE or REDRESS_MASTER_PASSPHRASE');
    expect(await wrong({ file: path.join(directory, 'none') })).toContain('is not the one');
    expect(await kept()).toBe(before);
  });

  it('PRI-2 say what is wrong with the file of the master key', async () => {
    const master = await one();
    await openSubjectKeys(directory, master);
    const file = path.join(directory, 'one');
    await chmod(file, 0o644);
    await expect(openSubjectKeys(directory, master)).rejects.toThrow('chmod 600');
    await chmod(file, 0o600);
    await writeFile(file, 'half a ke');
    await expect(openSubjectKeys(directory, master)).rejects.toThrow('64 hexadecimal digits');
    await rm(file);
    await expect(openSubjectKeys(directory, master)).rejects.toThrow('holds the master key. Put it back');
  });

  it('PRI-2 are wrapped anew without changing, and what was destroyed stays so', async () => {
    const keys = await openSubjectKeys(directory);
    const key = keys.keyOf('case-2');
    await keys.destroy('case-1');
    const master = await one();
    await rewrapSubjectKeys(directory, undefined, master);
    await rewrapSubjectKeys(directory, master, passphrase);
    await expect(openSubjectKeys(directory, master)).rejects.toThrow(InvalidKeyFile);
    const after = await openSubjectKeys(directory, passphrase);
    expect([after.id, after.keyOf('case-1'), after.keyOf('case-2')]).toEqual([keys.id, undefined, key]);
    await after.destroy('case-2');
    expect((await openSubjectKeys(directory, passphrase)).keyOf('case-2')).toBeUndefined();
  });

  it('PRI-2 are read as they are on disk by a process that saw one destroyed, before and after its part is written', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const [one, other] = await Promise.all([
      openSubjectKeys(directory, passphrase),
      openSubjectKeys(directory, passphrase),
    ]);
    const key = one.keyOf(NEIGHBOUR);
    await writeFile(path.join(directory, 'destroyed'), `${leafOf('case-1')}\n`, { mode: 0o600 });
    vi.advanceTimersByTime(201);
    expect([other.keyOf('case-1'), other.keyOf(NEIGHBOUR)]).toEqual([undefined, key]);
    await one.destroy('case-2');
    vi.advanceTimersByTime(201);
    expect([other.keyOf('case-1'), other.keyOf(NEIGHBOUR), other.keyOf('case-2')]).toEqual([
      undefined,
      key,
      undefined,
    ]);
    for (const name of await readdir(directory))
      expect(await readFile(path.join(directory, name), 'utf8')).not.toMatch(/[0-9a-f]{64}/);
  });

  it('are begun anew only where there are none', async () => {
    expect(await hasSubjectKeys(directory)).toBe(false);
    const { id } = await openSubjectKeys(directory);
    expect([await beginAnew(directory), (await openSubjectKeys(directory)).id]).toEqual([false, id]);
    await rm(path.join(directory, 'subjects.json'));
    expect(await beginAnew(directory)).toBe(true);
    expect((await openSubjectKeys(directory)).id).not.toBe(id);
  });
});

import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InvalidKeyFile } from '#platform';
import { leafOf, secretAt, takeOut, type KeyTree } from './key-tree.ts';
import { openSubjectKeys, rewrapSubjectKeys } from './subject-keys.ts';

const whole: KeyTree = new Map([['', 'a'.repeat(64)]]);
const secretOf = (tree: KeyTree, subject: string): string | undefined => secretAt(tree, leafOf(subject));
const without = (tree: KeyTree, subject: string): KeyTree => {
  const left = new Map(tree);
  takeOut(left, leafOf(subject));
  return left;
};

const UNDIVIDED = path.join(import.meta.dirname, '../../test/recorded-keys/undivided.json');

/** Somebody else whose key stands in the same part of the keys. */
const sameFirstDigits = (subject: string, from = 0): string => {
  const digits = leafOf(subject).slice(0, 3);
  for (let number = from; ; number += 1)
    if (leafOf(`other-${String(number)}`).startsWith(digits)) return `other-${String(number)}`;
};
const neighbourOf = (subject: string): string => sameFirstDigits(subject, 100_000);

describe('keys of subjects', () => {
  it('PRI-2 are different for everybody, and the same whenever they are asked for', () => {
    const subjects = Array.from({ length: 500 }, (_, index) => `case-${String(index)}`);
    const keys = subjects.map((subject) => secretOf(whole, subject));
    expect(new Set(keys).size).toBe(500);
    expect(subjects.map((subject) => secretOf(whole, subject))).toEqual(keys);
  });

  it('PRI-2 are gone for good once taken out, in whatever order, and those of everybody else stay as they were', () => {
    const subject = fc.integer({ min: 0, max: 200 }).map((number) => `case-${String(number)}`);
    fc.assert(
      fc.property(fc.uniqueArray(subject, { maxLength: 12 }), subject, (destroyed, another) => {
        const left = destroyed.reduce(without, whole);
        for (const each of destroyed) expect(secretOf(left, each)).toBeUndefined();
        if (!destroyed.includes(another)) expect(secretOf(left, another)).toBe(secretOf(whole, another));
      }),
    );
  });

  it('PRI-2 what is left holds neither the key that was taken out nor anything that it follows from', () => {
    const tree = without(whole, 'case-1');
    const secret = secretOf(whole, 'case-1') ?? '';
    expect(JSON.stringify([...tree])).not.toContain(secret);
    // The key follows from each of the secrets above it: with any of them left it could be found again.
    expect([...tree.keys()].filter((prefix) => leafOf('case-1').startsWith(prefix))).toEqual([]);
    expect(without(tree, 'case-1')).toEqual(tree);
  });
});

describe('the file of these keys', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-subject-keys-'));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(directory, { recursive: true });
  });
  const file = () => path.join(directory, 'subjects.json');
  const partOf = (subject: string, id: string): string =>
    `subjects-${id}-${leafOf(subject).slice(0, 3)}.json`;
  const contents = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(directory)).map(
          async (name) => [name, await readFile(path.join(directory, name), 'utf8')] as const,
        ),
      ),
    );
  const putBack = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const name of await readdir(directory)) await rm(path.join(directory, name));
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(directory, name), content, { mode: 0o600 });
  };

  it('is one for all processes that start at once, and its owner’s alone', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openSubjectKeys(directory)));
    expect(new Set(opened.map((keys) => `${keys.id} ${keys.keyOf('case-1') ?? ''}`)).size).toBe(1);
    expect(await readdir(directory)).toEqual(['subjects.json']);
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
  });

  it('PRI-2 goes on without a key that was destroyed', async () => {
    const before = await openSubjectKeys(directory);
    await (await openSubjectKeys(directory)).destroy('case-1');
    const after = await openSubjectKeys(directory);
    expect([after.id, after.keyOf('case-1')]).toEqual([before.id, undefined]);
    expect(after.keyOf('case-2')).toBe(before.keyOf('case-2'));
    expect(await readdir(directory)).toEqual(['destroyed', partOf('case-1', before.id), 'subjects.json']);
    for (const name of await readdir(directory))
      expect(((await stat(path.join(directory, name))).mode & 0o777).toString(8)).toBe('600');
  });

  it('PRI-2 loses the key in every process that has read it, and one that comes back with an older file', async () => {
    const [one, other] = await Promise.all([openSubjectKeys(directory), openSubjectKeys(directory)]);
    const older = await readFile(file(), 'utf8');
    vi.useFakeTimers({ toFake: ['Date'] });
    expect(other.keyOf('case-1')).toBeDefined();
    await one.destroy('case-1');
    vi.advanceTimersByTime(201);
    // The first answer after that time, not one after the first.
    expect([other.keyOf('case-1'), other.keyOf('case-2')]).toEqual([undefined, one.keyOf('case-2')]);
    expect(one.keyOf('case-1')).toBeUndefined();
    await writeFile(file(), older);
    const restored = await openSubjectKeys(directory);
    expect([restored.keyOf('case-1'), restored.keyOf('case-2')]).toEqual([undefined, one.keyOf('case-2')]);
    expect(await readFile(file(), 'utf8')).not.toBe(older);
  });

  it('PRI-2 leaves no file in which a program that was killed was writing every key', async () => {
    const keys = await openSubjectKeys(directory);
    const part = partOf('case-1', keys.id);
    await writeFile(`${file()}.${randomUUID()}`, await readFile(file()));
    await keys.destroy('case-1');
    expect(await readdir(directory)).toEqual(['destroyed', part, 'subjects.json']);
    for (const name of ['subjects.json', part])
      await writeFile(path.join(directory, `${name}.${randomUUID()}`), await readFile(file()));
    await rewrapSubjectKeys(directory, undefined, undefined);
    expect(await readdir(directory)).toEqual(['destroyed', part, 'subjects.json']);
  });

  it('PRI-2 holds the keys as they were, or without the one that was destroyed, wherever a program was killed in it', async () => {
    const keys = await openSubjectKeys(directory);
    await keys.destroy('case-1');
    const before = await contents();
    const [other, neighbour] = [keys.keyOf('case-3'), neighbourOf('case-1')];
    const beside = keys.keyOf(neighbour);
    for (const subject of ['case-2', sameFirstDigits('case-1')]) {
      await putBack(before);
      await (await openSubjectKeys(directory)).destroy(subject);
      const after = await contents();
      const part = partOf(subject, keys.id);
      const noted = { ...before, destroyed: after['destroyed'] ?? '' };
      const divided = { ...noted, [part]: after[part] ?? '' };
      // A program that writes a line is killed in it: what is to be destroyed is not said yet.
      await putBack({ ...before, destroyed: noted.destroyed.slice(0, -4) });
      expect((await openSubjectKeys(directory)).keyOf(subject)).toBeDefined();
      await (await openSubjectKeys(directory)).destroy(subject);
      expect((await openSubjectKeys(directory)).keyOf(subject)).toBeUndefined();
      for (const files of [noted, divided, after]) {
        await putBack(files);
        const opened = await openSubjectKeys(directory);
        expect([opened.keyOf('case-1'), opened.keyOf(subject)]).toEqual([undefined, undefined]);
        expect([opened.keyOf('case-3'), opened.keyOf(neighbour)]).toEqual([other, beside]);
        // Nothing of it is left on disk either: with the list taken away it is gone all the same.
        await rm(path.join(directory, 'destroyed'));
        expect((await openSubjectKeys(directory)).keyOf(subject)).toBeUndefined();
      }
    }
  });

  it('PRI-2 reads a file from before there were parts, which keeps what was destroyed in it so', async () => {
    await putBack({ 'subjects.json': await readFile(UNDIVIDED, 'utf8') });
    const keys = await openSubjectKeys(directory);
    expect([keys.id, keys.keyOf('case-1'), keys.keyOf('case-2'), keys.keyOf('case-3')]).toEqual([
      'a9fd3bbd',
      undefined,
      undefined,
      '3913d62b5e1e359cafae78584e2cf8a38575d0dc6d5b298ba5b79a7404801480',
    ]);
    const parts = ['case-1', 'case-2'].map((subject) => partOf(subject, keys.id)).toSorted();
    expect(await readdir(directory)).toEqual([...parts, 'subjects.json']);
    await keys.destroy('case-3');
    await keys.destroy('case-1');
    const after = await openSubjectKeys(directory);
    expect(['case-1', 'case-3'].map((subject) => after.keyOf(subject))).toEqual([undefined, undefined]);
    expect(after.keyOf('case-4')).toBe(keys.keyOf('case-4'));
    expect(after.keyOf('case-4')).toBeDefined();
  });

  it('takes no key for a destroyed one because its file is missing', async () => {
    const keys = await openSubjectKeys(directory);
    await keys.destroy('case-1');
    await rm(path.join(directory, partOf('case-1', keys.id)));
    await expect(openSubjectKeys(directory)).rejects.toThrow(
      'from the same backup, but keep `destroyed` as it is',
    );
    await writeFile(path.join(directory, partOf('case-1', keys.id)), 'half a fi');
    await expect(openSubjectKeys(directory)).rejects.toThrow('is missing or damaged');
    // In a process that has opened them before.
    expect(() => keys.keyOf(neighbourOf('case-1'))).toThrow(InvalidKeyFile);
    await expect(keys.destroy(neighbourOf('case-1'))).rejects.toThrow(InvalidKeyFile);
    expect(keys.keyOf('case-3')).toBeDefined();
  });

  it('PRI-2 is gone from the files again where one of them came back from an older backup', async () => {
    const keys = await openSubjectKeys(directory);
    const [subject, before] = ['case-1', sameFirstDigits('case-1')];
    await keys.destroy(before);
    const part = path.join(directory, partOf(subject, keys.id));
    const older = await readFile(part, 'utf8');
    await keys.destroy(subject);
    const list = await readFile(path.join(directory, 'destroyed'));
    const isInFiles = async (): Promise<boolean> => {
      await rm(path.join(directory, 'destroyed'));
      const key = (await openSubjectKeys(directory)).keyOf(subject);
      await writeFile(path.join(directory, 'destroyed'), list, { mode: 0o600 });
      return key !== undefined;
    };
    await writeFile(part, older);
    expect(await isInFiles()).toBe(true);
    await openSubjectKeys(directory);
    expect(await isInFiles()).toBe(false);
    await writeFile(part, older);
    // Whoever asks once more, while a process runs.
    await keys.destroy(subject);
    expect(await isInFiles()).toBe(false);
    expect((await openSubjectKeys(directory)).keyOf(neighbourOf(subject))).toBeDefined();
  });

  it('PRI-2 loses every key that is destroyed, by whichever process at the same time', async () => {
    const subjects = Array.from({ length: 6 }, (_, index) => `case-${String(index)}`);
    const processes = await Promise.all(subjects.map(() => openSubjectKeys(directory)));
    await Promise.all(processes.map((each, index) => each.destroy(`case-${String(index)}`)));
    const after = await openSubjectKeys(directory);
    expect(subjects.map((subject) => after.keyOf(subject))).toEqual(subjects.map(() => undefined));
    expect(after.keyOf('case-7')).toBeDefined();
  });

  it.each(['half a fi', '{}', '{"id":"12345678","tree":{"":"short"}}', '{"id":"12345678"}', 'null'])(
    'is not used when it holds something else: %s',
    async (text) => {
      await openSubjectKeys(directory);
      await writeFile(file(), text);
      await expect(openSubjectKeys(directory)).rejects.toThrow(InvalidKeyFile);
      expect(await readFile(file(), 'utf8')).toBe(text);
    },
  );

  it('is not used when others can read it', async () => {
    await openSubjectKeys(directory);
    await chmod(file(), 0o644);
    await expect(openSubjectKeys(directory)).rejects.toThrow('chmod 600');
  });
});

import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalHash, canonicalJson, streamName } from '#event-sourcing';
import { InvalidKeyFile } from '#platform';
import { createCommandSeal } from './command-seal.ts';
import { secretOf, without, type KeyTree } from './key-tree.ts';
import { openSubjectKeys, rewrapSubjectKeys } from './subject-keys.ts';

const whole: KeyTree = { '': 'a'.repeat(64) };

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
    expect(JSON.stringify(tree)).not.toContain(secret);
    // The key follows from each of the secrets above it: with any of them left it could be found again.
    expect(Object.keys(tree).filter((prefix) => prefix.length === 0)).toEqual([]);
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
    expect((await readdir(directory)).toSorted()).toEqual(['destroyed', 'subjects.json']);
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
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
    await writeFile(`${file()}.${randomUUID()}`, await readFile(file()));
    await keys.destroy('case-1');
    expect((await readdir(directory)).toSorted()).toEqual(['destroyed', 'subjects.json']);
    await writeFile(`${file()}.${randomUUID()}`, await readFile(file()));
    await rewrapSubjectKeys(directory, undefined, undefined);
    expect((await readdir(directory)).toSorted()).toEqual(['destroyed', 'subjects.json']);
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

  describe('what is recorded of a command', () => {
    const stream = streamName('case', '1');
    const command = { type: 'LogComplaint', data: { phone: '+86 21 5550 0188' } };
    const content = canonicalJson(command);
    const sealing = async () => createCommandSeal(await openSubjectKeys(directory));

    it('PRI-2 D19 tells the same command from another, and to nobody without the keys what it held', async () => {
      const recorded = (await sealing()).seal(stream, content);
      const restarted = await sealing();
      expect(restarted.compare(recorded, stream, content)).toBe('same');
      expect(restarted.compare(recorded, stream, canonicalJson({ ...command, data: {} }))).toBe('other');
      expect(recorded).not.toContain(canonicalHash(command));
      expect(restarted.seal(streamName('case', '2'), content)).not.toBe(recorded);
    });

    it('D19 tells what was recorded without a key as it was made', async () => {
      const seal = await sealing();
      expect(seal.compare(canonicalHash(command), stream, content)).toBe('same');
      expect(seal.compare(canonicalHash({ ...command, data: {} }), stream, content)).toBe('other');
    });

    it('PRI-2 tells nothing any more once the key of the subject is destroyed, of what comes later either', async () => {
      const recorded = (await sealing()).seal(stream, content);
      await (await openSubjectKeys(directory)).destroy(stream);
      const after = await sealing();
      expect(after.compare(recorded, stream, content)).toBe('unknown');
      const later = after.seal(stream, content);
      expect(later).toBe(after.seal(stream, canonicalJson({ other: true })));
      expect(after.compare(later, stream, content)).toBe('unknown');
    });

    it('D19 is not taken for another command where the keys are others', async () => {
      const recorded = (await sealing()).seal(stream, content);
      await rm(file());
      expect((await sealing()).compare(recorded, stream, content)).toBe('unknown');
    });
  });
});

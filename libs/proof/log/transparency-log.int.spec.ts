import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventHash, revision, streamName, type CanonicalJson, type EventId } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSigningKey } from '#keys';

import { GrowingTree, leafHash } from '../tree/merkle.ts';
import { cosignedBy, standingOf, withSignatures, writeNote } from '../note/note.ts';
import { writeInclusion } from '../note/proofs.ts';
import { inclusionsOf } from './inclusion.ts';
import { proofFolder } from './proof-folder.ts';
import { advanceLog, entryOf, LogTakenOver, type LogPorts } from './transparency-log.ts';

const stream = streamName('case', '1');
let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-log-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const keyFile = (): string => path.join(root, 'keys', 'proof.key');
const logOf = (store: MemoryEventStore, name = 'proof'): LogPorts => ({
  store,
  folder: proofFolder(path.join(root, name)),
  key: (hasSigned) =>
    openSigningKey({ file: keyFile(), algorithm: 'note', name: () => 'redress/test', hasSigned }),
  held: () => Promise.resolve(true),
});

interface MemoryLog extends LogPorts {
  readonly first: string;
}

async function record(store: MemoryEventStore, count: number, word = 'event'): Promise<void> {
  const last = (await store.readStream(stream)).length - 1;
  const events = Array.from({ length: count }, (_, index) => ({
    id: `${word} ${String(last + index)}` as EventId,
    type: 'Said',
    ...{ data: '{}' as CanonicalJson, metadata: '{}' as CanonicalJson },
  }));
  await store.append(stream, last < 0 ? 'no-stream' : revision(last), events);
}

async function treeOf(store: MemoryEventStore): Promise<GrowingTree> {
  const tree = new GrowingTree();
  for (const event of await store.readStream(stream)) tree.push(leafHash(entryOf(event)));
  return tree;
}

describe('D15 the log of a history', () => {
  it('signs what is there, however it came, and nothing twice', async () => {
    const store = new MemoryEventStore();
    const log = logOf(store);
    expect(await advanceLog(log)).toBeUndefined();
    for (const count of [1, 254, 1, 1, 700, 2_000]) {
      await record(store, count);
      const signed = await advanceLog(log);
      const tree = await treeOf(store);
      expect(signed?.size).toBe(tree.size);
      expect(signed?.root.equals(tree.root())).toBe(true);
    }
    const before = await log.folder.checkpoint('checkpoint');
    await advanceLog(log);
    expect(await log.folder.checkpoint('checkpoint')).toBe(before);
    expect(await log.folder.checkpoint('first-checkpoint')).toContain('\n1\n');
  });

  it('comes to the same when two write it at once', async () => {
    const store = new MemoryEventStore();
    await record(store, 900);
    const [one, other] = await Promise.all([advanceLog(logOf(store)), advanceLog(logOf(store))]);
    expect(one && other && one.root.equals(other.root)).toBe(true);
    await record(store, 10);
    expect((await advanceLog(logOf(store)))?.size).toBe(910);
  });

  it('signs and notes nothing once somebody else has taken over', async () => {
    const store = new MemoryEventStore();
    await record(store, 2_500);
    for (const pages of [0, 1, 2, 3]) {
      const log = logOf(store, `of ${String(pages)}`);
      let asked = 0;
      const held = () => Promise.resolve(asked++ < pages);
      await expect(advanceLog({ ...log, held })).rejects.toThrow(LogTakenOver);
      expect([await log.folder.reached(), await log.folder.checkpoint('checkpoint')]).toEqual([
        undefined,
        undefined,
      ]);
    }
  });

  it('signs nothing over a history that is not the one it was made of', async () => {
    const [store, other, shorter] = [new MemoryEventStore(), new MemoryEventStore(), new MemoryEventStore()];
    await record(store, 300);
    await advanceLog(logOf(store));
    await record(other, 310, 'another');
    await record(shorter, 200);
    const before = await logOf(store).folder.checkpoint('checkpoint');
    for (const each of [other, shorter])
      await expect(advanceLog(logOf(each))).rejects.toThrow('does not hold the event that is the last one');
    expect(await logOf(store).folder.checkpoint('checkpoint')).toBe(before);
  });

  it('is made again from the history, as behind a restored backup, where it becomes what was signed', async () => {
    const [store, other, shorter] = [new MemoryEventStore(), new MemoryEventStore(), new MemoryEventStore()];
    await record(store, 300);
    const signed = await advanceLog(logOf(store));
    await record(store, 700);
    const left = async (name: string): Promise<MemoryLog> => {
      for (const file of ['checkpoint', 'first-checkpoint'])
        await cp(path.join(root, 'proof', file), path.join(root, name, file));
      return {
        ...logOf(store, name),
        first: await readFile(path.join(root, 'proof', 'first-checkpoint'), 'utf8'),
      };
    };
    const again = await left('again');
    expect((await advanceLog(again))?.root.equals((await treeOf(store)).root())).toBe(true);
    expect(await again.folder.checkpoint('first-checkpoint')).toBe(again.first);
    await record(other, 1_000, 'another');
    await record(shorter, 200);
    await expect(advanceLog({ ...(await left('of another')), store: other })).rejects.toThrow(
      'The first 300 events are not',
    );
    await expect(advanceLog({ ...(await left('of less')), store: shorter })).rejects.toThrow(
      'the history holds 200',
    );
    expect(await logOf(store, 'of less').folder.reached()).toBeUndefined();
    expect(signed?.size).toBe(300);
  });

  it.each([
    ['is lost', () => rm(keyFile()), 'is missing, and something was signed with it'],
    [
      'is half there',
      () => writeFile(keyFile(), 'PRIVATE+KEY+redress', { mode: 0o600 }),
      'does not hold a key',
    ],
    ['is another one', () => rm(keyFile()).then(() => anotherKey()), 'is not signed by the key in keys/'],
  ])('signs nothing when the key %s', async (_what, spoil, sentence) => {
    const store = new MemoryEventStore();
    await record(store, 3);
    await advanceLog(logOf(store));
    await spoil();
    await record(store, 1);
    await expect(advanceLog(logOf(store))).rejects.toThrow(sentence);
  });

  it('signs nothing on top of files that are not those it has signed', async () => {
    const store = new MemoryEventStore();
    await record(store, 300);
    await advanceLog(logOf(store));
    const edge = path.join(root, 'proof', 'tile', '1', '000.p', '1');
    await writeFile(edge, (await readFile(edge)).reverse());
    await record(store, 1);
    await expect(advanceLog(logOf(store))).rejects.toThrow('not those that its checkpoint was made of');
  });

  it('is signed so that the text, and nobody else, is meant', async () => {
    const store = new MemoryEventStore();
    await record(store, 5);
    const signed = await advanceLog(logOf(store));
    const key = await logOf(store).key(true);
    const note = signed?.note ?? { text: '', signatures: [] };
    expect(standingOf(note, key)).toBe('signed');
    expect(standingOf({ ...note, text: note.text.replace('\n5\n', '\n6\n') }, key)).toBe('forged');
    expect(standingOf({ ...note, signatures: [] }, key)).toBe('unsigned');
  });
});

const fail = (): never => {
  throw new Error('it is there');
};

const anotherKey = () =>
  openSigningKey({ file: keyFile(), algorithm: 'note', name: () => 'redress/test', hasSigned: false });

const PROGRAM = fileURLToPath(new URL('../../../test/proof/', import.meta.url));
const hasGo = spawnSync('go', ['mod', 'download'], { cwd: PROGRAM }).status === 0;

/** Where there is no Go, or its module cannot be had, nobody else checks: the report of the tests says so. */
describe.skipIf(!hasGo)('D15 the log as the libraries of Go read it', () => {
  it('holds, entry by entry, and from an earlier checkpoint on', async () => {
    const store = new MemoryEventStore();
    const log = logOf(store);
    await record(store, 300);
    await advanceLog(log);
    const earlier = path.join(root, 'earlier');
    await copyFile(path.join(root, 'proof', 'checkpoint'), earlier);
    await record(store, 500);
    const signed = await advanceLog(log);
    const { text } = await log.key(true);
    const program = path.join(root, 'check');
    execFileSync('go', ['build', '-o', program, '.'], { cwd: PROGRAM });
    const check = () => spawnSync(program, [path.join(root, 'proof'), text, earlier], { encoding: 'utf8' });
    expect(check()).toMatchObject({ stdout: '800 entries proven\n', status: 0 });
    const auditor = await openSigningKey({
      ...{ file: path.join(root, 'auditor'), algorithm: 'cosignature', hasSigned: false },
      name: () => 'auditor.example',
    });
    const entry = eventHash((await store.readStream(stream))[421] ?? fail());
    const proof = path.join(root, 'event.tlog-proof');
    const single = () =>
      spawnSync(program, ['proof', proof, text, auditor.text, entry], { encoding: 'utf8' });
    const note = signed?.note ?? fail();
    const checkpoint = {
      ...(signed ?? fail()),
      note: withSignatures(note, [cosignedBy(note.text, auditor, 1_790_000_000)]),
    };
    const files = { tile: log.folder.tile, size: 800 };
    const [shown = fail()] = await inclusionsOf(files, checkpoint, [{ hash: entry }]);
    await writeFile(proof, writeInclusion(shown));
    expect(single()).toMatchObject({ stdout: 'number 421 proven and witnessed\n', status: 0 });
    await writeFile(proof, writeInclusion({ ...shown, index: 420 }));
    expect(single()).toMatchObject({ status: 1 });
    const forged = writeNote(signed?.note ?? { text: '', signatures: [] }).replace('\n800\n', '\n799\n');
    await writeFile(path.join(root, 'proof', 'checkpoint'), forged);
    expect(check()).toMatchObject({ status: 1 });
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EvidenceCorrupt,
  EvidenceStoreFull,
  EvidenceTooLarge,
  openFileEvidenceStore,
  type EvidenceStore,
} from './evidence-store.ts';

const LIMIT = 200_000;

describe('evidence files (INV-2)', () => {
  let directory = '';
  let store: EvidenceStore;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-evidence-'));
    store = await openFileEvidenceStore({ directory, limitBytes: LIMIT });
  });
  afterEach(() => rm(directory, { recursive: true }));

  const put = async (content: AsyncIterable<Uint8Array>) => {
    const received = await store.receive(content);
    await received.keep();
    return { sha256: received.sha256, size: received.size };
  };

  it('come back byte for byte under the hash of their content', async () => {
    const content = randomBytes(150_001);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await expect(put(chunked(content))).resolves.toEqual({ sha256, size: 150_001 });
    const served = await store.get(sha256);
    expect(served?.size).toBe(150_001);
    expect(await contentOf(served?.content)).toEqual(content);
  });

  it('may be empty', async () => {
    const { sha256, size } = await put(chunked(Buffer.alloc(0)));
    expect(size).toBe(0);
    expect(await contentOf((await store.get(sha256))?.content)).toEqual(Buffer.alloc(0));
  });

  it('are kept once, however often they come in', async () => {
    const content = randomBytes(1000);
    const all = await Promise.all(Array.from({ length: 10 }, () => put(chunked(content))));
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await filesBelow(directory)).toHaveLength(1);
  });

  it('are refused beyond the limit, and leave nothing behind', async () => {
    await expect(put(chunked(randomBytes(LIMIT)))).resolves.toMatchObject({ size: LIMIT });
    await expect(put(chunked(randomBytes(LIMIT + 1)))).rejects.toThrow(EvidenceTooLarge);
    expect(await filesBelow(directory)).toHaveLength(1);
  });

  it('leave nothing behind when the sender goes away half-way', async () => {
    const sender = (async function* () {
      yield await Promise.resolve(randomBytes(1000));
      throw new Error('connection lost');
    })();
    await expect(put(sender)).rejects.toThrow('connection lost');
    expect(await filesBelow(directory)).toEqual([]);
  });

  it('are not served when they were altered on disk, and are whole again once put anew', async () => {
    const content = randomBytes(5000);
    const { sha256 } = await put(chunked(content));
    await truncate(path.join(directory, sha256.slice(0, 2), sha256.slice(2)), 4999);
    await expect(store.get(sha256)).rejects.toThrow(EvidenceCorrupt);
    await put(chunked(content));
    expect(await contentOf((await store.get(sha256))?.content)).toEqual(content);
  });

  it('are found by their hash only', async () => {
    const { sha256 } = await put(chunked(randomBytes(10)));
    for (const other of ['0'.repeat(64), sha256.toUpperCase(), '../../etc/passwd', '']) {
      await expect(store.get(other)).resolves.toBeUndefined();
      await expect(store.standing(other)).resolves.toBe('missing');
    }
  });

  it('that nobody wants to keep leave nothing behind', async () => {
    const received = await store.receive(chunked(randomBytes(1000)));
    expect(await readFile(received.file)).toHaveLength(received.size);
    await received.discard();
    expect(await filesBelow(directory)).toEqual([]);
    expect(await store.get(received.sha256)).toBeUndefined();
  });

  it('are not received where the disk has to be left to the history', async () => {
    const full = await openFileEvidenceStore({ directory, limitBytes: LIMIT, sparedBytes: 2 ** 52 });
    await expect(full.receive(chunked(randomBytes(10)))).rejects.toThrow(EvidenceStoreFull);
    expect(await filesBelow(directory)).toEqual([]);
  });

  it('that never arrived completely are swept away on a later start', async () => {
    const [old, recent] = ['old', 'recent'].map((name) => path.join(directory, 'incoming', name));
    for (const file of [old, recent]) await writeFile(file ?? '', 'half');
    const twoDaysAgo = new Date();
    twoDaysAgo.setUTCDate(twoDaysAgo.getUTCDate() - 2);
    await utimes(old ?? '', twoDaysAgo, twoDaysAgo);
    await openFileEvidenceStore({ directory, limitBytes: LIMIT });
    expect(await readdir(path.join(directory, 'incoming'))).toEqual(['recent']);
  });
});

async function* chunked(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 64 * 1024) {
    yield await Promise.resolve(content.subarray(start, start + 64 * 1024));
  }
}

async function contentOf(stream: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream ?? []) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const filesBelow = async (directory: string): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

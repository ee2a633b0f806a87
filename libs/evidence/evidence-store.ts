import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { isErrno, syncDirectory } from '#platform';

/** Files by their content: written once, checked on the way out (INV-2). */
export interface EvidenceStore {
  /**
   * Streams to disk, hashing on the way; durable when it resolves. Throws {@link EvidenceTooLarge} beyond the limit, and
   * {@link EvidenceStoreFull} where the disk has to be left to the history.
   */
  receive(content: AsyncIterable<Uint8Array>): Promise<ReceivedEvidence>;
  /** `undefined` when there is no such file. */
  get(sha256: string): Promise<{ readonly size: number; readonly content: Readable } | undefined>;
  /** Whether it is there as it was put there. */
  standing(sha256: string): Promise<'intact' | 'missing' | 'changed'>;
  /** For ever; nothing happens where there is no such file. */
  remove(sha256: string): Promise<void>;
  /** The SHA-256 of every file that is there. */
  list(): Promise<readonly string[]>;
}

/** A file that is there, under no name yet. One of `keep` and `discard` has to follow. */
export interface ReceivedEvidence {
  readonly sha256: string;
  readonly size: number;
  /** Where its content can be looked at. */
  readonly file: string;
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** What is left of the disk is kept for the history. */
export class EvidenceStoreFull extends Error {
  override readonly name = 'EvidenceStoreFull';
}

export class EvidenceTooLarge extends Error {
  override readonly name = 'EvidenceTooLarge';
}

/** A file on disk is no longer what was put there. It is not served. */
export class EvidenceCorrupt extends Error {
  override readonly name = 'EvidenceCorrupt';
}

export interface FileEvidenceOptions {
  readonly directory: string;
  /** Of one file; default: none, and the disk may be filled. */
  readonly limitBytes?: number;
  /** Of the disk, where there is a limit: so much is left to the history, which stands beside it; default 256 MB. */
  readonly sparedBytes?: number;
}

const SPARED_BYTES = 256 * 1024 ** 2;

const SHA256 = /^[0-9a-f]{64}$/;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Evidence as files named by their SHA-256 (INV-2). Written beside, synced and renamed, so that a name always
 * stands for whole content, also after a power cut.
 */
export async function openFileEvidenceStore(options: FileEvidenceOptions): Promise<EvidenceStore> {
  const incoming = path.join(options.directory, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  return {
    receive: (content) => receive(options, incoming, content),
    get: (sha256) => get(options.directory, sha256),
    standing: (sha256) => standing(options.directory, sha256),
    remove: (sha256) => remove(options.directory, sha256),
    list: () => list(options.directory),
  };
}

async function receive(
  { directory, limitBytes = Infinity, sparedBytes = SPARED_BYTES }: FileEvidenceOptions,
  incoming: string,
  content: AsyncIterable<Uint8Array>,
): Promise<ReceivedEvidence> {
  if (limitBytes !== Infinity) await assertRoom(directory, limitBytes + sparedBytes);
  const file = path.join(incoming, randomUUID());
  const discard = (): Promise<void> => rm(file, { force: true });
  try {
    const written = await writeDurably(file, content, limitBytes);
    return { ...written, file, discard, keep: () => keep(directory, file, written.sha256) };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function assertRoom(directory: string, wanted: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < wanted) throw new EvidenceStoreFull('the disk has no room for evidence');
}

async function keep(directory: string, file: string, sha256: string): Promise<void> {
  const target = placeOf(directory, sha256);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  // Also over an equal file: that heals a damaged one.
  await rename(file, target);
  await syncDirectory(path.dirname(target));
  await syncDirectory(directory);
}

async function writeDurably(file: string, content: AsyncIterable<Uint8Array>, limitBytes: number) {
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > limitBytes)
        throw new EvidenceTooLarge(`an evidence file may have at most ${String(limitBytes)} bytes`);
      hash.update(chunk);
      await writeWhole(handle, chunk);
    }
    await handle.sync();
    return { sha256: hash.digest('hex'), size };
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) {
    written += (await handle.write(chunk, written)).bytesWritten;
  }
}

async function get(directory: string, sha256: string): ReturnType<EvidenceStore['get']> {
  if (!SHA256.test(sha256)) return undefined;
  const handle = await openIfThere(placeOf(directory, sha256));
  if (handle === undefined) return undefined;
  try {
    const size = await assertIntact(handle, sha256);
    return { size, content: handle.createReadStream({ start: 0 }) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function standing(directory: string, sha256: string): Promise<'intact' | 'missing' | 'changed'> {
  if (!SHA256.test(sha256)) return 'missing';
  const handle = await openIfThere(placeOf(directory, sha256));
  if (handle === undefined) return 'missing';
  try {
    await assertIntact(handle, sha256);
    return 'intact';
  } catch (error) {
    if (error instanceof EvidenceCorrupt) return 'changed';
    throw error;
  } finally {
    await handle.close();
  }
}

async function remove(directory: string, sha256: string): Promise<void> {
  if (!SHA256.test(sha256)) return;
  const place = placeOf(directory, sha256);
  await rm(place, { force: true });
  await syncDirectory(path.dirname(place)).catch((error: unknown) => {
    // Nothing with such a beginning was ever there.
    if (!isErrno(error, 'ENOENT')) throw error;
  });
}

async function list(directory: string): Promise<readonly string[]> {
  const folders = (await readdir(directory)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(path.join(directory, folder))).map((name) => folder + name)),
  );
  return found.flat().filter((name) => SHA256.test(name));
}

/** Before the first byte leaves, so that nobody is served half of something false. */
async function assertIntact(handle: FileHandle, sha256: string): Promise<number> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of handle.createReadStream({
    start: 0,
    autoClose: false,
  }) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  if (hash.digest('hex') === sha256) return size;
  throw new EvidenceCorrupt(`evidence ${sha256} is damaged on disk: restore it from a backup`);
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const file = path.join(incoming, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(file, { force: true });
  }
}

const placeOf = (directory: string, sha256: string): string =>
  path.join(directory, sha256.slice(0, 2), sha256.slice(2));

import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EvidenceCorrupt, openFileEvidenceStore, type EvidenceStore } from '#evidence';
import { isErrno } from '#platform';
import { isFileName, type Stored, type StoredFile } from './manifest.ts';
import { keep } from './segments.ts';

/** Damaged files are told, and hold nothing up: everything else is worth the more. */
export async function keepEvidence(
  directory: string,
  objects: EvidenceStore,
  known: ReadonlySet<string>,
  {
    signal,
    onFiles,
  }: { readonly signal?: AbortSignal | undefined; readonly onFiles: (done: number, all: number) => void },
) {
  const source = await openFileEvidenceStore({ directory });
  const there = await source.list();
  const fresh = there.filter((sha256) => !known.has(sha256));
  const added: Stored[] = [];
  const damaged: string[] = [];
  for (const [index, sha256] of fresh.entries()) {
    signal?.throwIfAborted();
    const copied = await copyOf(source, objects, sha256);
    if (copied === 'damaged') damaged.push(sha256);
    else if (copied !== 'gone') added.push(copied);
    onFiles(index + 1, fresh.length);
  }
  const present = new Set(there);
  return { added, removed: [...known].filter((sha256) => !present.has(sha256)), damaged };
}

async function copyOf(
  source: EvidenceStore,
  objects: EvidenceStore,
  sha256: string,
): Promise<Stored | 'damaged' | 'gone'> {
  try {
    const found = await source.get(sha256);
    // Destroyed since it was listed.
    return found === undefined ? 'gone' : await keep(objects, found.content as AsyncIterable<Uint8Array>);
  } catch (error) {
    if (error instanceof EvidenceCorrupt) return 'damaged';
    throw error;
  }
}

/** Of folders by the name under which their files are kept: those whose names are wanted. */
export async function keepFiles(
  folders: Readonly<Record<string, { readonly at: string; readonly wanted?: RegExp } | undefined>>,
  objects: EvidenceStore,
): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const [as, folder] of Object.entries(folders))
    for (const { name, file } of folder === undefined ? [] : await filesIn(as, folder.at))
      if (folder?.wanted?.test(name) !== false)
        files.push({ name, ...(await keep(objects, createReadStream(file) as AsyncIterable<Uint8Array>)) });
  return files;
}

/** Also what links lead to: secrets and settings that are mounted are links. */
async function filesIn(as: string, directory: string) {
  const names = await readdir(directory).catch(noneIfGone<string>);
  const found = await Promise.all(
    names.map(async (name) => {
      const file = path.join(directory, name);
      const stats = await stat(file).catch(noneIfGone);
      return Array.isArray(stats) || !stats.isFile() ? [] : [{ name: `${as}/${name}`, file }];
    }),
  );
  return found
    .flat()
    .filter(({ name }) => isFileName(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What is not there, or not any more, is no file of the backup. */
function noneIfGone<Name>(error: unknown): Name[] {
  if (isErrno(error, 'ENOENT')) return [];
  throw error;
}

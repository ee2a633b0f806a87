import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { revision, type EventStore, type Position } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { openFileEvidenceStore, type EvidenceStore } from '#evidence';
import { createDataFolder, dataFolder, isErrno, syncDirectory } from '#platform';
import {
  DamagedBackup,
  evidenceOf,
  eventsOf,
  isFileName,
  segmentsOf,
  type Contents,
  type Manifest,
  type StoredFile,
} from './manifest.ts';
import { contentOf, keep, readSegment, type ReadEvent } from './segments.ts';
import { meterOf, openBackup, type ReadingOptions } from './verify-backup.ts';

/** The place is not free; nothing was written. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

export interface RestoredBackup {
  readonly last: Manifest;
  readonly events: number;
  readonly evidence: number;
  readonly files: readonly string[];
}

/**
 * Builds a data folder beside the place where it shall be, reads everything that it writes from what was checked first,
 * and moves it there as a whole: whoever looks sees all of it or nothing. Read models are made anew at the next start.
 * Throws {@link RestoreRefused}, NoBackup, DamagedBackup, or the signal's reason.
 */
export async function restoreBackup(target: string, options: ReadingOptions): Promise<RestoredBackup> {
  await assertFree(target);
  const { contents, last, objects } = await openBackup(options);
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeUnfinished(target);
  const draft = await mkdtemp(draftOf(target));
  try {
    const meter = meterOf(options, [...segmentsOf(contents), ...evidenceOf(contents), ...last.files]);
    await restoreHistory(draft, contents, objects, meter);
    await restoreFiles(draft, contents, objects, meter);
    await noteRestored(draft);
    await moveTo(target, draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await syncDirectory(parent);
  return {
    ...{ last, events: eventsOf(contents), evidence: evidenceOf(contents).length },
    files: last.files.map(({ name }) => name),
  };
}

const draftOf = (target: string): string => `${target}.restoring-`;

async function assertFree(target: string): Promise<void> {
  const names = await readdir(target).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  if (names.length > 0)
    throw new RestoreRefused(
      `${target} is not empty: nothing is ever restored over something else. Name another folder with --data, or move this one away first.`,
    );
}

/** What a restore left that was killed: it holds what the backup holds, and nobody would look for it there. */
async function removeUnfinished(target: string): Promise<void> {
  const parent = path.dirname(target);
  for (const name of await readdir(parent)) {
    const file = path.join(parent, name);
    if (file.startsWith(draftOf(target))) await rm(file, { recursive: true, force: true });
  }
}

async function restoreHistory(
  draft: string,
  contents: Contents,
  objects: EvidenceStore,
  meter: (size: number) => void,
): Promise<void> {
  const folder = await createDataFolder(draft, ['events']);
  const store = openSqliteEventStore({ file: folder.events });
  try {
    for (const segment of segmentsOf(contents)) {
      await readSegment(objects, segment, (page) => appendAll(store, page));
      await assertEnd(store, segment.last.position, segment.last.id);
      meter(segment.size);
    }
  } finally {
    await store.close();
  }
}

/** Nobody is told once more what was told since the backup was taken. Stored contract. */
const noteRestored = (draft: string): Promise<void> =>
  writeFile(dataFolder(draft).restored, `${JSON.stringify({ id: randomUUID() })}\n`, {
    mode: 0o600,
    flush: true,
  });

/** In their order, and in one transaction: the store writes together what is asked together. */
async function appendAll(store: EventStore, page: readonly ReadEvent[]): Promise<void> {
  const results = await Promise.all(
    page.map(({ stream, revision: at, ...event }) =>
      store.append(stream, at === 0n ? 'no-stream' : revision(at - 1n), [event]),
    ),
  );
  if (results.some(({ outcome }) => outcome !== 'appended'))
    throw new DamagedBackup('The backup holds a history in which events follow each other wrongly.');
}

async function assertEnd(store: EventStore, position: Position, id: string): Promise<void> {
  if ((await store.head()) !== position || (await store.at(position))?.id !== id)
    throw new DamagedBackup('The restored history does not end where the backup says that it ends.');
}

async function restoreFiles(
  draft: string,
  contents: Contents,
  objects: EvidenceStore,
  meter: (size: number) => void,
): Promise<void> {
  const evidence = await openFileEvidenceStore({ directory: dataFolder(draft).evidence });
  for (const stored of evidenceOf(contents)) {
    await keep(evidence, await contentOf(objects, stored));
    meter(stored.size);
  }
  for (const file of contents.manifests.at(-1)?.files ?? []) {
    await restoreFile(draft, file, objects);
    meter(file.size);
  }
}

async function restoreFile(draft: string, file: StoredFile, objects: EvidenceStore): Promise<void> {
  if (!isFileName(file.name)) throw new DamagedBackup(`The backup names a file ${file.name}.`);
  const place = path.join(draft, file.name);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  await pipeline(await contentOf(objects, file), (content) =>
    writeFile(place, content, { mode: 0o600, flush: true }),
  );
  await syncDirectory(path.dirname(place));
}

/** Over an empty folder, or none; refused where something came to be there meanwhile. */
async function moveTo(target: string, draft: string): Promise<void> {
  await syncDirectory(draft);
  await rename(draft, target).catch((error: unknown) => {
    if (isErrno(error, 'ENOTEMPTY') || isErrno(error, 'EEXIST'))
      throw new RestoreRefused(`${target} was empty and is not any more: somebody else uses it.`);
    if (isErrno(error, 'EBUSY') || isErrno(error, 'EXDEV'))
      throw new RestoreRefused(
        `${target} is where a disk is mounted, and cannot be replaced as a whole: name a folder inside it.`,
      );
    throw error;
  });
}

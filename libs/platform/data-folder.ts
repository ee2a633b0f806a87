import { statSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '#event-sourcing';
import { isErrno } from './files.ts';

/** Where everything durable stands inside the data folder. */
export interface DataFolder {
  readonly directory: string;
  /** The history: the only file that cannot be rebuilt, beside evidence and keys. */
  readonly events: string;
  readonly readModels: string;
  readonly evidence: string;
  readonly keys: string;
  /** The log that proves the history. */
  readonly proof: string;
  /** Says, once the history was taken along to a server, where it is now. */
  readonly moved: string;
  /** Says, once a backup was restored into it, which time that was. */
  readonly restored: string;
}

export function dataFolder(directory: string): DataFolder {
  const at = (name: string): string => path.join(directory, name);
  return {
    directory,
    events: at('events.db'),
    readModels: at('read-models.db'),
    evidence: at('evidence'),
    keys: at('keys'),
    proof: at('proof'),
    moved: at('moved.json'),
    restored: at('restored.json'),
  };
}

/** The data folder cannot be used; the message says why. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

/**
 * True once the folder holds a history, be it one without events; a file without a byte is none. Throws
 * {@link DataFolderUnusable} where nobody may look: that is not the same as nothing.
 */
export function hasHistory(directory: string): boolean {
  try {
    return (statSync(dataFolder(directory).events, { throwIfNoEntry: false })?.size ?? 0) > 0;
  } catch (cause) {
    if (isErrno(cause, 'ENOTDIR')) return false;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderUnusable(`The data folder ${directory} cannot be read: ${reason}`, { cause });
  }
}

/** Where a history was taken along to, and what it was then. Stored contract. */
export interface Moved {
  /** Hosts, without credentials. */
  readonly to: string;
  readonly at: Instant;
  readonly events: number;
  readonly sha256: string;
}

/** From now on the folder's own history is a backup, which nobody goes on with by mistake. */
export async function noteMoved(directory: string, moved: Moved): Promise<void> {
  await writeFile(dataFolder(directory).moved, `${JSON.stringify(moved, undefined, 2)}\n`, { mode: 0o600 });
}

/** Throws {@link DataFolderUnusable} for a folder whose history is on a server now: two would go on side by side. */
export async function assertNotMoved({ directory, moved }: DataFolder): Promise<void> {
  const text = await readFile(moved, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const { to, at } = JSON.parse(text) as Moved;
  throw new DataFolderUnusable(
    `The history of ${directory} was taken to EventStoreDB at ${to} on ${at.slice(0, 10)}: set EVENT_STORE. ` +
      `To go on with the one in the folder instead, and without what was recorded there since, remove ${moved}.`,
  );
}

/** `databases`: those of its files that an embedded engine is about to open. */
export async function createDataFolder(
  directory: string,
  databases: readonly ('events' | 'readModels')[],
): Promise<DataFolder> {
  const folder = dataFolder(directory);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // Made before the engine opens them, so that they are nobody else's to read even in a folder that is.
    for (const name of databases) await (await open(folder[name], 'a', 0o600)).close();
    return folder;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderUnusable(`The data folder ${directory} cannot be used: ${reason}`, { cause });
  }
}

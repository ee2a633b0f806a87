import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Where everything durable stands inside the data folder. */
export interface DataFolder {
  readonly directory: string;
  /** The history: the only file that cannot be rebuilt, beside evidence and keys. */
  readonly events: string;
  readonly readModels: string;
  readonly evidence: string;
  readonly keys: string;
}

export function dataFolder(directory: string): DataFolder {
  const at = (name: string): string => path.join(directory, name);
  return {
    directory,
    events: at('events.db'),
    readModels: at('read-models.db'),
    evidence: at('evidence'),
    keys: at('keys'),
  };
}

/** True once the folder holds a history, be it an empty one. */
export const hasHistory = (directory: string): boolean => existsSync(dataFolder(directory).events);

/** The data folder cannot be used; the message says why. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
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

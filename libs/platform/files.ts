import { open } from 'node:fs/promises';

/** True for an error of the operating system with this code, such as `ENOENT`. */
export const isErrno = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** A new name survives a power cut only when its directory was synced too. Windows cannot and need not. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import { createFile, isErrno } from '#platform';
import { fileIn } from './key-files.ts';

/** Whoever holds the lock longer without a sign of life has died. */
const LOCK_MILLIS = 30_000;

/**
 * Nobody destroys, wraps or copies keys meanwhile: of two processes, each would write what the other one has taken out, and
 * whoever copies would have the parts of two moments.
 */
export async function whileKeysStand<Result>(
  directory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = `${fileIn(directory)}.lock`;
  while (!(await createFile(lock, holder()))) {
    if (await isLeftBehind(lock)) await rm(lock, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const alive = setInterval(() => {
    const now = new Date();
    void utimes(lock, now, now).catch(() => undefined);
  }, LOCK_MILLIS / 6).unref();
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await rm(lock, { force: true });
  }
}

const holder = (): string => `${hostname()} ${String(process.pid)}`;

/** Its holder has died: of another machine, only its silence tells. */
async function isLeftBehind(lock: string): Promise<boolean> {
  const held = await stat(lock).catch(() => undefined);
  if (held === undefined) return false;
  if (Date.now() - held.mtimeMs > LOCK_MILLIS) return true;
  const [, host, pid] = /^(\S+) (\d+)$/.exec(await readFile(lock, 'utf8').catch(() => '')) ?? [];
  return host === hostname() && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, and belongs to somebody else.
    return !isErrno(error, 'ESRCH');
  }
}

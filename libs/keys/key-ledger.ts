import { hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { isErrno, readSecret, syncDirectory } from '#platform';
import type { Settled } from './key-parts.ts';

const LEAF = /^[0-9a-f]{12}$/;

/** Which keys were destroyed, by their places in the tree: nobody is named. A backup that is older brings none of them back. */
const ledgerIn = (directory: string): string => path.join(directory, 'destroyed');

export const leavesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => LEAF.test(line));

export const readLedger = async (directory: string): Promise<string> =>
  (await readSecret(ledgerIn(directory))) ?? '';

/** All that was read, as it stands in the keys once it is taken out of them. */
export const settledBy = (text: string): Settled => ({
  length: text.length,
  sha256: hash('sha256', text, 'hex'),
});

/** What is not taken out yet; all of it where it is another list than the one that was. */
export const unsettled = (text: string, { length, sha256 }: Settled): readonly string[] =>
  leavesIn(settledBy(text.slice(0, length)).sha256 === sha256 ? text.slice(length) : text);

/** Before the keys go: nothing is destroyed that restored files would bring back. What it holds then. */
export async function note(directory: string, leaves: readonly string[]): Promise<string> {
  const text = await readLedger(directory);
  const noted = new Set(leavesIn(text));
  const fresh = [...new Set(leaves)].filter((leaf) => !noted.has(leaf));
  if (fresh.length === 0) return text;
  // Half a line of whoever was killed in it ends here.
  const added = `${text === '' || text.endsWith('\n') ? '' : '\n'}${fresh.join('\n')}\n`;
  const handle = await open(ledgerIn(directory), 'a', 0o600);
  try {
    await handle.writeFile(added);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (text === '') await syncDirectory(directory);
  return text + added;
}

export interface LedgerWatch {
  /** What was noted since it was asked last, by whichever process. In clear: whatever the keys are wrapped by. */
  more(): readonly string[];
}

export function watchLedger(directory: string): LedgerWatch {
  const file = ledgerIn(directory);
  let [seen, inode, from] = ['', -1, 0];
  return {
    more() {
      const found = statOf(file);
      if (found === undefined || found.stamp === seen) return [];
      // Put there anew, it may be another one.
      if (found.inode !== inode || found.size < from) from = 0;
      const text = readFrom(file, from, found.size);
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      [seen, inode, from] = [found.stamp, found.inode, from + Buffer.byteLength(whole)];
      return leavesIn(text);
    },
  };
}

function readFrom(file: string, from: number, to: number): string {
  const bytes = Buffer.alloc(to - from);
  const handle = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, from)).toString('utf8');
  } finally {
    closeSync(handle);
  }
}

function statOf(file: string) {
  try {
    const { ino: inode, mtimeMs, size } = statSync(file);
    return { inode, size, stamp: `${String(inode)} ${String(mtimeMs)} ${String(size)}` };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isErrno, syncDirectory, writeNew } from './files.ts';

/** A key file cannot be used; the message says what to do. */
export class InvalidKeyFile extends Error {
  override readonly name = 'InvalidKeyFile';
}

/**
 * The secret in a file that only its owner may read; made on first use. Processes that start together end up with the
 * same secret, and a file never holds half of one.
 */
export async function readOrCreateSecret(
  file: string,
  make: () => Promise<string> | string,
): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const secret = (await readSecret(file)) ?? (await create(file, await make())) ?? (await readSecret(file));
  if (secret === undefined) throw new InvalidKeyFile(`${file} cannot be used: it disappeared`);
  return secret;
}

/** `undefined` where there is no such file. Throws {@link InvalidKeyFile} for one that others can read. */
export async function readSecret(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new InvalidKeyFile(`${file} cannot be used: others can read it. Run: chmod 600 "${file}"`);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** `undefined` when another process was first. A hard link never replaces, and shows the whole file or none. */
async function create(file: string, secret: string): Promise<string | undefined> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeNew(temporary, secret);
    await link(temporary, file);
    await syncDirectory(path.dirname(file));
    return secret;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return undefined;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

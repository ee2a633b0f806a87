import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createFile, isErrno } from './files.ts';

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
  const known = await readSecret(file);
  if (known !== undefined) return known;
  // Whoever was first may be another process.
  await createFile(file, await make());
  const secret = await readSecret(file);
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

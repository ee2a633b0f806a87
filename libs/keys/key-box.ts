import { randomBytes, scryptSync } from 'node:crypto';
import { InvalidKeyFile, readSecret, type MasterKey } from '#platform';
import { decrypted, encrypted, LEAST_BYTES, NONCE_BYTES } from './aes-gcm.ts';

/** Stored contract. */
export interface KeyBox {
  /** Of a passphrase; absent: of a key file. */
  readonly salt?: string;
  /** Nonce, ciphertext and tag of AES-256-GCM, in base64. */
  readonly content: string;
}

const KEY = /^[0-9a-f]{64}\s*$/;
/** scrypt: 32 MiB and a tenth of a second for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };

/** `of`: what the box is for; it opens as nothing else. */
export async function wrapped(content: string, of: string, master: MasterKey): Promise<KeyBox> {
  const salt = 'passphrase' in master ? randomBytes(16).toString('hex') : undefined;
  const bytes = encrypted(await keyOf(master, salt), randomBytes(NONCE_BYTES), Buffer.from(of), content);
  return { ...(salt !== undefined && { salt }), content: bytes.toString('base64') };
}

/** `undefined`: wrapped by another one. Throws InvalidKeyFile. */
export async function unwrapped(box: KeyBox, of: string, master: MasterKey): Promise<string | undefined> {
  if ((box.salt !== undefined) !== 'passphrase' in master) return undefined;
  const content = Buffer.from(box.content, 'base64');
  if (content.length < LEAST_BYTES) return undefined;
  return decrypted(await keyOf(master, box.salt), Buffer.from(of), content);
}

async function keyOf(master: MasterKey, salt = ''): Promise<Buffer> {
  if ('passphrase' in master) return scryptSync(master.passphrase, Buffer.from(salt, 'hex'), 32, COST);
  const text = await readSecret(master.file);
  if (text === undefined)
    throw new InvalidKeyFile(
      `${master.file} is missing: it holds the master key. Put it back, or name another place with REDRESS_MASTER_KEY_FILE.`,
    );
  if (!KEY.test(text))
    throw new InvalidKeyFile(
      `${master.file} cannot be used: a master key is 64 hexadecimal digits. Put the right file back.`,
    );
  return Buffer.from(text.trim(), 'hex');
}

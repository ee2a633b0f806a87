import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { InvalidKeyFile, readSecret, type MasterKey } from '#platform';

/** Stored contract. */
export interface KeyBox {
  /** Of a passphrase; absent: of a key file. */
  readonly salt?: string;
  /** Nonce, ciphertext and tag of AES-256-GCM, in base64. */
  readonly content: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY = /^[0-9a-f]{64}\s*$/;
/** scrypt: 32 MiB and a tenth of a second for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };

/** `of`: what the box is for; it opens as nothing else. */
export async function wrapped(content: string, of: string, master: MasterKey): Promise<KeyBox> {
  const salt = 'passphrase' in master ? randomBytes(16).toString('hex') : undefined;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(master, salt), nonce).setAAD(Buffer.from(of));
  const parts = [nonce, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { ...(salt !== undefined && { salt }), content: Buffer.concat(parts).toString('base64') };
}

/** `undefined`: wrapped by another one. Throws InvalidKeyFile. */
export async function unwrapped(box: KeyBox, of: string, master: MasterKey): Promise<string | undefined> {
  if ((box.salt !== undefined) !== 'passphrase' in master) return undefined;
  const content = Buffer.from(box.content, 'base64');
  if (content.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await keyOf(master, box.salt),
    content.subarray(0, NONCE_BYTES),
  );
  decipher.setAAD(Buffer.from(of)).setAuthTag(content.subarray(-TAG_BYTES));
  const text = decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
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

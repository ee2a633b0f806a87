import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { InvalidKeyFile, readSecret, type MasterKey } from '#platform';
import { decrypted, encrypted, LEAST_BYTES, NONCE_BYTES } from './aes-gcm.ts';

/** Stored contract. */
export interface KeyBox {
  /** Of a passphrase; absent: of a key file. */
  readonly salt?: string;
  /** Nonce, ciphertext and tag of AES-256-GCM, in base64. */
  readonly content: string;
}

/** `of`: what a box is for; it opens as nothing else. */
export interface Wrapping {
  wrap(content: string, of: string): Promise<KeyBox>;
  /** `undefined`: wrapped by another one. Throws InvalidKeyFile. */
  unwrap(box: KeyBox, of: string): Promise<string | undefined>;
  /** At once, by what the last box was wrapped or unwrapped with. */
  unwrapAgain(box: KeyBox, of: string): string | undefined;
}

const KEY = /^[0-9a-f]{64}\s*$/;
/** scrypt: 32 MiB and a tenth of a second for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

export function wrappingBy(master: MasterKey): Wrapping {
  let last: { readonly salt?: string; readonly key: Buffer } | undefined;
  const keyFor = async (salt: string | undefined): Promise<Buffer> => {
    if (salt !== undefined && salt === last?.salt) return last.key;
    const key = await keyOf(master, salt);
    last = { ...(salt !== undefined && { salt }), key };
    return key;
  };
  return {
    async wrap(content, of) {
      const salt = 'passphrase' in master ? (last?.salt ?? randomBytes(16).toString('hex')) : undefined;
      const bytes = encrypted(await keyFor(salt), randomBytes(NONCE_BYTES), Buffer.from(of), content);
      return { ...(salt !== undefined && { salt }), content: bytes.toString('base64') };
    },
    async unwrap(box, of) {
      const content = Buffer.from(box.content, 'base64');
      if ((box.salt !== undefined) !== 'passphrase' in master || content.length < LEAST_BYTES)
        return undefined;
      return decrypted(await keyFor(box.salt), Buffer.from(of), content);
    },
    unwrapAgain: (box, of) =>
      last?.salt === box.salt && last !== undefined
        ? decrypted(last.key, Buffer.from(of), Buffer.from(box.content, 'base64'))
        : undefined,
  };
}

async function keyOf(master: MasterKey, salt = ''): Promise<Buffer> {
  if ('passphrase' in master) return derive(master.passphrase, Buffer.from(salt, 'hex'), 32, COST);
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

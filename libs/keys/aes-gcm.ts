import { createCipheriv, createDecipheriv, type CipherKey } from 'node:crypto';

export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What is shorter was not made here. */
export const LEAST_BYTES = NONCE_BYTES + TAG_BYTES;

/** Nonce, ciphertext and tag of AES-256-GCM, bound to a place. Stored contract. */
export function encrypted(key: CipherKey, nonce: Buffer, place: Buffer, text: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** `undefined`: it was not made with that key for that place. */
export function decrypted(key: CipherKey, place: Buffer, content: Buffer): string | undefined {
  if (content.length < LEAST_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, content.subarray(0, NONCE_BYTES));
  decipher.setAAD(place).setAuthTag(content.subarray(-TAG_BYTES));
  const text = decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

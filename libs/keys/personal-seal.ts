import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { ERASED, UNREADABLE, type PersonalSeal, type TextPlace } from '#event-sourcing';
import { decrypted, encrypted, NONCE_BYTES } from './aes-gcm.ts';
import type { SubjectKeys } from './subject-keys.ts';

/** `k1:` the keys, `:` nonce, ciphertext and tag. Stored contract. */
const SEALED = /^k1:([0-9a-f]{8}):([A-Za-z0-9_-]+)$/;
/** Of texts that came when the key of their subject was destroyed: nothing of them is kept. */
const WITHOUT_KEY = 'k1:none';
const REMEMBERED = 10_000;

/** As objects: what a key of mere bytes may be, Node takes long to find out, anew for each text. */
interface TextKeys {
  readonly cipher: KeyObject;
  readonly nonce: KeyObject;
}

/** For people outside who are shown what was sealed. */
export interface TextWitness {
  /**
   * The key of a subject's nonces: whoever has it sees that a text is the one that was sealed at a place, and opens nothing
   * with it. `undefined`: the key of the subject is destroyed.
   */
  readonly textWitness: (subject: string) => string | undefined;
}

const derived = (secret: string, purpose: string): KeyObject =>
  createSecretKey(createHmac('sha256', createSecretKey(secret, 'hex')).update(purpose).digest());

const netstring = (text: string): string => `${String(Buffer.byteLength(text))}:${text},`;
/** What a ciphertext is bound to. Stored contract. */
const bytesOf = ({ stream, event, path }: TextPlace): Buffer =>
  Buffer.from(netstring(stream) + netstring(event) + netstring(path));

/**
 * AES-256-GCM under a key of the subject, bound to stream, event and field. The nonce is an HMAC of place and text under
 * another key of the subject: the same text at the same place is the same ciphertext, so that an append can be repeated,
 * and no two texts ever share a nonce.
 */
export function createPersonalSeal(keys: Omit<SubjectKeys, 'destroy'>): PersonalSeal & TextWitness {
  const known = new Map<string, TextKeys>();
  const keysOf = (subject: string): TextKeys | undefined => {
    const secret = keys.keyOf(subject);
    if (secret === undefined) return undefined;
    const remembered = known.get(secret);
    if (remembered !== undefined) return remembered;
    if (known.size >= REMEMBERED) known.clear();
    const made = { cipher: derived(secret, 'text'), nonce: derived(secret, 'nonce') };
    known.set(secret, made);
    return made;
  };
  return {
    textWitness: (subject) => keysOf(subject)?.nonce.export().toString('hex'),
    seal(subject, place, text) {
      const own = keysOf(subject);
      return own === undefined ? WITHOUT_KEY : `k1:${keys.id}:${sealed(own, bytesOf(place), text)}`;
    },
    open(subject, place, stored) {
      if (stored === WITHOUT_KEY) return ERASED;
      const [, id, content] = SEALED.exec(stored) ?? [];
      if (content === undefined) return undefined;
      if (id !== keys.id) return UNREADABLE;
      const own = keysOf(subject);
      return own === undefined
        ? ERASED
        : decrypted(own.cipher, bytesOf(place), Buffer.from(content, 'base64url'));
    },
  };
}

function sealed({ cipher, nonce: nonceKey }: TextKeys, place: Buffer, text: string): string {
  const nonce = createHmac('sha256', nonceKey).update(place).update(text).digest().subarray(0, NONCE_BYTES);
  return encrypted(cipher, nonce, place, text).toString('base64url');
}

import {
  createPrivateKey,
  createPublicKey,
  hash,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { InvalidKeyFile, readOrCreateSecret, readSecret } from '#platform';

/** How a signature is made: of the note itself, or of a statement that somebody has seen it at a time (tlog-cosignature). */
const ALGORITHMS = { note: 1, cosignature: 4 } as const;
export type SignatureAlgorithm = keyof typeof ALGORITHMS;

/** Who may have signed something, and how that is told: `name+hash+key`, as the tools of transparency logs write it. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes that stand before every signature. */
  readonly id: Buffer;
  readonly algorithm: SignatureAlgorithm;
  readonly text: string;
  verify(message: Buffer, signature: Buffer): boolean;
}

export interface SigningKey extends VerifierKey {
  sign(message: Buffer): Buffer;
}

const SEED_BYTES = 32;
/** Before the seed of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Before the key itself in SubjectPublicKeyInfo. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const PRIVATE = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;
const PUBLIC = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;

const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

const rawOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);

const idOf = (name: string, data: Buffer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), data]), 'buffer').subarray(0, 4);

function verifierOf(name: string, algorithm: SignatureAlgorithm, key: KeyObject): VerifierKey {
  const data = Buffer.concat([Buffer.from([ALGORITHMS[algorithm]]), rawOf(key)]);
  const id = idOf(name, data);
  return {
    ...{ name, id, algorithm },
    text: `${name}+${id.toString('hex')}+${data.toString('base64')}`,
    verify: (message, signature) => verify(null, message, key, signature),
  };
}

/** `undefined` for what is no such text. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, id, encoded] = PUBLIC.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  const data = Buffer.from(encoded, 'base64');
  const algorithm = algorithmOf(data[0]);
  if (algorithm === undefined || data.length !== 1 + SEED_BYTES) return undefined;
  const key = createPublicKey({ key: Buffer.concat([SPKI, data.subarray(1)]), format: 'der', type: 'spki' });
  const found = verifierOf(name, algorithm, key);
  return found.id.toString('hex') === id ? found : undefined;
}

const algorithmOf = (byte: number | undefined): SignatureAlgorithm | undefined =>
  (Object.keys(ALGORITHMS) as SignatureAlgorithm[]).find((each) => ALGORITHMS[each] === byte);

/** Text of a new key, in the form that the tools of transparency logs read. */
function makeSigningKey(name: string, algorithm: SignatureAlgorithm): string {
  const seed = randomBytes(SEED_BYTES);
  const { id } = verifierOf(name, algorithm, createPublicKey(privateKeyOf(seed)));
  const data = Buffer.concat([Buffer.from([ALGORITHMS[algorithm]]), seed]);
  return `PRIVATE+KEY+${name}+${id.toString('hex')}+${data.toString('base64')}\n`;
}

/** `undefined` for what is no such text. */
function parseSigningKey(text: string): SigningKey | undefined {
  const [, name, id, encoded] = PRIVATE.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  const data = Buffer.from(encoded, 'base64');
  const algorithm = algorithmOf(data[0]);
  if (algorithm === undefined || data.length !== 1 + SEED_BYTES) return undefined;
  const key = privateKeyOf(data.subarray(1));
  const verifier = verifierOf(name, algorithm, createPublicKey(key));
  if (verifier.id.toString('hex') !== id) return undefined;
  return { ...verifier, sign: (message) => sign(null, message, key) };
}

interface SigningKeyFile {
  readonly file: string;
  readonly algorithm: SignatureAlgorithm;
  /** Of a new key. */
  readonly name: () => string;
  /** Something was signed with it before: a new key would pass for somebody else's. */
  readonly hasSigned: boolean;
}

/** `undefined` where there is none. Throws InvalidKeyFile. */
export async function findSigningKey(
  file: string,
  algorithm: SignatureAlgorithm,
): Promise<SigningKey | undefined> {
  const text = await readSecret(file);
  return text === undefined ? undefined : checked(file, text, algorithm);
}

/** Made on first use. Throws InvalidKeyFile for one that is lost or no key. */
export async function openSigningKey({
  file,
  algorithm,
  name,
  hasSigned,
}: SigningKeyFile): Promise<SigningKey> {
  const text = await readOrCreateSecret(file, () => {
    if (hasSigned)
      throw new InvalidKeyFile(
        `${file} is missing, and something was signed with it: restore it from a backup. Without it nothing more can be signed; what was signed can still be verified with its public half.`,
      );
    return makeSigningKey(name(), algorithm);
  });
  return checked(file, text, algorithm);
}

function checked(file: string, text: string, algorithm: SignatureAlgorithm): SigningKey {
  const key = parseSigningKey(text);
  if (key?.algorithm === algorithm) return key;
  throw new InvalidKeyFile(
    `${file} cannot be used: it does not hold a key that was made for this. Restore it from a backup.`,
  );
}

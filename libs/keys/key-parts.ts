import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidKeyFile, isErrno, replaceFile } from '#platform';
import { decrypted, encrypted, NONCE_BYTES } from './aes-gcm.ts';
import { coverOf, secretAt } from './key-tree.ts';

/** So far of the list of what was destroyed is taken out of the keys: so much of it, which reads so. */
export interface Settled {
  readonly length: number;
  readonly sha256: string;
}

/** What stands in `subjects.json`. */
export interface KeyRing {
  readonly id: string;
  /** Of everything from which nothing was taken out; the rest of it stands in parts. */
  readonly tree: Map<string, string>;
  /** What the parts are encrypted with: whatever this file is wrapped by, they stay as they are. */
  readonly partKey: string;
  readonly settled: Settled;
}

/** Stored contract: nonce, ciphertext and tag of AES-256-GCM over the secrets, in base64. */
interface PartFile {
  readonly content: string;
}

export const SECRET = /^[0-9a-f]{64}$/;
const PREFIX = /^[0-9a-f]{0,12}$/;
/** In 4096 parts: the head holds fewer secrets than that, and of ten thousand that are forgotten a part holds two or three. */
export const PART_DIGITS = 3;
const PARTS = Array.from({ length: 16 ** PART_DIGITS }, (_, index) =>
  index.toString(16).padStart(PART_DIGITS, '0'),
);
/** So many are written side by side. */
const AT_ONCE = 32;

export const partOf = (leaf: string): string => leaf.slice(0, PART_DIGITS);

const placeOf = ({ id }: KeyRing, part: string): Buffer => Buffer.from(`redress subject keys ${id} ${part}`);

/** What is left of the secrets of a part, each in a file of its own. */
export function keyPartsIn(directory: string) {
  const fileOf = ({ id }: KeyRing, part: string): string =>
    path.join(directory, `subjects-${id}-${part}.json`);
  const missing = (ring: KeyRing, part: string): InvalidKeyFile =>
    new InvalidKeyFile(
      `${fileOf(ring, part)} is missing or damaged: it holds the keys of some of the cases. Restore all files of keys together, from the same backup, but keep \`destroyed\` as it is.`,
    );
  const textOf = (ring: KeyRing, part: string): string | undefined => {
    const content = contentNow(fileOf(ring, part));
    const key = Buffer.from(ring.partKey, 'hex');
    return content && decrypted(key, placeOf(ring, part), Buffer.from(content, 'base64'));
  };
  return {
    missing,
    /** `undefined`: there is no such file, or it was not written with these keys. */
    read(ring: KeyRing, part: string): Map<string, string> | undefined {
      const text = textOf(ring, part);
      const tree = text === undefined ? undefined : treeOf(parsed(text));
      const isOwn = tree !== undefined && [...tree.keys()].every((prefix) => prefix.startsWith(part));
      return isOwn ? tree : undefined;
    },
    async write(
      ring: KeyRing,
      parts: readonly string[],
      secretsIn: (part: string) => ReadonlyMap<string, string> | undefined,
    ): Promise<void> {
      const key = Buffer.from(ring.partKey, 'hex');
      const write = async (part: string): Promise<void> => {
        const secrets = secretsIn(part);
        if (secrets === undefined) throw missing(ring, part);
        const text = JSON.stringify(Object.fromEntries(secrets));
        const bytes = encrypted(key, randomBytes(NONCE_BYTES), placeOf(ring, part), text);
        const kept: PartFile = { content: bytes.toString('base64') };
        await replaceFile(fileOf(ring, part), `${JSON.stringify(kept)}\n`);
      };
      for (let from = 0; from < parts.length; from += AT_ONCE)
        await Promise.all(parts.slice(from, from + AT_ONCE).map(write));
    },
    /**
     * Which of the leaves a part still yields: it came from an older backup. Throws InvalidKeyFile where secrets are in no
     * file, or in one that cannot be read: they are lost, not destroyed.
     */
    revived(ring: KeyRing, leaves: readonly string[]): readonly string[] {
      if (ring.tree.has('')) return [];
      const noted = new Map<string, string[]>();
      for (const leaf of leaves) {
        const others = noted.get(partOf(leaf));
        if (others === undefined) noted.set(partOf(leaf), [leaf]);
        else others.push(leaf);
      }
      return PARTS.filter((part) => secretAt(ring.tree, part) === undefined).flatMap((part) => {
        const text = textOf(ring, part);
        if (text === undefined) throw missing(ring, part);
        // What decrypts is as it was written.
        const tree = new Map(Object.entries(parsed(text) as object));
        return (noted.get(part) ?? []).filter((leaf) => coverOf(tree, leaf) !== undefined);
      });
    },
  };
}

function contentNow(file: string): string | undefined {
  try {
    const { content } = parsed(readFileSync(file, 'utf8')) as Partial<Record<'content', unknown>>;
    return typeof content === 'string' ? content : undefined;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function treeOf(found: unknown): Map<string, string> | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const entries = Object.entries(found).map(([prefix, secret]) => [prefix, String(secret)] as const);
  return entries.every(([prefix, secret]) => PREFIX.test(prefix) && SECRET.test(secret))
    ? new Map(entries)
    : undefined;
}

export function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? {};
  } catch {
    return {};
  }
}

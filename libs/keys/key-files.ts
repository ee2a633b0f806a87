import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { InvalidKeyFile, readSecret, replaceFile, type MasterKey } from '#platform';
import { wrappingBy, type KeyBox, type Wrapping } from './key-box.ts';
import {
  keyPartsIn,
  parsed,
  PART_DIGITS,
  partOf,
  SECRET,
  treeOf,
  type KeyRing,
  type Settled,
} from './key-parts.ts';
import { secretAt, takeOut, type KeyTree } from './key-tree.ts';

/**
 * The keys of an installation: one file, and beside it a part for each beginning of three digits from which something was
 * taken out. Whoever is forgotten costs a part and the head of the tree, however many were forgotten before.
 */
export interface KeyFiles {
  /** Throws InvalidKeyFile. */
  read(): Promise<KeyRing>;
  /** What is left of the secrets of a part. Throws InvalidKeyFile. */
  partNow(ring: KeyRing, part: string): KeyTree;
  /** Takes leaves out for good. The parts come first: whoever is killed before the head is written has the keys as they were. */
  write(ring: KeyRing, leaves: readonly string[]): Promise<void>;
  /** Which of the leaves are there again. Throws InvalidKeyFile where secrets are in no file that can be read. */
  revived(ring: KeyRing, leaves: readonly string[]): readonly string[];
}

/** Stored contract: in clear, or wrapped by a master key. */
interface Head {
  readonly tree: Readonly<Record<string, string>>;
  readonly partKey: string;
  readonly settled: Settled;
}
type KeyFile = { readonly id: string } & ({ readonly keys: Head } | { readonly wrapped: KeyBox });

const LEFT_OVER = /^subjects(?:-[0-9a-f]{8}-[0-9a-f]{3})?\.json\.[0-9a-f-]{36}$/;

export const fileIn = (directory: string): string => path.join(directory, 'subjects.json');

const NOTHING_SETTLED: Settled = { length: 0, sha256: '' };

const boxOf = (id: string): string => `redress subject keys ${id}`;

/** It was written before there were parts, or holds what belongs into one. */
export const isUndivided = ({ tree }: KeyRing): boolean =>
  [...tree.keys()].some((prefix) => prefix.length > PART_DIGITS);

export function keyFilesIn(directory: string, master: MasterKey | undefined): KeyFiles {
  const file = fileIn(directory);
  const wrapping = master === undefined ? undefined : wrappingBy(master);

  const readNow = (): KeyRing => {
    const { id, found } = idOf(file, readFileSync(file, 'utf8'));
    const box = found.wrapped;
    const text = isBox(box) ? wrapping?.unwrapAgain(box, boxOf(id)) : undefined;
    return ringOf(file, id, isBox(box) ? parsed(text ?? '') : (found.keys ?? found.tree));
  };

  const parts = keyPartsIn(directory);

  /** What follows from the head, what an older file holds of it, or what stands in its file. */
  const secretsIn = (ring: KeyRing, part: string): Map<string, string> | undefined => {
    const secret = secretAt(ring.tree, part);
    if (secret !== undefined) return new Map([[part, secret]]);
    const inside = [...ring.tree].filter(([prefix]) => prefix.startsWith(part));
    return inside.length > 0 ? new Map(inside) : parts.read(ring, part);
  };

  return {
    async read() {
      const { id, found } = idOf(file, (await readSecret(file)) ?? '');
      const box = found.wrapped;
      if (!isBox(box)) return ringOf(file, id, found.keys ?? found.tree);
      if (master === undefined || wrapping === undefined)
        throw new InvalidKeyFile(
          `${file} is wrapped by a master key: set REDRESS_MASTER_KEY_FILE or REDRESS_MASTER_PASSPHRASE.`,
        );
      const text = await wrapping.unwrap(box, boxOf(id));
      if (text !== undefined) return ringOf(file, id, parsed(text));
      const what = 'file' in master ? `the master key in ${master.file} is not` : 'the passphrase is not';
      throw new InvalidKeyFile(`${what} the one that ${file} is wrapped by. Nothing was changed.`);
    },
    partNow(ring, part) {
      // Another process may be about to write it: until it has, the head on disk is as it was.
      const secrets = parts.read(ring, part) ?? secretsIn(readNow(), part);
      if (secrets === undefined) throw parts.missing(ring, part);
      return secrets;
    },
    async write(ring, leaves) {
      const inside = [...ring.tree.keys()].filter((prefix) => prefix.length > PART_DIGITS);
      const changed = [...new Set([...leaves, ...inside].map(partOf))];
      await parts.write(ring, changed, (part) => {
        const secrets = secretsIn(ring, part);
        for (const leaf of leaves) if (secrets !== undefined && partOf(leaf) === part) takeOut(secrets, leaf);
        return secrets;
      });
      for (const prefix of inside) ring.tree.delete(prefix);
      for (const part of changed) takeOut(ring.tree, part);
      await replaceFile(file, await written(ring, wrapping));
    },
    revived: (ring, leaves) => parts.revived(ring, leaves),
  };
}

/** New keys, as they are written where there are none. */
export const freshKeys = (master: MasterKey | undefined): Promise<string> =>
  written(
    {
      id: randomBytes(4).toString('hex'),
      tree: new Map([['', randomBytes(32).toString('hex')]]),
      partKey: randomBytes(32).toString('hex'),
      settled: NOTHING_SETTLED,
    },
    master && wrappingBy(master),
  );

async function written(ring: KeyRing, wrapping: Wrapping | undefined): Promise<string> {
  const { id, tree, partKey, settled } = ring;
  const keys: Head = { tree: Object.fromEntries(tree), partKey, settled };
  const kept: KeyFile =
    wrapping === undefined
      ? { id, keys }
      : { id, wrapped: await wrapping.wrap(JSON.stringify(keys), boxOf(id)) };
  return `${JSON.stringify(kept)}\n`;
}

/** What was being written when a program was killed holds keys, those of whoever is erased later too. */
export async function removeLeftOver(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (LEFT_OVER.test(name)) await rm(path.join(directory, name), { force: true });
}

type Found = Partial<Record<'id' | 'tree' | 'keys' | 'wrapped', unknown>>;

function idOf(file: string, text: string): { readonly id: string; readonly found: Found } {
  const found = parsed(text) as Found;
  if (typeof found.id !== 'string' || !/^[0-9a-f]{8}$/.test(found.id)) throw unusable(file);
  return { id: found.id, found };
}

/** Until there were parts, the file held the tree alone. */
function ringOf(file: string, id: string, found: unknown): KeyRing {
  const head = typeof found === 'object' && found !== null ? (found as Partial<Head>) : {};
  const { settled, partKey } = head;
  const isHead = 'tree' in head;
  const tree = treeOf(isHead ? head.tree : found);
  if (tree === undefined) throw unusable(file);
  if (!isHead) return { id, tree, partKey: randomBytes(32).toString('hex'), settled: NOTHING_SETTLED };
  if (typeof partKey !== 'string' || !SECRET.test(partKey) || !isSettled(settled)) throw unusable(file);
  return { id, tree, partKey, settled };
}

const isBox = (found: unknown): found is KeyBox =>
  typeof found === 'object' && found !== null && 'content' in found && typeof found.content === 'string';

const isSettled = (found: unknown): found is Settled =>
  typeof found === 'object' &&
  found !== null &&
  'length' in found &&
  typeof found.length === 'number' &&
  'sha256' in found &&
  typeof found.sha256 === 'string';

const unusable = (file: string): InvalidKeyFile =>
  new InvalidKeyFile(
    `${file} cannot be used: it does not hold the keys of this history. Restore it from a backup; without it, texts about people are not read, and a command that is sent again is not recognised.`,
  );

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { InvalidKeyFile, readOrCreateSecret, replaceFile } from '#platform';
import { secretOf, without, type KeyTree } from './key-tree.ts';

/** A secret for each subject, which is a stream: whoever it is about can be forgotten without anybody else. */
export interface SubjectKeys {
  /** By which these keys are told from others. */
  readonly id: string;
  /** `undefined` once it was destroyed. */
  keyOf(subject: string): string | undefined;
}

/** Stored contract. */
interface KeyFile {
  readonly id: string;
  readonly tree: KeyTree;
}

const SECRET = /^[0-9a-f]{64}$/;
const PREFIX = /^[0-9a-f]{0,12}$/;
/** How many are remembered. */
const REMEMBERED = 10_000;

const fileIn = (directory: string): string => path.join(directory, 'subjects.json');

const created = (): string =>
  write({ id: randomBytes(4).toString('hex'), tree: { '': randomBytes(32).toString('hex') } });
const write = (keys: KeyFile): string => `${JSON.stringify(keys)}\n`;

const read = async (directory: string): Promise<KeyFile> => {
  const file = fileIn(directory);
  return parse(file, await readOrCreateSecret(file, created));
};

/** Creates the keys on first use; processes that start together end up with the same. Throws InvalidKeyFile. */
export async function openSubjectKeys(directory: string): Promise<SubjectKeys> {
  const { id, tree } = await read(directory);
  const known = new Map<string, string | undefined>();
  return {
    id,
    keyOf(subject) {
      if (known.has(subject)) return known.get(subject);
      if (known.size >= REMEMBERED) known.clear();
      const key = secretOf(tree, subject);
      known.set(subject, key);
      return key;
    },
  };
}

/** For good, but for backups of the file and for processes that have read it and still run. */
export async function destroySubjectKey(directory: string, subject: string): Promise<void> {
  const { id, tree } = await read(directory);
  await replaceFile(fileIn(directory), write({ id, tree: without(tree, subject) }));
}

function parse(file: string, text: string): KeyFile {
  const found = parsed(text) as Partial<KeyFile> | null | undefined;
  const tree: unknown = found?.tree;
  const isTree =
    typeof tree === 'object' &&
    tree !== null &&
    Object.entries(tree).every(([prefix, secret]) => PREFIX.test(prefix) && SECRET.test(String(secret)));
  if (isTree && typeof found?.id === 'string' && /^[0-9a-f]{8}$/.test(found.id)) return found as KeyFile;
  throw new InvalidKeyFile(
    `${file} cannot be used: it does not hold the keys of this history. Restore it from a backup; without it, a command that is sent again is not recognised.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

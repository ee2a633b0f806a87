import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  createFile,
  InvalidKeyFile,
  isErrno,
  readOrCreateSecret,
  readSecret,
  replaceFile,
  type MasterKey,
} from '#platform';
import { unwrapped, wrapped, type KeyBox } from './key-box.ts';
import { leafOf, secretOf, withoutLeaf, type KeyTree } from './key-tree.ts';

/** A secret for each subject: whoever it is about can be forgotten without anybody else. */
export interface SubjectKeys {
  /** By which these keys are told from others. */
  readonly id: string;
  /** `undefined` once it was destroyed, by this process or, a moment later, by another one. */
  keyOf(subject: string): string | undefined;
  /** For good, but for backups of the file; that it was destroyed is noted beside it. */
  destroy(subject: string): Promise<void>;
}

/** Stored contract: in clear, or wrapped by a master key. */
type KeyFile = { readonly id: string } & ({ readonly tree: KeyTree } | { readonly wrapped: KeyBox });

interface Keys {
  readonly id: string;
  readonly tree: KeyTree;
}

/** There is a history, and the keys that its texts are sealed with are not there. */
export class LostKeys extends InvalidKeyFile {
  constructor(directory: string) {
    super(
      `${fileIn(directory)} is missing, and there is a history whose texts are sealed with it: restore it from a backup. ` +
        'If it is lost for good, redress keys begin-anew makes new ones: what is recorded from then on is sealed with ' +
        'those, and of earlier cases all but their texts can be read.',
    );
  }
}

const SECRET = /^[0-9a-f]{64}$/;
const PREFIX = /^[0-9a-f]{0,12}$/;
const LEFT_OVER = /^subjects\.json\.[0-9a-f-]{36}$/;
const LEAF = /^[0-9a-f]{12}$/;
/** How many are remembered. */
const REMEMBERED = 10_000;
/** How long a key that another process has destroyed may still be used, in ms. */
const LOOK_AGAIN_MILLIS = 200;
/** Whoever holds the lock longer has died. */
const LOCK_MILLIS = 30_000;

const fileIn = (directory: string): string => path.join(directory, 'subjects.json');
/** Which keys were destroyed, by their places in the tree: nobody is named. A backup that is older brings none of them back. */
const ledgerIn = (directory: string): string => path.join(directory, 'destroyed');

export const hasSubjectKeys = async (directory: string): Promise<boolean> =>
  (await readSecret(fileIn(directory))) !== undefined;

/** Creates the keys on first use; processes that start together end up with the same. Throws InvalidKeyFile. */
export async function openSubjectKeys(directory: string, master?: MasterKey): Promise<SubjectKeys> {
  const file = fileIn(directory);
  await readOrCreateSecret(file, () => written(fresh(), master));
  let [seen, keys] = [stampOf(ledgerIn(directory)), await readKeys(directory, master)];
  const known = new Map<string, string | undefined>();
  const take = (read: Keys): void => {
    keys = read;
    known.clear();
  };
  if ((await ledger(directory)).some((leaf) => withoutLeaf(keys.tree, leaf) !== keys.tree))
    take(await destroyNoted(directory, master));
  let lookAt = Date.now() + LOOK_AGAIN_MILLIS;
  const lookAgain = (): void => {
    if (Date.now() < lookAt) return;
    lookAt = Date.now() + LOOK_AGAIN_MILLIS;
    const stamp = stampOf(ledgerIn(directory));
    if (stamp === seen || stamp === '') return;
    // Noted in clear, before the key goes: whatever the keys are wrapped by, nobody is answered with it once more.
    const noted = leavesIn(readFileSync(ledgerIn(directory), 'utf8'));
    take({ ...keys, tree: noted.reduce(withoutLeaf, keys.tree) });
    seen = stamp;
  };
  return {
    id: keys.id,
    keyOf(subject) {
      lookAgain();
      if (known.has(subject)) return known.get(subject);
      if (known.size >= REMEMBERED) known.clear();
      const key = secretOf(keys.tree, subject);
      known.set(subject, key);
      return key;
    },
    async destroy(subject) {
      await note(directory, leafOf(subject));
      take(await destroyNoted(directory, master));
    },
  };
}

/** Wrapped by the new master key, or by none; the keys stay the same. Throws InvalidKeyFile. */
export async function rewrapSubjectKeys(
  directory: string,
  from: MasterKey | undefined,
  to: MasterKey | undefined,
): Promise<void> {
  await locked(directory, async () => {
    await removeLeftOver(directory);
    await replaceFile(fileIn(directory), await written(await readKeys(directory, from), to));
  });
}

/** New keys where the old ones are lost: nothing that those have sealed is ever read again. */
export const beginAnew = (directory: string, master?: MasterKey): Promise<boolean> =>
  written(fresh(), master).then((text) => createFile(fileIn(directory), text));

async function destroyNoted(directory: string, master: MasterKey | undefined): Promise<Keys> {
  return locked(directory, async () => {
    await removeLeftOver(directory);
    const keys = await readKeys(directory, master);
    const left = { ...keys, tree: (await ledger(directory)).reduce(withoutLeaf, keys.tree) };
    if (left.tree !== keys.tree) await replaceFile(fileIn(directory), await written(left, master));
    return left;
  });
}

/** What was being written when a program was killed holds every key, that of whoever is erased later too. */
async function removeLeftOver(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (LEFT_OVER.test(name)) await rm(path.join(directory, name), { force: true });
}

/** Before the key goes: nothing is destroyed that a restored file would bring back. */
const note = (directory: string, leaf: string): Promise<void> =>
  locked(directory, async () => {
    const noted = await ledger(directory);
    if (!noted.includes(leaf)) await replaceFile(ledgerIn(directory), `${[...noted, leaf].join('\n')}\n`);
  });

const ledger = async (directory: string): Promise<readonly string[]> =>
  leavesIn((await readSecret(ledgerIn(directory))) ?? '');

const leavesIn = (text: string): readonly string[] => text.split('\n').filter((line) => LEAF.test(line));

/** Two processes that destroy at once must not each write what the other one has taken out. */
async function locked<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${fileIn(directory)}.lock`;
  while (!(await createFile(lock, ''))) {
    const held = await stat(lock).catch(() => undefined);
    if (held !== undefined && Date.now() - held.mtimeMs > LOCK_MILLIS) await rm(lock, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

function stampOf(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return `${String(ino)} ${String(mtimeMs)} ${String(size)}`;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}

const fresh = (): Keys => ({
  id: randomBytes(4).toString('hex'),
  tree: { '': randomBytes(32).toString('hex') },
});

const boxOf = (id: string): string => `redress subject keys ${id}`;

async function written({ id, tree }: Keys, master: MasterKey | undefined): Promise<string> {
  const content = JSON.stringify(tree);
  const kept: KeyFile =
    master === undefined ? { id, tree } : { id, wrapped: await wrapped(content, boxOf(id), master) };
  return `${JSON.stringify(kept)}\n`;
}

async function readKeys(directory: string, master: MasterKey | undefined): Promise<Keys> {
  const file = fileIn(directory);
  const found = parsed((await readSecret(file)) ?? '') as Partial<Record<'id' | 'tree' | 'wrapped', unknown>>;
  const { id } = found;
  if (typeof id !== 'string' || !/^[0-9a-f]{8}$/.test(id)) throw unusable(file);
  const tree = isBox(found.wrapped) ? parsed(await unwrappedIn(file, id, found.wrapped, master)) : found.tree;
  if (!isTree(tree)) throw unusable(file);
  return { id, tree };
}

async function unwrappedIn(
  file: string,
  id: string,
  box: KeyBox,
  master: MasterKey | undefined,
): Promise<string> {
  if (master === undefined)
    throw new InvalidKeyFile(
      `${file} is wrapped by a master key: set REDRESS_MASTER_KEY_FILE or REDRESS_MASTER_PASSPHRASE.`,
    );
  const text = await unwrapped(box, boxOf(id), master);
  if (text !== undefined) return text;
  const what = 'file' in master ? `the master key in ${master.file} is not` : 'the passphrase is not';
  throw new InvalidKeyFile(`${what} the one that ${file} is wrapped by. Nothing was changed.`);
}

const isBox = (found: unknown): found is KeyBox =>
  typeof found === 'object' && found !== null && 'content' in found && typeof found.content === 'string';

const isTree = (found: unknown): found is KeyTree =>
  typeof found === 'object' &&
  found !== null &&
  Object.entries(found).every(([prefix, secret]) => PREFIX.test(prefix) && SECRET.test(String(secret)));

const unusable = (file: string): InvalidKeyFile =>
  new InvalidKeyFile(
    `${file} cannot be used: it does not hold the keys of this history. Restore it from a backup; without it, texts about people are not read, and a command that is sent again is not recognised.`,
  );

function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? {};
  } catch {
    return {};
  }
}

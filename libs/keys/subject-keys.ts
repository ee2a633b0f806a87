import { createFile, InvalidKeyFile, readOrCreateSecret, readSecret, type MasterKey } from '#platform';
import { fileIn, freshKeys, isUndivided, keyFilesIn, removeLeftOver, type KeyFiles } from './key-files.ts';
import { whileKeysStand } from './key-lock.ts';
import { leavesIn, note, readLedger, settledBy, unsettled, watchLedger } from './key-ledger.ts';
import { partOf, type KeyRing } from './key-parts.ts';
import { leafOf, secretAt, takeOut, type KeyTree } from './key-tree.ts';

/** A secret for each subject: whoever it is about can be forgotten without anybody else. */
export interface SubjectKeys {
  /** By which these keys are told from others. */
  readonly id: string;
  /** `undefined` once it was destroyed, by this process or, a moment later, by another one. */
  keyOf(subject: string): string | undefined;
  /** For good, but for backups of the files; that they were destroyed is noted beside them. */
  destroy(...subjects: readonly string[]): Promise<void>;
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

/** How many are remembered. */
const REMEMBERED = 10_000;
const REMEMBERED_PARTS = 256;
/** How long a key that another process has destroyed may still be used, in ms. */
const LOOK_AGAIN_MILLIS = 200;

export const hasSubjectKeys = async (directory: string): Promise<boolean> =>
  (await readSecret(fileIn(directory))) !== undefined;

/** Creates the keys on first use; processes that start together end up with the same. Throws InvalidKeyFile. */
export async function openSubjectKeys(directory: string, master?: MasterKey): Promise<SubjectKeys> {
  await readOrCreateSecret(fileIn(directory), () => freshKeys(master));
  const files = keyFilesIn(directory, master);
  const ring = await readSettled(directory, files);
  const ledger = watchLedger(directory);
  const noted = new Map<string, string[]>();
  const known = new Map<string, string | undefined>();
  const parts = new Map<string, KeyTree>();
  const look = (): void => {
    for (const leaf of ledger.more()) {
      const part = partOf(leaf);
      noted.set(part, [...(noted.get(part) ?? []), leaf]);
      takeOut(ring.tree, part);
      parts.delete(part);
      known.clear();
    }
  };
  const secretsIn = (part: string): KeyTree => {
    const remembered = parts.get(part);
    if (remembered !== undefined) return remembered;
    if (parts.size >= REMEMBERED_PARTS) parts.clear();
    const secrets = new Map(files.partNow(ring, part));
    // Noted before it is taken out: nobody is answered with it once more.
    for (const leaf of noted.get(part) ?? []) takeOut(secrets, leaf);
    parts.set(part, secrets);
    return secrets;
  };
  look();
  let lookAt = Date.now() + LOOK_AGAIN_MILLIS;
  return {
    id: ring.id,
    keyOf(subject) {
      if (Date.now() >= lookAt) {
        lookAt = Date.now() + LOOK_AGAIN_MILLIS;
        look();
      }
      if (known.has(subject)) return known.get(subject);
      if (known.size >= REMEMBERED) known.clear();
      const leaf = leafOf(subject);
      const key = secretAt(ring.tree, leaf) ?? secretAt(secretsIn(partOf(leaf)), leaf);
      known.set(subject, key);
      return key;
    },
    async destroy(...subjects) {
      await settle(directory, files, subjects.map(leafOf));
      look();
    },
  };
}

/** Wrapped by the new master key, or by none; the keys stay the same. Throws InvalidKeyFile. */
export async function rewrapSubjectKeys(
  directory: string,
  from: MasterKey | undefined,
  to: MasterKey | undefined,
): Promise<void> {
  await whileKeysStand(directory, async () => {
    await removeLeftOver(directory);
    await keyFilesIn(directory, to).write(await keyFilesIn(directory, from).read(), []);
  });
}

/** New keys where the old ones are lost: nothing that those have sealed is ever read again. */
export const beginAnew = (directory: string, master?: MasterKey): Promise<boolean> =>
  freshKeys(master).then((text) => createFile(fileIn(directory), text));

/** What is noted is taken out, also of files that came from a backup, or that a killed program has left so. */
async function readSettled(directory: string, files: KeyFiles): Promise<KeyRing> {
  // The list first: what is noted meanwhile is missing in it at worst, and is looked up then.
  const text = await readLedger(directory);
  let ring = await files.read();
  if (unsettled(text, ring.settled).length > 0 || isUndivided(ring))
    ring = await settle(directory, files, []);
  const revived = files.revived(ring, leavesIn(text));
  return revived.length > 0 ? settle(directory, files, revived) : ring;
}

const settle = (directory: string, files: KeyFiles, destroyed: readonly string[]): Promise<KeyRing> =>
  whileKeysStand(directory, async () => {
    await removeLeftOver(directory);
    const text = await note(directory, destroyed);
    const ring = await files.read();
    // Of what is asked for, a file from an older backup may hold what was taken out before.
    const leaves = [...new Set([...unsettled(text, ring.settled), ...destroyed])];
    if (leaves.length === 0 && !isUndivided(ring)) return ring;
    const left = { ...ring, settled: settledBy(text) };
    await files.write(left, leaves);
    return left;
  });

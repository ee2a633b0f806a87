import { hash } from 'node:crypto';

/**
 * Secrets by the beginnings of what they are for, in hexadecimal: in the beginning one, for everything. From each follow
 * those of its sixteen branches, and none from its branches or its neighbours. Stored contract.
 */
export type KeyTree = ReadonlyMap<string, string>;

/** 48 bits: two subjects of a million share a leaf with a probability of one in five hundred. */
const DEPTH = 12;
const DIGITS = '0123456789abcdef'.split('');

/** Its place in the tree, by which nobody is known. */
export const leafOf = (subject: string): string => hash('sha256', subject, 'hex').slice(0, DEPTH);
const branch = (secret: string, digit: string): string => hash('sha256', `${secret} ${digit}`, 'hex');

/** Where it follows from; `undefined` once it was taken out. */
export const coverOf = (tree: ReadonlyMap<string, unknown>, place: string): string | undefined =>
  Array.from({ length: place.length + 1 }, (_, length) => place.slice(0, length)).find((prefix) =>
    tree.has(prefix),
  );

/** The secret of a place, a leaf or whatever stands above leaves; `undefined` once it, or something of it, was taken out. */
export function secretAt(tree: KeyTree, place: string): string | undefined {
  const cover = coverOf(tree, place);
  const root = cover === undefined ? undefined : tree.get(cover);
  return root === undefined || cover === undefined
    ? undefined
    : Array.from(place.slice(cover.length)).reduce(branch, root);
}

/** Every other secret follows from the tree as before, and nobody can tell that of this place from it any more. Changes the tree. */
export function takeOut(tree: Map<string, string>, place: string): void {
  const cover = coverOf(tree, place);
  let secret = cover === undefined ? undefined : tree.get(cover);
  if (cover === undefined || secret === undefined) return;
  tree.delete(cover);
  for (let length = cover.length; length < place.length; length += 1) {
    const own = place.charAt(length);
    for (const digit of DIGITS)
      if (digit !== own) tree.set(place.slice(0, length) + digit, branch(secret, digit));
    secret = branch(secret, own);
  }
}

import { hash } from 'node:crypto';

/**
 * Secrets by the beginnings of what they are for, in hexadecimal: in the beginning one, for everything. From each follow
 * those of its sixteen branches, and none from its branches or its neighbours. Stored contract.
 */
export type KeyTree = Readonly<Record<string, string>>;

/** 48 bits: two subjects of a million share a leaf with a probability of one in five hundred. */
const DEPTH = 12;
const DIGITS = '0123456789abcdef'.split('');

/** Its place in the tree, by which nobody is known. */
export const leafOf = (subject: string): string => hash('sha256', subject, 'hex').slice(0, DEPTH);
const branch = (secret: string, digit: string): string => hash('sha256', `${secret} ${digit}`, 'hex');

const coverOf = (tree: KeyTree, leaf: string): string | undefined =>
  Array.from({ length: DEPTH + 1 }, (_, length) => leaf.slice(0, length)).find((prefix) =>
    Object.hasOwn(tree, prefix),
  );

/** The secret of one subject; `undefined` once it was taken out. */
export function secretOf(tree: KeyTree, subject: string): string | undefined {
  const leaf = leafOf(subject);
  const cover = coverOf(tree, leaf);
  const root = cover === undefined ? undefined : tree[cover];
  return root === undefined || cover === undefined
    ? undefined
    : Array.from(leaf.slice(cover.length)).reduce(branch, root);
}

/** The tree from which everybody's secret follows as before, and from which nobody can tell that of this subject any more. */
export const without = (tree: KeyTree, subject: string): KeyTree => withoutLeaf(tree, leafOf(subject));

export function withoutLeaf(tree: KeyTree, leaf: string): KeyTree {
  const cover = coverOf(tree, leaf);
  if (cover === undefined) return tree;
  const { [cover]: root = '', ...others } = tree;
  const left: Record<string, string> = { ...others };
  let secret = root;
  for (let length = cover.length; length < DEPTH; length += 1) {
    const own = leaf.charAt(length);
    for (const digit of DIGITS)
      if (digit !== own) left[leaf.slice(0, length) + digit] = branch(secret, digit);
    secret = branch(secret, own);
  }
  return left;
}

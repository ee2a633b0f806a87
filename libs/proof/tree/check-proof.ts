import { emptyRoot, nodeHash, type Hash } from './merkle.ts';

/** A tree as a checkpoint tells it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Of a log that holds nothing: every log begins with it. */
export const emptyHead = (): TreeHead => ({ size: 0, root: emptyRoot() });

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** RFC 9162, 2.1.3.2: whether that leaf is the one with that index. */
export function provesInclusion(
  proof: readonly Hash[],
  leaf: { readonly index: number; readonly hash: Hash },
  { size, root }: TreeHead,
): boolean {
  if (leaf.index < 0 || leaf.index >= size) return false;
  let [first, last] = [leaf.index, size - 1];
  let reckoned = leaf.hash;
  for (const each of proof) {
    if (last === 0) return false;
    const isRight = isOdd(first) || first === last;
    reckoned = isRight ? nodeHash(each, reckoned) : nodeHash(reckoned, each);
    if (isRight) while (first !== 0 && !isOdd(first)) [first, last] = [half(first), half(last)];
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && reckoned.equals(root);
}

/** RFC 9162, 2.1.4.2: whether the earlier tree is the beginning of the later one. */
export function provesConsistency(proof: readonly Hash[], earlier: TreeHead, later: TreeHead): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return proof.length === 0 && earlier.root.equals(emptyRoot());
  return walked(proof, earlier, later);
}

function walked(proof: readonly Hash[], earlier: TreeHead, later: TreeHead): boolean {
  const isPower = Number.isInteger(Math.log2(earlier.size));
  const [start, ...rest] = isPower ? [earlier.root, ...proof] : proof;
  if (start === undefined) return false;
  let [first, last] = [earlier.size - 1, later.size - 1];
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  let [old, reckoned] = [start, start];
  for (const each of rest) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      [old, reckoned] = [nodeHash(each, old), nodeHash(each, reckoned)];
      while (first !== 0 && !isOdd(first)) [first, last] = [half(first), half(last)];
    } else reckoned = nodeHash(reckoned, each);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && old.equals(earlier.root) && reckoned.equals(later.root);
}

import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: readonly Uint8Array[]): Hash => hash('sha256', Buffer.concat(parts), 'buffer');

/** RFC 6962, 2.1. */
export const leafHash = (entry: Uint8Array): Hash => sha256(LEAF, entry);
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);
export const emptyRoot = (): Hash => sha256();

/** A tree that only grows, of which no more is kept than what its root needs: the roots of its complete subtrees. */
export class GrowingTree {
  readonly #peaks: { readonly height: number; readonly hash: Hash }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** A leaf, or the root of a complete subtree of that height; heights only fall. */
  push(hashed: Hash, height = 0): void {
    this.#size += 2 ** height;
    let peak = { height, hash: hashed };
    for (let last = this.#peaks.at(-1); last?.height === peak.height; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      peak = { height: peak.height + 1, hash: nodeHash(last.hash, peak.hash) };
    }
    this.#peaks.push(peak);
  }

  root(): Hash {
    const [last, ...others] = this.#peaks.map(({ hash: each }) => each).reverse();
    return last === undefined ? emptyRoot() : others.reduce((right, left) => nodeHash(left, right), last);
  }
}

/** Gives the root of the complete subtree over 2^height leaves, of which it is the one with that index. */
export type NodeReader = (height: number, index: number) => Promise<Hash>;

const largestPowerBelow = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};

/** RFC 6962, 2.1, of the leaves from `from` (inclusive) to `to`; `from` is where a subtree may begin. */
export async function rootOf(nodes: NodeReader, from: number, to: number): Promise<Hash> {
  const size = to - from;
  if (size === 0) return emptyRoot();
  const height = Math.log2(size);
  if (Number.isInteger(height)) return nodes(height, from / size);
  const split = from + largestPowerBelow(size);
  return nodeHash(await rootOf(nodes, from, split), await rootOf(nodes, split, to));
}

/** RFC 6962, 2.1.1: what has to be known beside a leaf to reckon the root of a tree of that size. */
export async function inclusionProof(
  nodes: NodeReader,
  leaf: number,
  size: number,
): Promise<readonly Hash[]> {
  return pathIn(nodes, leaf, 0, size);
}

async function pathIn(nodes: NodeReader, leaf: number, from: number, to: number): Promise<readonly Hash[]> {
  if (to - from <= 1) return [];
  const split = from + largestPowerBelow(to - from);
  return leaf < split
    ? [...(await pathIn(nodes, leaf, from, split)), await rootOf(nodes, split, to)]
    : [...(await pathIn(nodes, leaf, split, to)), await rootOf(nodes, from, split)];
}

/** RFC 6962, 2.1.2: what shows that the tree of the one size is the beginning of the tree of the other. */
export async function consistencyProof(
  nodes: NodeReader,
  size: number,
  laterSize: number,
): Promise<readonly Hash[]> {
  return size === 0 || size === laterSize
    ? []
    : subproof(nodes, size, { from: 0, to: laterSize, whole: true });
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether its root is known to whoever knows the earlier tree. */
  readonly whole: boolean;
}

async function subproof(
  nodes: NodeReader,
  size: number,
  { from, to, whole }: Range,
): Promise<readonly Hash[]> {
  if (size === to) return whole ? [] : [await rootOf(nodes, from, to)];
  const split = from + largestPowerBelow(to - from);
  return size <= split
    ? [...(await subproof(nodes, size, { from, to: split, whole })), await rootOf(nodes, split, to)]
    : [...(await subproof(nodes, size, { from: split, to, whole: false })), await rootOf(nodes, from, split)];
}

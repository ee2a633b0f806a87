import { GrowingTree, HASH_BYTES, nodeHash, type Hash, type NodeReader } from './merkle.ts';

/** Levels of the tree in one tile (tlog-tiles): 2^8 hashes make a whole one. */
const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** One file of the tree, as tlog-tiles names it: hashes of a level that is a multiple of eight, or entries. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** 256 for a whole one. */
  readonly width: number;
}

/** `tile/0/x001/x234/067`, or `tile/0/067.p/12` while it is not whole. Published contract. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${String(level)}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${String(width)}`}`;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** `undefined` for what no tile is called. */
export function tileOf(path: string): Tile | undefined {
  const [, level, index, width] = PATH.exec(path) ?? [];
  if (level === undefined || index === undefined) return undefined;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return tilePath(tile) === path ? tile : undefined;
}

/** As much of a level as a tree of that size holds in this tile. */
function tileIn(size: number, level: number, index: number): Tile {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
}

export type TileReader = (tile: Tile) => Promise<Buffer>;

/** Files of a log that goes at least that far. */
export interface LogFiles {
  readonly tile: TileReader;
  readonly size: number;
}

/** Nodes of a tree of that size, each from the tile that holds it or what is right below it. */
export function nodesFrom(tiles: TileReader, size: number): NodeReader {
  return async (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const tile = await tiles(tileIn(size, level, Math.floor(first / TILE_WIDTH)));
    return subtree(hashesOf(tile, first % TILE_WIDTH, count));
  };
}

const hashesOf = (tile: Buffer, first: number, count: number): readonly Hash[] =>
  Array.from({ length: count }, (_, at) => hashAt(tile, first + at));

export const hashAt = (tile: Buffer, at: number): Hash =>
  tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);

function subtree(hashes: readonly Hash[]): Hash {
  const [only] = hashes;
  if (only === undefined) throw new RangeError('a tree without leaves has no nodes');
  if (hashes.length === 1) return only;
  const middle = hashes.length / 2;
  return nodeHash(subtree(hashes.slice(0, middle)), subtree(hashes.slice(middle)));
}

/** A tile and what stands in it. */
export interface WrittenTile extends Tile {
  readonly content: Buffer;
}

const NOTHING: readonly WrittenTile[] = [];

/** The right edge of a tree in tiles: takes leaves, gives the tiles that became whole, and those that are not. */
export class TileEdge {
  readonly #levels: Hash[][] = [];
  #size: number;

  /** `edge`: by level, the hashes of what is not a whole tile yet. */
  constructor(size: number, edge: readonly (readonly Hash[])[]) {
    this.#size = size;
    this.#levels.push(...edge.map((hashes) => [...hashes]));
  }

  get size(): number {
    return this.#size;
  }

  push(leaf: Hash): readonly WrittenTile[] {
    this.#size += 1;
    return this.#raise(0, leaf);
  }

  #raise(level: number, next: Hash): readonly WrittenTile[] {
    const hashes = (this.#levels[level] ??= []);
    hashes.push(next);
    if (hashes.length < TILE_WIDTH) return NOTHING;
    const whole = { ...this.#tile(level, TILE_WIDTH), content: Buffer.concat(hashes) };
    this.#levels[level] = [];
    return [whole, ...this.#raise(level + 1, subtree(hashes))];
  }

  partial(): readonly WrittenTile[] {
    return this.#levels.flatMap((hashes, level) =>
      hashes.length === 0 ? [] : [{ ...this.#tile(level, hashes.length), content: Buffer.concat(hashes) }],
    );
  }

  root(): Hash {
    const tree = new GrowingTree();
    for (const [level, hashes] of [...this.#levels.entries()].reverse())
      for (const each of hashes) tree.push(each, level * TILE_HEIGHT);
    return tree.root();
  }

  #tile(level: number, width: number): Tile {
    const last = Math.floor(this.#size / TILE_WIDTH ** level) - 1;
    return { level, index: Math.floor(last / TILE_WIDTH), width };
  }
}

/** By level, what a tree of that size has beside whole tiles. */
export async function edgeOf(tiles: TileReader, size: number): Promise<readonly (readonly Hash[])[]> {
  const edge: (readonly Hash[])[] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level += 1) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const width = hashes % TILE_WIDTH;
    const tile = { level, index: Math.floor(hashes / TILE_WIDTH), width };
    edge.push(width === 0 ? [] : hashesOf(await tiles(tile), 0, width));
  }
  return edge;
}

/** An entry of the log is the hash of an event: nothing of the event can be read from it. */
export const bundleOf = (entries: readonly Buffer[]): Buffer =>
  Buffer.concat(entries.flatMap((entry) => [LENGTH, entry]));

/** tlog-tiles: each entry of a bundle has its length before it, big-endian, in two bytes. */
const LENGTH = Buffer.from([0, HASH_BYTES]);

export const entriesOf = (bundle: Buffer): readonly Buffer[] => {
  const stride = LENGTH.length + HASH_BYTES;
  return Array.from({ length: Math.floor(bundle.length / stride) }, (_, at) =>
    bundle.subarray(at * stride + LENGTH.length, (at + 1) * stride),
  );
};

import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { provesConsistency, provesInclusion } from './check-proof.ts';
import {
  consistencyProof,
  emptyRoot,
  GrowingTree,
  inclusionProof,
  leafHash,
  rootOf,
  type Hash,
} from './merkle.ts';
import { bundleOf, edgeOf, entriesOf, nodesFrom, TileEdge, tileOf, tilePath, type Tile } from './tiles.ts';

const entry = (index: number): Buffer => hash('sha256', `event ${String(index)}`, 'buffer');
const leaves = (count: number): readonly Hash[] =>
  Array.from({ length: count }, (_, at) => leafHash(entry(at)));

/** By the definition of RFC 6962, 2.1, and nothing else. */
function defined(hashes: readonly Hash[]): Hash {
  const [only] = hashes;
  if (only === undefined) return hash('sha256', '', 'buffer');
  if (hashes.length === 1) return only;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  const node = [Buffer.from([1]), defined(hashes.slice(0, split)), defined(hashes.slice(split))];
  return hash('sha256', Buffer.concat(node), 'buffer');
}

/** Tiles as they are on disk, while a log grows to each of these sizes in turn. */
function grown(sizes: readonly number[]) {
  const disk = new Map<string, Buffer>();
  const edge = new TileEdge(0, []);
  const write = (tiles: ReturnType<TileEdge['partial']>): void => {
    for (const { content, ...tile } of tiles) disk.set(tilePath(tile), content);
  };
  for (const size of sizes) {
    for (let index = edge.size; index < size; index += 1) write(edge.push(leafHash(entry(index))));
    write(edge.partial());
  }
  const tiles = (tile: Tile): Promise<Buffer> => {
    const found = disk.get(tilePath(tile)) ?? disk.get(tilePath({ ...tile, width: 256 }));
    if (found === undefined) throw new RangeError(`no ${tilePath(tile)}`);
    return Promise.resolve(found);
  };
  return { edge, tiles };
}

const SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700, 1024, 1025];

describe('D15 the tree over the history', () => {
  it.each(SIZES)('has the root that RFC 6962 defines, of %d events', async (size) => {
    const root = defined(leaves(size));
    const tree = new GrowingTree();
    for (const each of leaves(size)) tree.push(each);
    expect(tree.root().equals(root)).toBe(true);
    const { edge, tiles } = grown([size]);
    expect(edge.root().equals(root)).toBe(true);
    expect((await rootOf(nodesFrom(tiles, size), 0, size)).equals(root)).toBe(true);
    const reopened = new TileEdge(size, await edgeOf(tiles, size));
    expect(reopened.root().equals(root)).toBe(true);
  });

  it('keeps a second level of tiles', async () => {
    const size = 256 * 256 + 300;
    const { edge, tiles } = grown([size]);
    const tree = new GrowingTree();
    for (const each of leaves(size)) tree.push(each);
    expect(edge.root().equals(tree.root())).toBe(true);
    expect((await tiles({ level: 2, index: 0, width: 1 })).length).toBe(32);
    expect((await rootOf(nodesFrom(tiles, size), 0, size)).equals(tree.root())).toBe(true);
    const proof = await inclusionProof(nodesFrom(tiles, size), 65_540, size);
    const leaf = { index: 65_540, hash: leafHash(entry(65_540)) };
    expect(provesInclusion(proof, leaf, { size, root: tree.root() })).toBe(true);
  });
});

const sizes = fc
  .tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

const spoilt = (proof: readonly Hash[], at: number): readonly Hash[] =>
  proof.map((each, index) => (index === at % proof.length ? hash('sha256', each, 'buffer') : each));

describe('D15 proofs', () => {
  it('show that an event stands in the log, where it does, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), async (size, some, at) => {
        const index = some % size;
        const { edge, tiles } = grown([size]);
        const head = { size, root: edge.root() };
        const leaf = { index, hash: leafHash(entry(index)) };
        const proof = await inclusionProof(nodesFrom(tiles, size), index, size);
        expect(provesInclusion(proof, leaf, head)).toBe(true);
        expect(provesInclusion(proof, { ...leaf, hash: leafHash(entry(index + 1)) }, head)).toBe(false);
        expect(provesInclusion(proof, leaf, { size, root: leafHash(entry(at)) })).toBe(false);
        expect(provesInclusion([...proof, leaf.hash], leaf, head)).toBe(false);
        expect(provesInclusion(proof, { ...leaf, index: size }, head)).toBe(false);
        if (size > 1)
          expect(provesInclusion(proof, { ...leaf, index: (index + 1) % size }, head)).toBe(false);
        if (proof.length > 0) {
          expect(provesInclusion(spoilt(proof, at), leaf, head)).toBe(false);
          expect(provesInclusion(proof.slice(1), leaf, head)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('show that a log is the beginning of a later one, and of no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ([size, later], at) => {
        const { edge, tiles } = grown([size, later]);
        const earlierHead = { size, root: defined(leaves(size)) };
        const laterHead = { size: later, root: edge.root() };
        const proof = await consistencyProof(nodesFrom(tiles, later), size, later);
        expect(provesConsistency(proof, earlierHead, laterHead)).toBe(true);
        const other = { size, root: leafHash(entry(at)) };
        expect(provesConsistency(proof, other, laterHead)).toBe(false);
        expect(provesConsistency(proof, earlierHead, { size: later, root: other.root })).toBe(false);
        expect(provesConsistency([...proof, other.root], earlierHead, laterHead)).toBe(false);
        if (size < later) {
          expect(provesConsistency(proof, laterHead, earlierHead)).toBe(false);
          expect(provesConsistency(proof.slice(1), earlierHead, laterHead)).toBe(false);
          expect(provesConsistency(spoilt(proof, at), earlierHead, laterHead)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of the empty log are empty', () => {
    const some = { size: 3, root: defined(leaves(3)) };
    expect(provesConsistency([], { size: 0, root: emptyRoot() }, some)).toBe(true);
    expect(provesConsistency([], { size: 0, root: some.root }, some)).toBe(false);
  });
});

describe('D15 tiles', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ level: 'entries', index: 5, width: 12 }, 'tile/entries/005.p/12'],
  ] as const)('are called as tlog-tiles says: %j', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(tileOf(path)).toEqual(tile);
  });

  it.each([
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/00/000',
    '../keys/000',
    'tile/0/../000',
  ])('are nothing else: %s', (path) => {
    expect(tileOf(path)).toBeUndefined();
  });

  it('bundle entries as tlog-tiles says', () => {
    const entries = [entry(1), entry(2)];
    const bundle = bundleOf(entries);
    expect(bundle.subarray(0, 2).toString('hex')).toBe('0020');
    expect(entriesOf(bundle)).toEqual(entries);
  });
});

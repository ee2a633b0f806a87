import { provesInclusion } from '../tree/check-proof.ts';
import { inclusionProof, leafHash } from '../tree/merkle.ts';
import { nodesFrom, TILE_WIDTH, tilePath, type LogFiles, type TileReader } from '../tree/tiles.ts';
import type { Checkpoint } from '../note/checkpoint.ts';
import type { InclusionProof } from '../note/proofs.ts';
import { entriesAt, entriesIn } from './proof-folder.ts';

/** An event as the log knows it. */
export interface Sought {
  /** See `eventHash`. */
  readonly hash: string;
  /** Where it should be, from 0; absent: anywhere. */
  readonly near?: number;
}

/** Under which number, from 0, each stands in the log; those that do not are absent. Throws LogDamaged. */
export async function numbersOf(
  files: LogFiles,
  sought: readonly Sought[],
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  const once = { ...files, tile: readOnce(files.tile) };
  for (const { hash, near } of sought)
    if (near !== undefined && (await entryAt(once, near)) === hash) numbers.set(hash, near);
  const missing = new Set(sought.map(({ hash }) => hash).filter((hash) => !numbers.has(hash)));
  if (missing.size === 0) return numbers;
  let number = 0;
  for await (const bundle of entriesIn(files.tile, files.size))
    for (const entry of bundle) {
      const hash = entry.toString('hex');
      if (missing.has(hash)) numbers.set(hash, number);
      number += 1;
    }
  return numbers;
}

async function entryAt({ tile, size }: LogFiles, number: number): Promise<string | undefined> {
  if (!Number.isInteger(number) || number < 0 || number >= size) return undefined;
  const bundle = await entriesAt(tile, size, Math.floor(number / TILE_WIDTH));
  return bundle[number % TILE_WIDTH]?.toString('hex');
}

/**
 * For each event that shows that it stands in the log of that checkpoint; `undefined` for what does not stand there, or
 * was recorded later. Nothing that does not hold is given out. Throws LogDamaged.
 */
export async function inclusionsOf(
  files: LogFiles,
  checkpoint: Checkpoint,
  sought: readonly Sought[],
): Promise<readonly (InclusionProof | undefined)[]> {
  const { size } = checkpoint;
  const numbers = await numbersOf(files, sought);
  const nodes = nodesFrom(readOnce(files.tile), files.size);
  const proofs: (InclusionProof | undefined)[] = [];
  for (const { hash } of sought) {
    const index = numbers.get(hash) ?? size;
    const hashes = index < size ? await inclusionProof(nodes, index, size) : [];
    const proof = { index, hashes, checkpoint };
    proofs.push(isIncluded(proof, hash) ? proof : undefined);
  }
  return proofs;
}

/** The events of a case stand close together: in the same bundles, and their proofs lead through the same tiles. */
function readOnce(tile: TileReader): TileReader {
  const read = new Map<string, Promise<Buffer>>();
  return (asked) => {
    const path = tilePath(asked);
    const found = read.get(path) ?? tile(asked);
    read.set(path, found);
    return found;
  };
}

/** Whether that is the event that the proof speaks of, under the root of its checkpoint. Who signed it is another question. */
export const isIncluded = ({ index, hashes, checkpoint }: InclusionProof, hash: string): boolean =>
  provesInclusion(hashes, { index, hash: leafHash(Buffer.from(hash, 'hex')) }, checkpoint);

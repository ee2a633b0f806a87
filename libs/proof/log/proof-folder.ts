import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { BEGINNING, type Position } from '#event-sourcing';
import { isErrno, replaceFile } from '#platform';
import {
  entriesOf,
  TILE_WIDTH,
  tilePath,
  type Tile,
  type TileReader,
  type WrittenTile,
} from '../tree/tiles.ts';
import { HASH_BYTES } from '../tree/merkle.ts';

/** The log's own files are not what they were; the history is not concerned. The message says which. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

/** How far the log goes. Stored contract. */
export interface Reached {
  readonly size: number;
  /** Of the last event that is in it. */
  readonly position: Position;
}

/**
 * - `checkpoint`: the latest one;
 * - `first-checkpoint`: from which on changes are detected;
 * - `cosigned-checkpoint`: the latest one that witnesses have signed;
 * - `partly-cosigned-checkpoint`: a later one, which too few of them have signed so far.
 */
type CheckpointFile =
  'checkpoint' | 'first-checkpoint' | 'cosigned-checkpoint' | 'partly-cosigned-checkpoint';

/**
 * The log as files, in the layout of tlog-tiles: whatever serves files can serve it. All of it but the checkpoints can be
 * made again from the history.
 */
export interface ProofFolder {
  /** As much of a tile as was asked for. Throws {@link LogDamaged} when it is not there, or shorter. */
  readonly tile: TileReader;
  write(tiles: readonly WrittenTile[]): Promise<void>;
  /** `undefined` before the first event. */
  reached(): Promise<Reached | undefined>;
  noteReached(reached: Reached): Promise<void>;
  checkpoint(file: CheckpointFile): Promise<string | undefined>;
  writeCheckpoint(file: CheckpointFile, note: string): Promise<void>;
}

const ENTRY_BYTES = HASH_BYTES + 2;

export function proofFolder(directory: string): ProofFolder {
  const at = (name: string): string => path.join(directory, ...name.split('/'));
  const replace = async (file: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await replaceFile(file, content);
  };
  return {
    tile: (tile) => readTile(at, tile),
    async write(tiles) {
      for (const { content, ...tile } of tiles) {
        await replace(at(tilePath(tile)), content);
        if (tile.width === TILE_WIDTH) await rm(`${at(tilePath(tile))}.p`, { recursive: true, force: true });
      }
    },
    reached: async () => parseReached(await textOf(at('reached.json'))),
    noteReached: (reached) => replace(at('reached.json'), textOfReached(reached)),
    checkpoint: (file) => textOf(at(file)),
    writeCheckpoint: (file, note) => replace(at(file), note),
  };
}

/** What was not whole when it was asked for may be by now. */
async function readTile(at: (name: string) => string, tile: Tile): Promise<Buffer> {
  const bytes = tile.width * (tile.level === 'entries' ? ENTRY_BYTES : HASH_BYTES);
  const found =
    (await bytesOf(at(tilePath(tile)))) ?? (await bytesOf(at(tilePath({ ...tile, width: TILE_WIDTH }))));
  if (found !== undefined && found.length >= bytes) return found.subarray(0, bytes);
  throw new LogDamaged(`${tilePath(tile)} of the log is ${found === undefined ? 'missing' : 'too short'}`);
}

/** The entries of a tree of that size, bundle by bundle. */
export async function* entriesIn(tiles: TileReader, size: number): AsyncGenerator<readonly Buffer[]> {
  for (let index = 0; index * TILE_WIDTH < size; index += 1) yield entriesAt(tiles, size, index);
}

/** Those of one bundle. */
export async function entriesAt(tiles: TileReader, size: number, index: number): Promise<readonly Buffer[]> {
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  return entriesOf(await tiles({ level: 'entries', index, width }));
}

const textOfReached = ({ size, position }: Reached): string => `${JSON.stringify({ size, position })}\n`;

function parseReached(text: string | undefined): Reached | undefined {
  if (text === undefined) return undefined;
  try {
    const { size = -1, position = BEGINNING } = JSON.parse(text) as Partial<Reached>;
    if (textOfReached({ size, position }) === text) return { size, position };
  } catch {
    // Said below.
  }
  throw new LogDamaged('reached.json of the log does not say how far it goes');
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

const textOf = async (file: string): Promise<string | undefined> => (await bytesOf(file))?.toString('utf8');

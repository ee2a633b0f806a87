import { LogDamaged } from '../log/proof-folder.ts';
import { HASH_BYTES } from '../tree/merkle.ts';
import { TILE_WIDTH, tilePath, type TileReader } from '../tree/tiles.ts';
import { answerOf, NoAnswer } from './answer.ts';

interface LogOverHttp {
  /** Hashes, no entries. */
  readonly tile: TileReader;
  readonly checkpoint: () => Promise<string>;
}

/**
 * A log as tlog-tiles serves it below an address, by whoever has the files. Nothing of it is believed. Throws
 * {@link NoAnswer} and {@link LogDamaged}.
 */
export function logOverHttp(prefix: string, signal?: AbortSignal): LogOverHttp {
  const get = (name: string): Promise<Buffer | undefined> => found(`${prefix}/${name}`, signal);
  return {
    async tile(tile) {
      // A partial tile may be gone once it is whole.
      const content = (await get(tilePath(tile))) ?? (await get(tilePath({ ...tile, width: TILE_WIDTH })));
      const bytes = tile.width * HASH_BYTES;
      if (content !== undefined && content.length >= bytes) return content.subarray(0, bytes);
      const what = content === undefined ? 'missing' : 'too short';
      throw new LogDamaged(`${tilePath(tile)} of the log is ${what}`);
    },
    checkpoint: async () => {
      const content = await get('checkpoint');
      if (content === undefined) throw new NoAnswer(`${prefix} serves no checkpoint`);
      return content.toString('utf8');
    },
  };
}

async function found(url: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  const { status, body } = await answerOf(url, { signal });
  if (status === 200) return body;
  if (status === 404) return undefined;
  throw new NoAnswer(`${url} answers ${String(status)}`);
}

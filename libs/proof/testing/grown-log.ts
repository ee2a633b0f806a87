import { hash } from 'node:crypto';
import { LogDamaged } from '../log/proof-folder.ts';
import { checkpointText, type Checkpoint } from '../note/checkpoint.ts';
import { signedBy } from '../note/note.ts';
import type { SigningKey } from '#keys';
import { leafHash } from '../tree/merkle.ts';
import { bundleOf, TILE_WIDTH, TileEdge, tilePath, type LogFiles, type Tile } from '../tree/tiles.ts';

/** Hash of the event with that number, as it would name itself. */
export const eventNumber = (index: number, of = 'event'): Buffer =>
  hash('sha256', `${of} ${String(index)}`, 'buffer');

interface GrownLog {
  readonly files: LogFiles;
  readonly checkpoint: Checkpoint;
}

/** A log of so many events in memory, signed. `from`: the number of the first one that is another one than usual. */
export function grownLog(key: SigningKey, size: number, from = Infinity): GrownLog {
  const entries = Array.from({ length: size }, (_, at) => eventNumber(at, at < from ? 'event' : 'another'));
  const disk = new Map<string, Buffer>();
  const edge = new TileEdge(0, []);
  for (const entry of entries)
    for (const { content, ...tile } of edge.push(leafHash(entry))) disk.set(tilePath(tile), content);
  for (const { content, ...tile } of edge.partial()) disk.set(tilePath(tile), content);
  const tile = ({ level, index, width }: Tile): Promise<Buffer> => {
    const first = index * TILE_WIDTH;
    if (level === 'entries') return Promise.resolve(bundleOf(entries.slice(first, first + width)));
    const path = tilePath({ level, index, width });
    const found = disk.get(path) ?? disk.get(tilePath({ level, index, width: TILE_WIDTH }));
    return found === undefined ? Promise.reject(new LogDamaged(`no ${path}`)) : Promise.resolve(found);
  };
  const head = { size, root: edge.root() };
  const text = checkpointText(key.name, head);
  const checkpoint = { origin: key.name, ...head, note: { text, signatures: [signedBy(text, key)] } };
  return { files: { tile, size }, checkpoint };
}

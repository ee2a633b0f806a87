import { HASH_BYTES, type Hash } from '../tree/merkle.ts';
import type { TreeHead } from '../tree/check-proof.ts';
import { InvalidNote, parseNote, type Note } from './note.ts';

/** What a signed checkpoint says: so many events, and the root of the tree over them (tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** Names the log. */
  readonly origin: string;
  readonly note: Note;
}

/** Text below which signatures come. */
export const checkpointText = (origin: string, { size, root }: TreeHead): string =>
  `${origin}\n${String(size)}\n${root.toString('base64')}\n`;

const SIZE = /^(?:0|[1-9]\d{0,14})$/;

/** Throws {@link InvalidNote}. */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text);
  const [origin = '', size = '', encoded = ''] = note.text.split('\n');
  const root: Hash = Buffer.from(encoded, 'base64');
  if (origin === '' || !SIZE.test(size)) throw new InvalidNote('it names no log and no number of events');
  if (root.length !== HASH_BYTES || root.toString('base64') !== encoded)
    throw new InvalidNote('it holds no root of a tree');
  return { origin, size: Number(size), root, note };
}

import { HASH_BYTES, type Hash } from '../tree/merkle.ts';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { InvalidNote, writeNote } from './note.ts';

/**
 * That the log of a checkpoint begins with the log as it was at an earlier size; also what is sent to a witness
 * (`add-checkpoint` of tlog-witness). Published contract.
 */
export interface ConsistencyProof {
  readonly from: number;
  readonly hashes: readonly Hash[];
  readonly checkpoint: Checkpoint;
}

/** That an entry is the one with that index in the log of a checkpoint (tlog-proof). Published contract. */
export interface InclusionProof {
  /** From 0. */
  readonly index: number;
  readonly hashes: readonly Hash[];
  readonly checkpoint: Checkpoint;
}

const KIND = 'c2sp.org/tlog-proof@v1';

const written = (lines: readonly string[], hashes: readonly Hash[], { note }: Checkpoint): string =>
  [...lines, ...hashes.map((each) => each.toString('base64')), '', writeNote(note)].join('\n');

export const writeConsistency = ({ from, hashes, checkpoint }: ConsistencyProof): string =>
  written([`old ${String(from)}`], hashes, checkpoint);

export const writeInclusion = ({ index, hashes, checkpoint }: InclusionProof): string =>
  written([KIND, `index ${String(index)}`], hashes, checkpoint);

/** Throws {@link InvalidNote}. */
export function parseConsistency(text: string): ConsistencyProof {
  const { first, hashes, checkpoint } = parsed(text);
  return { from: numberIn(first, 'old'), hashes, checkpoint };
}

/** Throws {@link InvalidNote}. */
export function parseInclusion(text: string): InclusionProof {
  if (!text.startsWith(`${KIND}\n`)) throw new InvalidNote('it is no proof in the form tlog-proof');
  const { first, hashes, checkpoint } = parsed(text.slice(KIND.length + 1));
  return { index: numberIn(first, 'index'), hashes, checkpoint };
}

function parsed(text: string) {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new InvalidNote('it has no checkpoint below a proof');
  const [first = '', ...hashes] = text.slice(0, end).split('\n');
  return { first, hashes: hashes.map(hashIn), checkpoint: parseCheckpoint(text.slice(end + 2)) };
}

function hashIn(line: string): Hash {
  const found = Buffer.from(line, 'base64');
  if (found.length === HASH_BYTES && found.toString('base64') === line) return found;
  throw new InvalidNote('it holds something else than hashes');
}

function numberIn(line: string, word: string): number {
  const [, found, digits] = /^(\w+) (0|[1-9]\d{0,14})$/.exec(line) ?? [];
  if (found === word && digits !== undefined) return Number(digits);
  throw new InvalidNote(`it does not say "${word}" and a number`);
}

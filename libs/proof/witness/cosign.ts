import type { SigningKey, VerifierKey } from '#keys';
import { emptyHead, provesConsistency, type TreeHead } from '../tree/check-proof.ts';
import { cosignedBy, standingOf, type NoteSignature } from '../note/note.ts';
import type { ConsistencyProof } from '../note/proofs.ts';

/** What a witness knows when it is asked. */
export interface CosignPorts {
  /** Of the log that it follows. */
  readonly log: VerifierKey;
  /** What it has signed last; `undefined` before the first time. */
  readonly last: TreeHead | undefined;
  readonly key: SigningKey;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * - `otherLog`, `notSigned`: it is no checkpoint of the log that is followed;
 * - `elsewhere`: the proof does not begin where the witness has signed last, which was at `size`;
 * - `shorter`: the log was longer before;
 * - `forked`: it does not go on with what was signed before.
 */
export type Cosigning =
  | { readonly outcome: 'signed'; readonly signature: NoteSignature }
  | { readonly outcome: 'otherLog' | 'notSigned' | 'shorter' | 'forked' }
  | { readonly outcome: 'elsewhere'; readonly size: number };

/** Decides as a witness has to (tlog-witness): it signs a log that goes on with the one that it has signed last, and no other. */
export function cosigned(
  asked: ConsistencyProof,
  { log, last = emptyHead(), key, now }: CosignPorts,
): Cosigning {
  const { from, hashes, checkpoint } = asked;
  if (checkpoint.origin !== log.name) return { outcome: 'otherLog' };
  if (standingOf(checkpoint.note, log) !== 'signed') return { outcome: 'notSigned' };
  if (checkpoint.size < from) return { outcome: 'shorter' };
  if (from !== last.size) return { outcome: 'elsewhere', size: last.size };
  if (!provesConsistency(hashes, last, checkpoint)) return { outcome: 'forked' };
  return { outcome: 'signed', signature: cosignedBy(checkpoint.note.text, key, now) };
}

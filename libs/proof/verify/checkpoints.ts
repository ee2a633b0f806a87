import type { VerifierKey } from '#keys';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts';
import { InvalidNote, standingOf } from '../note/note.ts';
import { cosignersOf, NOBODY, type Cosigned, type WitnessPolicy } from '../witness/policy.ts';
import type { LogCheck } from './log-check.ts';
import type { ProofFinding } from './finding.ts';

/** A checkpoint that the history is held against. */
export interface KnownCheckpoint {
  /** For people: `the latest checkpoint`, or the name of a file. */
  readonly what: string;
  readonly checkpoint: Checkpoint;
  readonly cosigned: Cosigned;
}

/** Whose signatures count. */
export interface Signers {
  /** Of the history. */
  readonly key: VerifierKey;
  /** Absent: nobody beside. */
  readonly witnesses?: WitnessPolicy | undefined;
}

/** Whether that is a checkpoint, signed by the key of this history, and by every witness whose name it bears. */
export function examined(
  what: string,
  text: string,
  { key, witnesses = NOBODY }: Signers,
): KnownCheckpoint | ProofFinding {
  let checkpoint: Checkpoint;
  try {
    checkpoint = parseCheckpoint(text);
  } catch (error) {
    if (!(error instanceof InvalidNote)) throw error;
    return { finding: 'checkpoint-unreadable', message: `${what} is no checkpoint: ${error.message}.` };
  }
  const strange = strangeIn(what, checkpoint, key);
  if (strange !== undefined) return strange;
  const cosigned = cosignersOf(checkpoint.note, witnesses);
  const [forger] = cosigned.forged;
  return forger === undefined
    ? { what, checkpoint, cosigned }
    : {
        finding: 'cosignature-forged',
        message: `${what} was changed: the signature of the witness ${forger} does not hold.`,
      };
}

function strangeIn(what: string, { origin, note }: Checkpoint, key: VerifierKey): ProofFinding | undefined {
  const standing = standingOf(note, key);
  if (standing === 'forged')
    return { finding: 'checkpoint-forged', message: `${what} was changed: its signature does not hold.` };
  if (standing === 'signed' && origin === key.name) return undefined;
  const signers = note.signatures.map(({ name }) => name).join(', ') || 'nobody';
  const message =
    origin === key.name
      ? `${what} is not signed by the key of this history, ${key.text}, but by ${signers}.`
      : `${what} speaks of another log, ${origin}: it is not of this history, whose log is ${key.name}.`;
  return { finding: 'checkpoint-of-another-key', message };
}

export const isFinding = (found: KnownCheckpoint | ProofFinding): found is ProofFinding => 'finding' in found;

/** Holds each against the root of as many events as it speaks of. `held`: those that are of this history. */
export function heldAgainst(
  log: Pick<LogCheck, 'rootAt' | 'size'>,
  known: readonly KnownCheckpoint[],
): { readonly held: readonly KnownCheckpoint[]; readonly findings: readonly ProofFinding[] } {
  const findings: ProofFinding[] = [];
  const held: KnownCheckpoint[] = [];
  for (const each of known) {
    const { size, root } = each.checkpoint;
    const reckoned = size === 0 ? root : log.rootAt(size);
    if (reckoned === undefined)
      findings.push({
        finding: 'cut',
        message: `${each.what} speaks of ${String(size)} events; the history holds ${String(log.size)}.`,
      });
    else if (reckoned.equals(root)) held.push(each);
    else
      findings.push({
        finding: 'not-as-signed',
        message: `The first ${String(size)} events are not those that ${each.what} was signed over.`,
      });
  }
  return { held, findings };
}

/** The longest part of the history that such checkpoints speak for. */
export const furthest = (checkpoints: readonly KnownCheckpoint[]): KnownCheckpoint | undefined =>
  checkpoints.reduce<KnownCheckpoint | undefined>(
    (most, each) => (most === undefined || each.checkpoint.size > most.checkpoint.size ? each : most),
    undefined,
  );

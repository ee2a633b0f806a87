import type { VerifierKey } from '#keys';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts';
import { InvalidNote, standingOf } from '../note/note.ts';
import type { LogCheck } from './log-check.ts';
import type { ProofFinding } from './finding.ts';

/** A checkpoint that the history is held against. */
export interface KnownCheckpoint {
  /** For people: `the latest checkpoint`, or the name of a file. */
  readonly what: string;
  readonly checkpoint: Checkpoint;
}

/** Whether that is a checkpoint, and signed by the key of this history. */
export function examined(what: string, text: string, key: VerifierKey): KnownCheckpoint | ProofFinding {
  let checkpoint: Checkpoint;
  try {
    checkpoint = parseCheckpoint(text);
  } catch (error) {
    if (!(error instanceof InvalidNote)) throw error;
    return { finding: 'checkpoint-unreadable', message: `${what} is no checkpoint: ${error.message}.` };
  }
  const standing = standingOf(checkpoint.note, key);
  if (standing === 'signed' && checkpoint.origin === key.name) return { what, checkpoint };
  if (standing === 'forged')
    return { finding: 'checkpoint-forged', message: `${what} was changed: its signature does not hold.` };
  const signers = checkpoint.note.signatures.map(({ name }) => name).join(', ') || 'nobody';
  return {
    finding: 'checkpoint-of-another-key',
    message: `${what} is not signed by the key of this history, ${key.text}, but by ${signers}.`,
  };
}

export const isFinding = (found: KnownCheckpoint | ProofFinding): found is ProofFinding => 'finding' in found;

/** Holds each against the root of as many events as it speaks of. */
export function heldAgainst(
  log: Pick<LogCheck, 'rootAt' | 'size'>,
  known: readonly KnownCheckpoint[],
): { readonly proven: number; readonly findings: readonly ProofFinding[] } {
  const findings: ProofFinding[] = [];
  let proven = 0;
  for (const { what, checkpoint } of known) {
    const { size, root } = checkpoint;
    const reckoned = size === 0 ? root : log.rootAt(size);
    if (reckoned === undefined)
      findings.push({
        finding: 'cut',
        message: `${what} speaks of ${String(size)} events; the history holds ${String(log.size)}.`,
      });
    else if (reckoned.equals(root)) proven = Math.max(proven, size);
    else
      findings.push({
        finding: 'not-as-signed',
        message: `The first ${String(size)} events are not those that ${what} was signed over.`,
      });
  }
  return { proven, findings };
}

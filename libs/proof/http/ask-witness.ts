import type { Checkpoint } from '../note/checkpoint.ts';
import { InvalidNote, parseSignatures, standingOf, type NoteSignature } from '../note/note.ts';
import { writeConsistency } from '../note/proofs.ts';
import { consistencyProof } from '../tree/merkle.ts';
import { nodesFrom, type LogFiles } from '../tree/tiles.ts';
import type { Witness } from '../witness/policy.ts';
import { answerOf, NoAnswer, type Answer } from './answer.ts';

/** What a witness that does not sign says, by the status of its answer (tlog-witness). */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'it takes the question for malformed',
  403: 'it does not take the signature for that of the log: give it the public key (redress proof key)',
  404: 'it does not know this log: give it the public key (redress proof key)',
  422: 'the log does not go on with what it has signed before',
};

/** Asks for a signature over a checkpoint. Throws {@link NoAnswer} with what the witness says instead. */
export async function askWitness(
  { name, key, url }: Witness & { readonly url: string },
  files: LogFiles,
  checkpoint: Checkpoint,
  signal?: AbortSignal,
): Promise<readonly NoteSignature[]> {
  const ask = async (from: number): Promise<Answer> =>
    answerOf(`${url}/add-checkpoint`, {
      ...{ method: 'POST', signal },
      body: await question(files, from, checkpoint),
    });
  const first = await ask(0);
  const answer = first.status === 409 ? await ask(lastSigned(name, first, checkpoint)) : first;
  if (answer.status !== 200) throw new NoAnswer(`${name}: ${refusal(answer)}`);
  const signatures = signaturesIn(name, answer.body.toString('utf8'));
  const own = signatures.filter((each) => each.name === key.name && each.keyId.equals(key.id));
  if (standingOf({ ...checkpoint.note, signatures: own }, key) === 'signed') return own;
  throw new NoAnswer(`${name}: its answer holds no signature by the key that is known of it`);
}

/** Where it has signed last, as it says. */
function lastSigned(name: string, { body }: Answer, { size }: Checkpoint): number {
  const text = body.toString('utf8').trim();
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) throw new NoAnswer(`${name}: it does not say what it has signed`);
  const last = Number(text);
  if (last <= size) return last;
  throw new NoAnswer(
    `${name}: it has signed ${text} events, and the log holds ${String(size)}: the log was cut, or restored from an older backup`,
  );
}

async function question(files: LogFiles, from: number, checkpoint: Checkpoint): Promise<string> {
  const hashes = await consistencyProof(nodesFrom(files.tile, files.size), from, checkpoint.size);
  return writeConsistency({ from, hashes, checkpoint });
}

const refusal = ({ status }: Answer): string => REFUSALS[status] ?? `it answers ${String(status)}`;

function signaturesIn(name: string, text: string): readonly NoteSignature[] {
  try {
    return parseSignatures(text);
  } catch (error) {
    if (!(error instanceof InvalidNote)) throw error;
    throw new NoAnswer(`${name}: ${error.message}`);
  }
}

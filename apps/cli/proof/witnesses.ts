import type { Command } from 'commander';
import type { ProofLog, RedressEngine } from '#engine';
import type { VerifierKey } from '#keys';
import {
  askWitness,
  cosignersOf,
  growthOf,
  latestCheckpoint,
  NoAnswer,
  standingOf,
  withSignatures,
  writeNote,
  type Checkpoint,
  type Cosigned,
  type LogFiles,
  type NoteSignature,
  type ProofFolder,
  type WitnessPolicy,
} from '#proof';
import { print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, usageError } from '../exit-codes.ts';
import { count } from '../output.ts';
import { asFound, checkpointIn, signedLog, signersOf, witnessesOf } from './reading.ts';
import { textIn } from '../text-in.ts';

/** Of each that has an address; the others are asked by file. */
export async function askWitnesses(context: CliContext, command: Command): Promise<void> {
  const policy = witnessesOf(context, command);
  const reachable = policy.witnesses.flatMap(({ url, ...witness }) =>
    url === undefined ? [] : [{ ...witness, url }],
  );
  if (reachable.length === 0)
    throw usageError('REDRESS_WITNESSES names no witness with an address that could be asked.');
  await inLog(context, command, policy, async ({ proof }, { files, latest }) => {
    const answers = await Promise.all(
      reachable.map((witness) =>
        askWitness(witness, files, latest, context.signal).catch((error: unknown) => {
          if (!(error instanceof NoAnswer)) throw error;
          context.stderr.write(`${error.message}.\n`);
          return [];
        }),
      ),
    );
    return keep(proof, policy, latest, answers.flat());
  });
}

/** A checkpoint of this log with signatures below it that were brought back by hand. */
export async function takeWitnessed(context: CliContext, command: Command, file: string): Promise<void> {
  const policy = witnessesOf(context, command);
  const text = textIn(file);
  await inLog(context, command, policy, async ({ proof }, { files, latest, key }) => {
    const { checkpoint } = checkpointIn(file, text, key, policy);
    await assertOurs(file, checkpoint, { files, latest });
    const known = policy.witnesses.map((witness) => witness.key);
    return keep(proof, policy, checkpoint, signaturesOf(checkpoint, known));
  });
}

interface SignedLog {
  readonly files: LogFiles;
  readonly latest: Checkpoint;
  readonly key: VerifierKey;
}

/** Tells what is signed by witnesses afterwards. */
async function inLog(
  context: CliContext,
  command: Command,
  policy: WitnessPolicy,
  work: (engine: RedressEngine, log: SignedLog) => Promise<Checkpoint>,
): Promise<void> {
  const {
    origin,
    size,
    note: signed,
  } = await withHistory(context, command, (engine) =>
    asFound(async () => work(engine, await signedLog(engine.proof, context.signal))),
  );
  const witnessed = { size, ...cosignersOf(signed, policy) };
  await print(context, command, witnessed, () => `${signersOf(origin, witnessed)}\n`);
  assertEnough(witnessed);
}

function assertEnough({ by, isEnough }: Cosigned): void {
  if (by.length === 0) throw new CliFailure('No witness that is known has signed it.', EXIT.refused);
  if (!isEnough)
    throw new CliFailure('These are not enough witnesses, as REDRESS_WITNESSES says.', EXIT.refused);
}

/** Only what is signed over the beginning of this very log is kept. */
async function assertOurs(
  file: string,
  checkpoint: Checkpoint,
  { files, latest }: Pick<SignedLog, 'files' | 'latest'>,
): Promise<void> {
  if ((await growthOf(files, checkpoint, latest)).standing === 'grown') return;
  throw new CliFailure(`${file} is not of this log as it stands: redress verify tells more.`, EXIT.refused);
}

/** Those that hold. */
const signaturesOf = ({ note }: Checkpoint, keys: readonly VerifierKey[]): readonly NoteSignature[] =>
  note.signatures.filter((signature) =>
    keys.some((key) => standingOf({ ...note, signatures: [signature] }, key) === 'signed'),
  );

/** What witnesses have signed last, and what too few of them have signed since. */
export const cosignedIn = async (folder: ProofFolder) => ({
  whole: await latestCheckpoint(folder, 'cosigned-checkpoint'),
  inPart: await latestCheckpoint(folder, 'partly-cosigned-checkpoint'),
});

/** With what others have signed below the same text before. Nothing takes the place of what is signed by enough, but what is, too. */
async function keep(
  { folder }: Pick<ProofLog, 'folder'>,
  policy: WitnessPolicy,
  checkpoint: Checkpoint,
  added: readonly NoteSignature[],
): Promise<Checkpoint> {
  const { whole, inPart } = await cosignedIn(folder);
  const same = [whole, inPart].find((known) => known?.note.text === checkpoint.note.text) ?? checkpoint;
  const note = withSignatures(same.note, added);
  if (added.length === 0) return { ...checkpoint, note };
  const isEnough = (signed: Checkpoint['note']): boolean => cosignersOf(signed, policy).isEnough;
  const waits = whole !== undefined && isEnough(whole.note) && !isEnough(note);
  assertLatest(checkpoint, waits && inPart !== undefined && inPart.size > whole.size ? inPart : whole);
  await folder.writeCheckpoint(waits ? 'partly-cosigned-checkpoint' : 'cosigned-checkpoint', writeNote(note));
  return { ...checkpoint, note };
}

function assertLatest({ size }: Checkpoint, kept: Checkpoint | undefined): void {
  if (kept === undefined || kept.size <= size) return;
  throw new CliFailure(
    `Witnesses have signed the first ${count(kept.size)} events already: what they say of ${count(size)} is not kept here. Keep the file: redress verify --checkpoint counts it, and redress proof consistency begins where it ends.`,
    EXIT.refused,
  );
}

import type { Command } from 'commander';
import type { ProofLog } from '#engine';
import { parseVerifierKey, type VerifierKey } from '#keys';
import {
  examined,
  HistoryNotAsLogged,
  InvalidNote,
  InvalidWitnesses,
  isFinding,
  LogDamaged,
  NoAnswer,
  NOBODY,
  parseWitnesses,
  type Cosigner,
  type KnownCheckpoint,
  type WitnessPolicy,
} from '#proof';
import { configOf, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound, usageError } from '../exit-codes.ts';
import { count } from '../output.ts';
import { textIn } from '../text-in.ts';

export function keyIn(file: string): VerifierKey {
  const key = parseVerifierKey(textIn(file));
  if (key !== undefined) return key;
  throw usageError(`${file} holds no public key as redress proof key writes it.`);
}

/** A checkpoint of that log; whatever else it is ends the program with a sentence. */
export function checkpointIn(
  what: string,
  text: string,
  key: VerifierKey,
  witnesses?: WitnessPolicy,
): KnownCheckpoint {
  const found = examined(what, text, { key, witnesses });
  if (isFinding(found)) throw new CliFailure(found.message, EXIT.refused);
  return found;
}

/** Those of REDRESS_WITNESSES; nobody where it is not set. */
export function witnessesOf(context: CliContext, command: Command): WitnessPolicy {
  const { witnessFile } = configOf(context, command);
  if (witnessFile === undefined) return NOBODY;
  try {
    return parseWitnesses(textIn(witnessFile));
  } catch (error) {
    if (!(error instanceof InvalidWitnesses)) throw error;
    throw usageError(`REDRESS_WITNESSES: ${witnessFile}, ${error.message}.`);
  }
}

/** The log of this history as it is signed now. `given`: whose signatures count, instead of its own. */
export async function signedLog(proof: ProofLog, signal: AbortSignal, given?: VerifierKey) {
  const latest = await proof.upToDate(signal);
  const key: VerifierKey | undefined = given ?? (await proof.ownKey());
  if (latest === undefined || key === undefined)
    throw notFound('Nothing has been recorded that could be signed.');
  return { latest, key, files: { tile: proof.folder.tile, size: latest.size } };
}

/** What was found to be wrong with a log, or with who answers for it, as an end of the program. */
export async function asFound<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HistoryNotAsLogged) throw new CliFailure(error.message, EXIT.refused);
    if (error instanceof LogDamaged) throw new CliFailure(`The log: ${error.message}.`, EXIT.refused);
    if (error instanceof InvalidNote)
      throw new CliFailure(`That is no such file: ${error.message}.`, EXIT.refused);
    if (error instanceof NoAnswer) throw new CliFailure(`${error.message}.`);
    throw error;
  }
}

interface Witnessed {
  readonly size: number;
  readonly by: readonly Cosigner[];
}

/** `Signed by redress/…. Witnesses have signed the first 1,200 events: auditor (2026-11-28T02:20:00Z).` */
export function signersOf(origin: string, witnessed: Witnessed | undefined): string {
  const own = `Signed by ${origin}.`;
  return witnessed === undefined || witnessed.by.length === 0
    ? `${own} No witness that is known has signed.`
    : `${own} ${witnessedText(witnessed)}`;
}

export const witnessedText = ({ size, by }: Witnessed): string =>
  `Witnesses have signed the first ${count(size)} events: ${by.map(named).join(', ')}.`;

const named = ({ name, at }: Cosigner): string =>
  at === undefined ? name : `${name} (${new Date(at * 1_000).toISOString()})`;

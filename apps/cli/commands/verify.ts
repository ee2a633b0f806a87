import type { Command } from 'commander';
import { sentenceOf } from '#event-sourcing';
import type { HistoryVerdict, KeptCheckpoint, VerifyPhase } from '#engine';
import { collect } from '../arguments.ts';
import { print, withEngine, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { count } from '../output.ts';
import { createPhases } from '../progress.ts';
import { keyIn, witnessedText, witnessesOf } from '../proof/reading.ts';
import { textIn } from '../text-in.ts';

interface VerifyOptions {
  readonly case?: string;
  readonly checkpoint?: readonly string[];
  readonly key?: string;
  readonly historyOnly?: boolean;
}

const HELP = `
Exit codes: 0 nothing is wrong, 3 something is, 1 it could not be looked at to the end.
A checkpoint that somebody outside has kept (redress proof checkpoint) tells what whoever has the folder and its keys could hide
otherwise. Whether events were cut off the end of a single case, only the whole history tells.`;

export function declare(verifying: Command, context: CliContext): void {
  verifying
    .option('--case <number>', 'only this case: its events, their place in the log, its evidence')
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere (may be repeated)', collect)
    .option('--key <file>', 'the public key whose signatures count (default: that of the data folder)')
    .option('--history-only', 'no evidence and no read models')
    .addHelpText('after', HELP)
    .action((options: VerifyOptions, command: Command) => verify(context, command, options));
}

async function verify(context: CliContext, command: Command, options: VerifyOptions): Promise<void> {
  const { case: caseId, historyOnly } = options;
  const kept = (options.checkpoint ?? []).map(keptIn);
  const key = options.key === undefined ? undefined : keyIn(options.key);
  const witnesses = witnessesOf(context, command);
  const progress = createPhases(LABELS, context.stderr);
  // Not asked whether history and read models belong together: that they do not is one of the things to be found.
  const verdict = await withEngine(context, command, (engine) =>
    engine.verifyHistory({
      ...{ signal: context.signal, onProgress: progress.update, kept, witnesses },
      ...(caseId !== undefined && { caseId }),
      ...(key !== undefined && { key }),
      ...(historyOnly !== undefined && { historyOnly }),
    }),
  ).finally(progress.end);
  await print(context, command, told(verdict), () => shown(verdict));
  if (verdict.damage.length + verdict.findings.length > 0)
    throw new CliFailure('Something is wrong with what is kept: see above.', EXIT.refused);
}

const keptIn = (file: string): KeptCheckpoint => ({ name: file, text: textIn(file) });

const LABELS: Readonly<Record<VerifyPhase, string>> = {
  events: 'Verifying (events)',
  streams: 'Verifying (streams)',
  evidence: 'Verifying (files of evidence)',
  'read models': 'Replaying for the read models (events)',
};

const told = ({ damage, findings, ...verdict }: HistoryVerdict): object => ({
  ...verdict,
  damage: damage.map(plain),
  findings: findings.map(plain),
});

const plain = ({ revision, ...found }: { readonly revision?: bigint }): object => ({
  ...found,
  ...(revision !== undefined && { revision: revision.toString() }),
});

function spokenFor({ covered, proven }: Pick<HistoryVerdict, 'covered' | 'proven'>): string {
  if (covered !== undefined)
    return `Covered since position ${covered.since}: the log speaks for the first ${count(covered.events)} events, until position ${covered.until}.`;
  return proven === undefined
    ? 'No checkpoint speaks for them.'
    : `The log speaks for ${count(proven)} of them.`;
}

function shown(verdict: HistoryVerdict): string {
  const { events, streams, linked, evidence, tooBusy, damage, findings, witnessed } = verdict;
  const wrong = [...damage.map(sentenceOf), ...findings.map(({ message }) => message)];
  return [
    `Verified: ${count(events)} events in ${count(streams)} streams, ${count(linked)} of which name the one before them; ${count(evidence)} files of evidence.`,
    spokenFor(verdict),
    ...(witnessed === undefined ? [] : [witnessedText(witnessed)]),
    ...tooBusy.map((name) => `${name} went on all the time and was not held against a replay.`),
    ...(wrong.length === 0 ? ['Nothing is wrong.'] : wrong),
    '',
  ].join('\n');
}

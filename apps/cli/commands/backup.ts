import path from 'node:path';
import type { Command } from 'commander';
import {
  BackupRefused,
  DamagedBackup,
  NoBackup,
  RestoreRefused,
  takeBackup,
  verifyBackup,
  type BackupProgress,
  type TakenBackup,
  type VerifiedBackup,
} from '#backup';
import { dataFolder, simulatedClockOf } from '#platform';
import { parseCount } from '../arguments.ts';
import { configOf, print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound } from '../exit-codes.ts';
import { count } from '../output.ts';
import { createPhases, showProgress } from '../progress.ts';
import { recordUse } from '../system-user.ts';

const HELP = `
The folder holds all backups of one history, each on top of the ones before: what is there already is not written again.
It holds personal data and the keys, and belongs to whoever may read the data folder. Read models are not in it: they are
made anew, and so is the log of the proof, which has to become what its checkpoints say. A history on EventStoreDB is backed up with the tools of that server.`;

export function declare(backup: Command, context: CliContext): void {
  backup
    .argument('<folder>', 'on another disk; made when it is not there')
    .addHelpText('after', HELP)
    .action((folder: string, _options: object, command: Command) => take(context, command, folder));
  backup
    .command('verify')
    .description('read everything that a backup needs, and say what is missing or damaged')
    .argument('<folder>')
    .option('--number <n>', 'which one (default: the last)', parseCount)
    .action((folder: string, options: { readonly number?: number }, command: Command) =>
      verify(context, command, path.resolve(folder), options.number),
    );
}

async function take(context: CliContext, command: Command, folder: string): Promise<void> {
  const config = configOf(context, command);
  if (config.eventStoreUrl !== undefined)
    throw notFound(
      'The history is on EventStoreDB: back it up with the tools of that server, and the data folder (evidence, keys) as files.',
    );
  if ((await simulatedClockOf(config.dataDirectory)) !== undefined)
    throw notFound(
      'The time of this folder is played (redress serve --clock): there is nothing in it to keep.',
    );
  const taken = await withHistory(context, command, async (engine) => {
    await recordUse(engine, command);
    const source = {
      store: engine.store,
      folder: dataFolder(config.dataDirectory),
      procedures: config.procedureDirectory,
    };
    const progress = createPhases(LABELS, context.stderr);
    const { signal } = context;
    const into = { directory: path.resolve(folder), now: engine.now(), signal, onProgress: progress.update };
    return asEnding(() => takeBackup(source, into)).finally(progress.end);
  });
  await print(context, command, taken, (value) => forPeople(value, folder));
  if (taken.missing > 0)
    throw new CliFailure(
      `${count(taken.missing)} events are gone from the history, so this backup cannot be restored: redress verify names the place. Restore the backup before.`,
    );
  if (taken.damaged.length > 0)
    throw new CliFailure(
      `Evidence is damaged on disk and could not be copied: ${taken.damaged.join(', ')}. Everything else is in the backup. Look for these files in an older backup.`,
    );
}

const forPeople = ({ number, events, evidence, bytes: written }: TakenBackup, folder: string): string =>
  `Backup ${String(number)} in ${folder}: ${count(events.all)} events (${count(events.added)} new), ` +
  `${count(evidence.all)} files of evidence (${count(evidence.added)} new, ${count(evidence.removed)} gone since), ${size.format(written)} written.
To see that it can be read: redress backup verify ${folder}
`;

async function verify(
  context: CliContext,
  command: Command,
  directory: string,
  number: number | undefined,
): Promise<void> {
  const verified = await showProgress({ label: 'Reading (bytes)', stream: context.stderr }, (onProgress) =>
    asEnding(() => verifyBackup({ directory, number, signal: context.signal, onProgress })),
  );
  const { last, ...figures } = verified;
  await print(context, command, { number: last.number, takenAt: last.takenAt, ...figures }, () =>
    sound(verified, directory),
  );
  if (verified.findings.length > 0)
    throw new CliFailure(
      `This backup cannot be restored: ${verified.findings.join(' ')} Take a new one into another folder.`,
    );
}

const sound = ({ last, events, evidence, findings }: VerifiedBackup, directory: string): string =>
  findings.length > 0
    ? ''
    : `Backup ${String(last.number)} of ${last.takenAt} is whole: ${count(events)} events, ${count(evidence)} files of evidence.
To restore it: redress restore ${directory} --data <an empty folder>
`;

const size = new Intl.NumberFormat('en', {
  ...{ style: 'unit', unit: 'byte', notation: 'compact', unitDisplay: 'narrow' },
});

const LABELS: Readonly<Record<BackupProgress['phase'], string>> = {
  history: 'Copying the history (events)',
  files: 'Copying evidence (files)',
};

/** What went wrong, as an end of the program. */
export async function asEnding<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused || error instanceof RestoreRefused || error instanceof NoBackup)
      throw new CliFailure(error.message, EXIT.refused);
    if (error instanceof DamagedBackup) throw new CliFailure(error.message);
    throw error;
  }
}

import path from 'node:path';
import type { Command } from 'commander';
import { restoreBackup, type RestoredBackup } from '#backup';
import { parseCount } from '../arguments.ts';
import { configOf, print, type CliContext } from '../context.ts';
import { notFound } from '../exit-codes.ts';
import { count } from '../output.ts';
import { showProgress } from '../progress.ts';
import { asEnding } from './backup.ts';

export function declare(restore: Command, context: CliContext): void {
  restore
    .argument('<folder>', 'where redress backup has written')
    .option('--number <n>', 'which backup (default: the last)', parseCount)
    .addHelpText(
      'after',
      '\nInto the data folder (--data or REDRESS_DATA), which must be empty or not there.',
    )
    .action((folder: string, options: { readonly number?: number }, command: Command) =>
      bringBack(context, command, path.resolve(folder), options.number),
    );
}

async function bringBack(
  context: CliContext,
  command: Command,
  directory: string,
  number: number | undefined,
): Promise<void> {
  const { dataDirectory, eventStoreUrl } = configOf(context, command);
  if (eventStoreUrl !== undefined)
    throw notFound(
      'EVENT_STORE is set: a backup is restored into a data folder. Unset it, restore, and then take the history to the server with redress migrate.',
    );
  const restored = await showProgress({ label: 'Restoring (bytes)', stream: context.stderr }, (onProgress) =>
    asEnding(() => restoreBackup(dataDirectory, { directory, number, signal: context.signal, onProgress })),
  );
  const { last, ...figures } = restored;
  const report = { data: dataDirectory, number: last.number, takenAt: last.takenAt, ...figures };
  await print(context, command, report, () => forPeople(restored, dataDirectory));
}

const forPeople = ({ last, events, evidence, files }: RestoredBackup, data: string): string =>
  `Restored into ${data}: ${count(events)} events, ${count(evidence)} files of evidence, ${count(files.length)} keys, checkpoints and procedure files.
What was recorded after ${last.takenAt} (backup ${String(last.number)}) is not in it. Whoever was erased since then is back, unless you
put the file keys/destroyed of the folder that was lost, or of a newer backup, into ${path.join(data, 'keys')} before the server starts.
${ownProcedures(files, data)}Read models are made anew when the server starts: redress serve --data ${data}
`;

const ownProcedures = (files: readonly string[], data: string): string =>
  files.some((name) => name.startsWith('procedures/'))
    ? `Its own procedure files are in ${path.join(data, 'procedures')}: set REDRESS_PROCEDURES to where you keep them.\n`
    : '';

import path from 'node:path';
import type { Command } from 'commander';
import { beginAnew, hasSubjectKeys, rewrapSubjectKeys } from '#keys';
import { dataFolder, type MasterKey } from '#platform';
import { configOf, print, type CliContext } from '../context.ts';
import { notFound, usageError } from '../exit-codes.ts';

interface RewrapOptions {
  readonly keyFile?: string;
  readonly passphraseFrom?: string;
  readonly none?: true;
}

const RESTART = 'Set it for every process of this installation, and start them again.';

export function declare(keys: Command, context: CliContext): void {
  keys
    .command('rewrap')
    .description('wraps the keys by another master key; the keys stay the same')
    .option(
      '--key-file <file>',
      'by the key in this file: 64 hexadecimal digits that only its owner may read',
    )
    .option('--passphrase-from <variable>', 'by the passphrase in this environment variable')
    .option('--none', 'by nothing: whoever may read the data folder may read the keys')
    .addHelpText(
      'after',
      '\nThe master key until now is that of REDRESS_MASTER_KEY_FILE or REDRESS_MASTER_PASSPHRASE, or none. Stop the servers first.',
    )
    .action((options: RewrapOptions, command: Command) => rewrap(context, command, options));
  keys
    .command('begin-anew')
    .description('new keys where the old ones are lost: nothing that those have sealed is read any more')
    .action((_options: object, command: Command) => anew(context, command));
}

async function rewrap(context: CliContext, command: Command, options: RewrapOptions): Promise<void> {
  const { dataDirectory, masterKey } = configOf(context, command);
  const { keys } = dataFolder(dataDirectory);
  const to = newMasterKey(options, context);
  if (!(await hasSubjectKeys(keys))) throw notFound(`There are no keys in ${keys}.`);
  await rewrapSubjectKeys(keys, masterKey, to);
  const by = to === undefined ? 'nothing' : 'file' in to ? `the key in ${to.file}` : 'the passphrase';
  await print(context, command, { keys, by }, () => `The keys in ${keys} are wrapped by ${by}. ${RESTART}\n`);
}

function newMasterKey(
  { keyFile, passphraseFrom, none }: RewrapOptions,
  { environment }: CliContext,
): MasterKey | undefined {
  const given = [keyFile, passphraseFrom, none].filter((each) => each !== undefined);
  if (given.length !== 1) throw usageError('Give one of --key-file, --passphrase-from and --none.');
  if (keyFile !== undefined) return { file: path.resolve(keyFile) };
  if (passphraseFrom === undefined) return undefined;
  const passphrase = environment[passphraseFrom] ?? '';
  if (passphrase.length < 12) throw usageError(`${passphraseFrom} has to hold at least 12 characters.`);
  return { passphrase };
}

async function anew(context: CliContext, command: Command): Promise<void> {
  const { dataDirectory, masterKey } = configOf(context, command);
  const { keys } = dataFolder(dataDirectory);
  if (!(await beginAnew(keys, masterKey)))
    throw notFound(`There are keys in ${keys}: nothing is ever made in their place.`);
  await print(context, command, { keys }, () => `There are new keys in ${keys}. Keep a backup of them.\n`);
}

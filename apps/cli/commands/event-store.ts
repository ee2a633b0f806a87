import type { Command } from 'commander';
import { prepareEventStoreDb, type RightsReport } from '#event-store/eventstoredb';
import { STREAM_PREFIXES } from '#engine';
import { configOf, print, type CliContext } from '../context.ts';
import { CliFailure, usageError } from '../exit-codes.ts';
import { table } from '../output.ts';

interface PrepareOptions {
  readonly user: readonly string[];
  readonly check?: boolean;
}

const HELP = `
EVENT_STORE names an administrator of the server here, and afterwards the user of the service. With several namespaces on one server,
each is prepared by itself (REDRESS_EVENT_STORE_NAMESPACE). May be run again, also while the product runs: processes notice within a minute.`;

export function declare(eventStore: Command, context: CliContext): void {
  eventStore
    .command('prepare')
    .description(
      'let the service read the log of an EventStoreDB with users, and nobody else write the history',
    )
    .requiredOption('--user <name>', 'user, or group of users, of the service; may be repeated', gathered, [])
    .option('--check', 'change nothing; exit code 1 when something is missing')
    .addHelpText('after', HELP)
    .action((options: PrepareOptions, command: Command) => prepare(context, command, options));
}

const gathered = (name: string, before: readonly string[]): readonly string[] => [...before, name];

async function prepare(context: CliContext, command: Command, options: PrepareOptions): Promise<void> {
  const { eventStoreUrl, eventStoreNamespace = '' } = configOf(context, command);
  const { user: writers, check = false } = options;
  if (eventStoreUrl === undefined)
    throw usageError('Which server? Set EVENT_STORE to the connection string of an administrator.');
  if (writers.length === 0) throw usageError('--user: name the user of the service.');
  const report = await prepareEventStoreDb({
    ...{ connectionString: eventStoreUrl, streamPrefixes: STREAM_PREFIXES },
    ...{ namespace: eventStoreNamespace, writers, check },
  });
  await print(context, command, report, shown);
  const missing = writers.some(
    (each) => !report.log.after.includes(each) && !report.log.after.includes('$all'),
  );
  if (missing || report.open.after > 0)
    throw new CliFailure('Rights are missing: run redress event-store prepare without --check.');
}

const shown = ({ log, streams, open }: RightsReport): string =>
  table(
    ['right', 'before', 'now'],
    [
      ['read the log ($all)', log.before.join(', '), log.after.join(', ')],
      [
        `streams of the history that others may write or delete, of ${String(streams)}`,
        String(open.before),
        String(open.after),
      ],
    ],
  );

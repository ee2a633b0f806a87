import type { Command } from 'commander';
import { instantOf } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { hostsOfEventStoreDb, openEventStoreDb } from '#event-store/eventstoredb';
import {
  CopyFailed,
  HistoriesDiffer,
  migrateHistory,
  MigrationRefused,
  verifyMigration,
  type Migration,
  type MigrationOptions,
  type MigrationPhase,
  type VerifiedCopy,
} from '#migrate';
import { STREAM_PREFIXES } from '#engine';
import { dataFolder, hasHistory, noteMoved, simulatedClockOf } from '#platform';
import { configOf, print, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound, usageError } from '../exit-codes.ts';
import { count, table } from '../output.ts';
import { createPhases } from '../progress.ts';

interface MigrateOptions {
  readonly to?: string;
  readonly verifyOnly?: boolean;
}

const HELP = `
Stop the server on this folder first: what it records during the copy is still taken along, what it records later is not.
Start no redress worker on the target before the end: it would record breaches of cases that are only half there.
Afterwards the folder's own history is a backup: nothing goes on with it while moved.json stands beside it.
Run the same command again after anything that interrupted it; it goes on behind what is there. The EventStoreDB must
hold no cases of anybody else (exit code 3, and nothing is written).

A connection string with a password belongs into EVENT_STORE, not into --to: other users of this machine see command lines.`;

export function declare(migration: Command, context: CliContext): void {
  migration
    .option('--to <url>', 'connection string of EventStoreDB (default: REDRESS_EVENT_STORE or EVENT_STORE)')
    .option('--verify-only', 'compare and write nothing')
    .addHelpText('after', HELP)
    .action((options: MigrateOptions, command: Command) => migrate(context, command, options));
}

async function migrate(context: CliContext, command: Command, options: MigrateOptions): Promise<void> {
  const { dataDirectory, eventStoreUrl, eventStoreNamespace = '' } = configOf(context, command);
  const connectionString = checked(options.to ?? eventStoreUrl);
  if (!hasHistory(dataDirectory)) {
    throw notFound(
      `There is no embedded history in ${dataDirectory}. Name the folder that holds events.db with --data.`,
    );
  }
  if ((await simulatedClockOf(dataDirectory)) !== undefined)
    throw notFound(
      'The time of this folder is played (redress serve --clock): there is nothing in it to take along.',
    );
  const file = dataFolder(dataDirectory).events;
  const source = openSqliteEventStore({ file });
  try {
    const target = openEventStoreDb({
      ...{ connectionString, streamPrefixes: STREAM_PREFIXES },
      namespace: eventStoreNamespace,
    });
    try {
      const work = options.verifyOnly === true ? verifyMigration : migrateHistory;
      const result = await watched(context, (watching) => work(source, target, watching));
      const to = hostsOfEventStoreDb(connectionString);
      const { events, sha256 } = result;
      if (options.verifyOnly !== true)
        await noteMoved(dataDirectory, { to, at: instantOf(Date.now()), events, sha256 });
      const report: Report = { from: file, to, ...result };
      await print(context, command, report, (value) => forPeople(value, dataDirectory));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Never quotes the string: it may hold a password. */
function checked(connectionString: string | undefined): string {
  if (connectionString === undefined) {
    throw usageError(
      'Where to? Set EVENT_STORE to the connection string of EventStoreDB, or name it with --to, such as esdb://127.0.0.1:2113?tls=false.',
    );
  }
  if (/^esdb(\+discover)?:\/\//.test(connectionString)) return connectionString;
  throw usageError('--to: must be a connection string that begins with esdb:// or esdb+discover://.');
}

const LABELS: Readonly<Record<MigrationPhase, string>> = {
  comparing: 'Comparing what is there already (events)',
  copying: 'Copying (events)',
  verifying: 'Verifying (events)',
};

type Watching = Pick<MigrationOptions, 'signal' | 'onProgress' | 'onOutage'>;

/** Shows progress and outages on standard error; says what went wrong as an end of the program. */
async function watched<Result>(
  { stderr, signal }: CliContext,
  work: (watching: Watching) => Promise<Result>,
): Promise<Result> {
  const progress = createPhases(LABELS, stderr);
  const watching: Watching = {
    signal,
    onProgress: progress.update,
    onOutage: ({ message }) => {
      progress.end();
      stderr.write(`${message} Trying again.\n`);
    },
  };
  try {
    return await work(watching);
  } catch (error) {
    if (error instanceof MigrationRefused) throw new CliFailure(error.message, EXIT.refused);
    if (error instanceof HistoriesDiffer || error instanceof CopyFailed) throw new CliFailure(error.message);
    throw error;
  } finally {
    progress.end();
  }
}

type Report = { readonly from: string; readonly to: string } & (VerifiedCopy | Migration);

function forPeople(report: Report, dataDirectory: string): string {
  const { from, to, events, streams, sha256, target, seconds } = report;
  const histories = table(
    ['history', 'events', 'cases', 'SHA-256'],
    [
      [from, events, streams, sha256],
      [`EventStoreDB at ${to}`, target.events, target.streams, target.sha256],
    ],
    ['events', 'cases'],
  );
  const took = `${seconds.toFixed(1)} s`;
  if (!('copied' in report))
    return `${histories}The two are the same, event by event. Compared in ${took}.\n`;
  return `${histories}The two are the same, event by event. ${count(report.copied)} events copied, ${count(report.alreadyThere)} were there already; ${took}.
${next(dataDirectory)}`;
}

const next = (dataDirectory: string): string => `
Next, for every process:
  1. Set EVENT_STORE to this EventStoreDB.
  2. Read models are made anew: set READ_MODELS to an empty MongoDB database (mongodb://…), or remove read-models.db
     (with -wal and -shm) from the folder. A process that finds those of the old history ends and says so.
  3. Start redress worker: it fills the read models from the history. Then start redress api. (One process: redress serve.)
  4. Evidence and keys stay in ${dataDirectory}: all processes share that folder (--data or REDRESS_DATA).
Start no server without EVENT_STORE there any more: what it records is not in EventStoreDB.
`;

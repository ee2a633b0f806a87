import { Command, CommanderError } from 'commander';
import { EventStoreUnavailable, InvalidCursor, LeaseLost, ReadModelsUnavailable } from '#event-sourcing';
import {
  DataFolderUnusable,
  DEFAULT_DATA_DIRECTORY,
  ForeignReadModels,
  InvalidConfiguration,
  InvalidKeyFile,
  UnknownProjection,
  UnreadableSource,
} from '#platform';
import { InvalidMapping } from '#cases';
import { InvalidProcedure } from '#procedures';
import { registerBreaches } from './commands/breaches.ts';
import { registerCases } from './commands/cases.ts';
import { registerDemo } from './commands/demo.ts';
import { registerEvents } from './commands/events.ts';
import { registerImport } from './commands/import.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerOpenapi } from './commands/openapi.ts';
import { registerProcedures } from './commands/procedures.ts';
import { registerProjections } from './commands/projections.ts';
import { registerReport } from './commands/report.ts';
import { registerServe } from './commands/serve.ts';
import { registerToken } from './commands/token.ts';
import { registerWorker } from './commands/worker.ts';
import type { CliContext } from './context.ts';
import { CliFailure, EXIT } from './exit-codes.ts';

/** In the order of the help. Other command groups join here. */
const GROUPS: readonly ((program: Command, context: CliContext) => void)[] = [
  registerServe,
  registerWorker,
  registerDemo,
  registerToken,
  registerCases,
  registerBreaches,
  registerReport,
  registerEvents,
  registerProjections,
  registerProcedures,
  registerImport,
  registerMigrate,
  registerOpenapi,
];

const EXIT_CODES = `
Exit codes:
  0  done
  1  something failed
  2  the command was not understood
  3  refused, or there is no such thing`;

/** Runs one command line in the world that it is given, and resolves to its exit code. */
export async function run(args: readonly string[], context: CliContext): Promise<number> {
  try {
    await buildProgram(context).parseAsync([...args], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return report(error, context);
  }
}

function buildProgram(context: CliContext): Command {
  const program = new Command('redress')
    .description('Complaint handling whose only source of truth is its history.')
    .option(
      '--data <folder>',
      `folder that holds everything (default: REDRESS_DATA, or ${DEFAULT_DATA_DIRECTORY})`,
    )
    .option('--json', 'answer as JSON instead of tables')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(redress --help tells more)')
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .exitOverride();
  for (const register of GROUPS) register(program, context);
  return program;
}

function report(error: unknown, { environment, stderr, signal }: CliContext): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const debugging = environment['REDRESS_DEBUG'] !== undefined && environment['REDRESS_DEBUG'] !== '';
  if (signal.aborted && !debugging) stderr.write('redress: interrupted\n');
  else
    stderr.write(
      `redress: ${debugging && error instanceof Error ? (error.stack ?? error.message) : sentenceOf(error)}\n`,
    );
  return exitCodeOf(error);
}

const UNDERSTOOD = [
  CliFailure, InvalidConfiguration, InvalidProcedure, InvalidKeyFile, DataFolderUnusable, UnknownProjection,
  EventStoreUnavailable, ReadModelsUnavailable, ForeignReadModels, LeaseLost, InvalidCursor, InvalidMapping, UnreadableSource,
] as const; // prettier-ignore

function sentenceOf(error: unknown): string {
  if (UNDERSTOOD.some((kind) => error instanceof kind)) return (error as Error).message;
  const reason = error instanceof Error ? error.message : String(error);
  if (isWithoutRights(error))
    return `this user may not read or write there: ${reason}. Run it as the owner of the data folder, or name another one with --data`;
  return `something went wrong: ${reason} (set REDRESS_DEBUG=1 to see where)`;
}

/** What the file system and SQLite say when a folder belongs to somebody else. */
const isWithoutRights = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error &&
    ['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'].includes(String(error.code))) ||
    /readonly database|unable to open database file/.test(error.message));

function exitCodeOf(error: unknown): number {
  if (error instanceof CliFailure) return error.exitCode;
  if (error instanceof InvalidConfiguration) return EXIT.usage;
  return error instanceof UnknownProjection ? EXIT.refused : EXIT.failure;
}

import { Command, CommanderError } from 'commander';
import { declareCommands } from './commands.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

const EXIT_CODES = `
Exit codes:
  0  done
  1  something failed
  2  the command was not understood
  3  refused, or there is no such thing`;

/** Runs one command line and resolves to the exit code of the process. */
export async function run(args: readonly string[]): Promise<number> {
  const interruption = interruptible();
  quietlyEndWhenNobodyReads();
  const context: CliContext = {
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
  };
  try {
    await buildProgram(context).parseAsync([...args], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return await report(error, context);
  } finally {
    interruption.release();
  }
}

function buildProgram(context: CliContext): Command {
  const program = new Command('redress')
    .description('Complaint handling whose only source of truth is its history.')
    .option('--data <folder>', 'folder that holds everything (default: REDRESS_DATA, or ./redress-data)')
    .option('--json', 'answer as JSON instead of tables')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(redress --help tells more)')
    .exitOverride();
  declareCommands(program, context);
  return program;
}

async function report(error: unknown, { environment, stderr, signal }: CliContext): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  // Knows every kind of failure, and so comes with most of the program.
  const { exitCodeOf, sentenceOf } = await import('./failures.ts');
  const debugging = environment['REDRESS_DEBUG'] !== undefined && environment['REDRESS_DEBUG'] !== '';
  if (signal.aborted && !debugging) stderr.write('redress: interrupted\n');
  else
    stderr.write(
      `redress: ${debugging && error instanceof Error ? (error.stack ?? error.message) : sentenceOf(error)}\n`,
    );
  return exitCodeOf(error);
}

/** The first signal asks politely, the second one ends the process. */
function interruptible(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}

/** `redress events | head` ends when head has seen enough. */
function quietlyEndWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.ok);
      throw error;
    });
  }
}

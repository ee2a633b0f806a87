import { Command, CommanderError } from 'commander';
import { declareCommands } from './declare-commands.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

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
    return await report(error, context);
  }
}

function buildProgram(context: CliContext): Command {
  const program = new Command('redress')
    .description('Complaint handling whose only source of truth is its history.')
    .option('--data <folder>', 'folder that holds everything (default: REDRESS_DATA, or ./redress-data)')
    .option('--json', 'answer as JSON instead of tables')
    .option('--min-position <position>', 'read nothing older than this, as an answer told it')
    .option('--zone <name>', 'show times by the clocks of this zone, such as Asia/Shanghai')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(redress --help tells more)')
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
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

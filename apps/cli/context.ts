import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import {
  hasHistory,
  openEngine,
  readConfig,
  silentLogger,
  type Config,
  type Environment,
  type RedressEngine,
} from '#platform';
import { notFound } from './exit-codes.ts';
import { jsonDocument, write } from './output.ts';
import { createProgress } from './progress.ts';

/** The world of one run of the program. */
export interface CliContext {
  readonly environment: Environment;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>();

export function configOf(
  { environment }: CliContext,
  command: Command,
  flags: { readonly host?: string; readonly port?: string } = {},
): Config {
  const { data } = globalOptions(command);
  return readConfig(environment, { ...flags, ...(data !== undefined && { data }) });
}

/** Opens an existing data folder, brings its read models up to date and closes it afterwards. */
export async function withData<Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  return withHistory(context, command, async (engine) => {
    await catchUp(context, engine);
    return work(engine);
  });
}

/** Like {@link withData}, for what reads the history only. */
export async function withHistory<Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  const { dataDirectory, procedureDirectory } = configOf(context, command);
  assertHistory(dataDirectory);
  const engine = await openEngine({
    dataDirectory,
    log: silentLogger,
    ...(procedureDirectory !== undefined && { procedureDirectory }),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

export function assertHistory(dataDirectory: string): void {
  if (hasHistory(dataDirectory)) return;
  throw notFound(
    `There is no data in ${dataDirectory}. Start a server there (redress serve --data ${dataDirectory}), ` +
      'or name the right folder with --data.',
  );
}

/** By this process, or, beside a running server, by that one: whoever holds the lease. */
export async function catchUp({ stderr, signal }: CliContext, engine: RedressEngine): Promise<void> {
  const progress = createProgress({ label: 'Bringing the read models up to date', stream: stderr });
  try {
    await engine.catchUp({
      signal,
      onProgress: (report) => {
        progress.update(report);
      },
    });
  } finally {
    progress.end();
  }
}

/** The same answer for people or for programs. */
export async function print<Value>(
  { stdout }: CliContext,
  command: Command,
  value: Value,
  forPeople: (value: Value) => string,
): Promise<void> {
  await write(stdout, globalOptions(command).json === true ? jsonDocument(value) : forPeople(value));
}

import type { Readable, Writable } from 'node:stream';
import { InvalidArgumentError, type Command } from 'commander';
import { assertReached, engineSettings, openEngine, UnknownPosition, type RedressEngine } from '#engine';
import type { Position } from '#event-sourcing';
import {
  hasHistory,
  readConfig,
  silentLogger,
  type Config,
  type ConfigFlags,
  type Environment,
} from '#platform';
import { parsePosition } from './arguments.ts';
import { notFound, usageError } from './exit-codes.ts';
import { jsonDocument, write } from './output.ts';
import { showProgress } from './progress.ts';

/** The world of one run of the program. */
export interface CliContext {
  readonly environment: Environment;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly minPosition?: string;
  readonly zone?: string;
}

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>();

export function configOf({ environment }: CliContext, command: Command, flags: ConfigFlags = {}): Config {
  const { data } = globalOptions(command);
  return readConfig(environment, { ...flags, ...(data !== undefined && { data }) });
}

/** Opens an existing history, brings its read models up to date and closes it afterwards. */
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
export const withHistory = <Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> =>
  withEngine(context, command, async (engine) => {
    await reach(context, command, engine);
    return work(engine);
  });

/** Opens an existing history, whether or not everything that belongs to it answers, and closes it afterwards. */
export async function withEngine<Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  assertHistory(configOf(context, command));
  return withFolder(context, command, work);
}

/** Like {@link withHistory}, for what may be the first thing in a history. */
export const withAnyHistory = <Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> =>
  withFolder(context, command, async (engine) => {
    await reach(context, command, engine);
    return work(engine);
  });

async function withFolder<Result>(
  context: CliContext,
  command: Command,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  const config = configOf(context, command);
  const engine = await openEngine({ ...engineSettings(config), log: silentLogger });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

const QUIET_MILLIS = 2_000;

/** Servers that are away are waited for a while, not in silence; then the first one that does not answer is named. */
export async function reach({ stderr }: CliContext, command: Command, engine: RedressEngine): Promise<void> {
  const since = minPositionOf(command);
  const note = setTimeout(() => stderr.write('Waiting for an answer from the servers …\n'), QUIET_MILLIS);
  try {
    await engine.ready();
    if (since !== undefined) await assertReached(engine.store, since);
  } catch (error) {
    throw error instanceof UnknownPosition ? usageError(`--min-position: ${error.message}.`) : error;
  } finally {
    clearTimeout(note);
  }
}

function minPositionOf(command: Command): Position | undefined {
  const { minPosition } = globalOptions(command);
  if (minPosition === undefined) return undefined;
  try {
    return parsePosition(minPosition);
  } catch (error) {
    throw error instanceof InvalidArgumentError ? usageError(`--min-position: ${error.message}`) : error;
  }
}

/** A history on a server may be an empty one; a folder without any is more likely the wrong folder. */
function assertHistory({ dataDirectory, eventStoreUrl }: Config): void {
  if (eventStoreUrl !== undefined || hasHistory(dataDirectory)) return;
  throw notFound(
    `There is no data in ${dataDirectory}. Start a server there (redress serve --data ${dataDirectory}), ` +
      'or name the right folder with --data.',
  );
}

/** By this process, or, beside a running server, by that one: whoever holds the lease. */
export async function catchUp({ stderr, signal }: CliContext, engine: RedressEngine): Promise<void> {
  await showProgress({ label: 'Bringing the read models up to date', stream: stderr }, (onProgress) =>
    engine.catchUp({ signal, onProgress }),
  );
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

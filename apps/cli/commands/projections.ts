import type { Command } from 'commander';
import type { RebuildResult } from '#event-sourcing';
import type { Operator, RedressEngine } from '#engine';
import { print, withHistory, withData, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { table } from '../output.ts';
import { showProgress } from '../progress.ts';
import { systemUser } from '../system-user.ts';
import { declare as declareQueries } from './ask.ts';

interface RebuildOptions {
  readonly fresh?: boolean;
  readonly acceptDifference?: boolean;
}

interface Rebuilt extends RebuildResult {
  readonly projection: string;
}

export function declare(projections: Command, context: CliContext): void {
  declareQueries(projections, context);
  projections
    .command('release')
    .description('try the parked events of a stream again, after their cause was mended')
    .argument('<projection>', 'such as open-cases')
    .argument('<stream>', 'such as case-7F3K-9M2Q-X4TB')
    .action((projection: string, stream: string, _options: object, command: Command) =>
      release(context, command, projection, stream),
    );
  projections
    .command('discard')
    .description('give the parked events of a stream up: the read model lacks them until it is rebuilt')
    .argument('<projection>', 'such as open-cases')
    .argument('<stream>', 'such as case-7F3K-9M2Q-X4TB')
    .action((projection: string, stream: string, _options: object, command: Command) =>
      discard(context, command, projection, stream),
    );
  projections
    .command('rebuild')
    .description('fold a copy from the whole history beside the live one, compare them, then switch')
    .argument('[name]', 'one read model; without it, all of them')
    .option('--fresh', 'begin anew instead of going on with an unfinished copy')
    .option('--accept-difference', 'switch although the copy differs: the live one is known to be wrong')
    .action((name: string | undefined, options: RebuildOptions, command: Command) =>
      rebuildAll(context, command, name, options),
    );
}

async function release(
  context: CliContext,
  command: Command,
  projection: string,
  stream: string,
): Promise<void> {
  const result = await withHistory(context, command, (engine) =>
    engine.release(projection, stream, atTheMachine()),
  );
  if (result.outcome === 'nothing-parked') throw nothingParked(projection, stream);
  if (result.outcome === 'still-failing')
    throw new CliFailure(`Nothing was changed, as they still fail: ${result.reason}`, EXIT.refused);
  await print(
    context,
    command,
    result,
    ({ events }) => `Released: ${String(events.length)} events of ${stream}.\n`,
  );
}

async function discard(
  context: CliContext,
  command: Command,
  projection: string,
  stream: string,
): Promise<void> {
  const events = await withHistory(context, command, (engine) =>
    engine.discard(projection, stream, atTheMachine()),
  );
  if (events.length === 0) throw nothingParked(projection, stream);
  const left = `Discarded: ${String(events.length)} events of ${stream}. Without them until: redress projections rebuild ${projection}\n`;
  await print(context, command, { outcome: 'discarded', events }, () => left);
}

const atTheMachine = (): Operator => ({ actor: systemUser(), through: 'command-line' });

const nothingParked = (projection: string, stream: string): CliFailure =>
  new CliFailure(
    `Nothing of ${stream} is parked for ${projection}: see redress projections parked.`,
    EXIT.refused,
  );

async function rebuildAll(
  context: CliContext,
  command: Command,
  name: string | undefined,
  options: RebuildOptions,
): Promise<void> {
  const results = await withData(context, command, async (engine) => {
    const names = name === undefined ? (await engine.projections()).map((status) => status.name) : [name];
    const rebuilt: Rebuilt[] = [];
    for (const each of names)
      rebuilt.push({ projection: each, ...(await rebuildOne(context, engine, each, options)) });
    return rebuilt;
  });
  await print(context, command, results, resultTable);
  const differing = results
    .filter(({ outcome }) => outcome === 'differs')
    .map(({ projection }) => projection);
  if (differing.length > 0) {
    throw new CliFailure(
      `Not switched, as the copy differs from the live one: ${differing.join(', ')}. Look into it, then repeat with --accept-difference.`,
      EXIT.refused,
    );
  }
}

async function rebuildOne(
  { stderr, signal }: CliContext,
  engine: RedressEngine,
  name: string,
  options: RebuildOptions,
): Promise<RebuildResult> {
  return showProgress({ label: `Rebuilding ${name}`, stream: stderr }, (onProgress) =>
    engine.rebuild(name, { ...options, signal, onProgress }),
  );
}

const resultTable = (results: readonly Rebuilt[]): string =>
  table(
    ['projection', 'outcome', 'documents before', 'documents now', 'parked'],
    results.map(({ projection, outcome, documents, parked }) => [
      projection,
      outcome,
      documents.live,
      documents.rebuilt,
      parked,
    ]),
    ['documents before', 'documents now', 'parked'],
  );

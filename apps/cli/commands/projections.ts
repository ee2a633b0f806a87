import type { Command } from 'commander';
import type { RebuildResult } from '#event-sourcing';
import type { ProjectionStatus, RedressEngine } from '#engine';
import { print, withHistory, withData, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { table } from '../output.ts';
import { createProgress } from '../progress.ts';

interface RebuildOptions {
  readonly fresh?: boolean;
  readonly acceptDifference?: boolean;
}

interface Rebuilt extends RebuildResult {
  readonly projection: string;
}

export function declare(projections: Command, context: CliContext): void {
  projections
    .command('list')
    .description('every read model with its checkpoint')
    .action(async (_options: object, command: Command) => {
      const statuses = await withHistory(context, command, (engine) => engine.projections());
      await print(context, command, statuses, statusTable);
    });
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

const statusTable = (statuses: readonly ProjectionStatus[]): string =>
  table(
    ['projection', 'version', 'checkpoint', 'up to date', 'parked'],
    statuses.map(({ name, version, checkpoint, caughtUp, parked }) => [
      name,
      version,
      checkpoint === '' ? undefined : checkpoint,
      caughtUp,
      parked,
    ]),
    ['version', 'parked'],
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
  const progress = createProgress({ label: `Rebuilding ${name}`, stream: stderr });
  try {
    return await engine.rebuild(name, {
      ...options,
      signal,
      onProgress: (report) => {
        progress.update(report);
      },
    });
  } finally {
    progress.end();
  }
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

import type { Command } from 'commander';
import { verifyDraw, type DrawVerdict } from '#engine';
import { print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound } from '../exit-codes.ts';
import { declare as declareQueries } from './ask.ts';

export function declare(duties: Command, context: CliContext): void {
  declareQueries(duties, context);
  duties
    .command('verify-draw')
    .description('draw the cases of a spot check again from the history itself, and compare')
    .argument('<duty>', 'as redress duties list tells it')
    .action((duty: string, _options: object, command: Command) => verify(context, command, duty));
}

async function verify(context: CliContext, command: Command, duty: string): Promise<void> {
  const verdict = await withHistory(context, command, ({ store }) => verifyDraw(store, duty));
  if (verdict === undefined) throw notFound(`Nothing has been drawn for ${duty}.`);
  await print(context, command, verdict, shown);
  if (!verdict.verified)
    throw new CliFailure('What was recorded is not what the history draws: see above.', EXIT.refused);
}

const shown = ({ verified, seed, pool, drawn, differences }: DrawVerdict): string =>
  [
    `Seed ${seed}, of the event that began the turn.`,
    `Of ${String(pool.length)} cases that were settled before: ${drawn.join(', ') || 'none'}.`,
    verified ? 'That is what was recorded.' : `Recorded otherwise: ${differences.join(', ')}.`,
    '',
  ].join('\n');

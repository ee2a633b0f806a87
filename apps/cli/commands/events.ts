import type { Command } from 'commander';
import type { Position } from '#event-sourcing';
import { collect, parseCount } from '../arguments.ts';
import { withHistory, type CliContext } from '../context.ts';
import { jsonLine, write } from '../output.ts';

interface EventsOptions {
  readonly after?: string;
  readonly type?: readonly string[];
  readonly case?: string;
  readonly limit?: number;
}

export function registerEvents(program: Command, context: CliContext): void {
  program
    .command('events')
    .description('the history itself, one JSON object per line')
    .option('--after <position>', 'only what follows this position')
    .option('--type <type>', 'only this event type (may be repeated)', collect)
    .option('--case <number>', 'only this case')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: EventsOptions, command: Command) => printEvents(context, command, options));
}

async function printEvents(
  context: CliContext,
  command: Command,
  { after, type, case: caseId, limit }: EventsOptions,
): Promise<void> {
  await withHistory(context, command, async ({ queries }) => {
    const filter = {
      ...(after !== undefined && { after: after as Position }),
      ...(type !== undefined && { type }),
      ...(caseId !== undefined && { caseId }),
      ...(limit !== undefined && { limit }),
    };
    for await (const event of queries.events(filter)) {
      context.signal.throwIfAborted();
      await write(context.stdout, jsonLine(event));
    }
  });
}

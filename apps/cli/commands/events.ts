import type { Command } from 'commander';
import { caseEventSchemas } from '#cases';
import { eventsUpTo, historyRead } from '#engine';
import type { Position } from '#event-sourcing';
import { collect, parseChoice, parseCount, parsePosition } from '../arguments.ts';
import { withHistory, type CliContext } from '../context.ts';
import { usageError } from '../exit-codes.ts';
import { jsonLine, write } from '../output.ts';
import { systemUser } from '../system-user.ts';
import { declare as declareQueries } from './ask.ts';
import { declareDamage } from './damage.ts';

interface EventsOptions {
  readonly after?: Position;
  readonly type?: readonly string[];
  readonly case?: string;
  readonly limit?: number;
}

const eventType = parseChoice(Object.keys(caseEventSchemas));
const eventTypes = (text: string, before?: readonly string[]): readonly string[] =>
  collect(eventType(text), before);

export function declare(events: Command, context: CliContext): void {
  events
    .option('--after <position>', 'only what follows this position', parsePosition)
    .option('--type <type>', 'only this event type (may be repeated)', eventTypes)
    .option('--case <number>', 'only this case')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: EventsOptions, command: Command) => printEvents(context, command, options));
  declareQueries(events, context);
  declareDamage(events, context);
}

async function printEvents(
  context: CliContext,
  command: Command,
  { after, type, case: caseId, limit }: EventsOptions,
): Promise<void> {
  await withHistory(context, command, async (engine) => {
    const filter = {
      ...(after !== undefined && { after }),
      ...(type !== undefined && { type }),
      ...(caseId !== undefined && { caseId }),
      ...(limit !== undefined && { limit }),
    };
    const head = await engine.store.head();
    await engine.audit({ command: historyRead('command-line', filter, head), actor: systemUser() });
    try {
      const told = eventsUpTo(limit, (most) => engine.queries.events({ ...filter, ...most }));
      for await (const event of told) {
        context.signal.throwIfAborted();
        if ('more' in event) context.stderr.write(`There is more: --after ${event.after}\n`);
        else await write(context.stdout, jsonLine(event));
      }
    } catch (error) {
      // Positions of one store mean nothing in another.
      throw error instanceof RangeError ? usageError('--after: is not a position of this history.') : error;
    }
  });
}

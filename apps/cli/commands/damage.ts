import type { Command } from 'commander';
import { revision, type StreamName } from '#event-sourcing';
import { parseRevision } from '../arguments.ts';
import { print, withHistory, type CliContext } from '../context.ts';
import { refused } from '../exit-codes.ts';
import { recordUse } from '../system-user.ts';

interface SetAsideOptions {
  readonly reason: string;
  readonly as: string;
}

/** What administrators look for, and do, about a damaged history: below `redress events`. */
export function declareDamage(events: Command, context: CliContext): void {
  events
    .command('set-aside')
    .description('set an event aside that is not ours, or cannot be read: its case goes on without it')
    .argument('<stream>', 'such as case-7F3K-9M2Q-X4TB')
    .argument('<revision>', 'where it stands, as redress events damage tells it', parseRevision)
    .requiredOption('--reason <text>', 'why')
    .option('--as <id>', 'who decides that', 'administrator')
    .action((stream: string, at: bigint, options: SetAsideOptions, command: Command) =>
      setAside(context, command, { ...options, stream: stream as StreamName, at }),
    );
}

async function setAside(
  context: CliContext,
  command: Command,
  { stream, at, reason, as: id }: SetAsideOptions & { readonly stream: StreamName; readonly at: bigint },
): Promise<void> {
  const outcome = await withHistory(context, command, async (engine) => {
    await recordUse(engine, command, id);
    return engine.setAside({ stream, revision: revision(at), reason, actor: { id, role: 'admin' } });
  });
  if (outcome.outcome === 'refused') throw refused(outcome.refusal);
  const answer = { ...outcome, stream, revision: outcome.revision.toString() };
  await print(
    context,
    command,
    answer,
    () => `Set aside: ${stream} goes on without revision ${String(at)}.\n`,
  );
}

import type { Command } from 'commander';
import { revision, sentenceOf, type StreamName } from '#event-sourcing';
import type { HistoryVerdict } from '#engine';
import { parseRevision } from '../arguments.ts';
import { print, withData, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, refused } from '../exit-codes.ts';
import { createProgress } from '../progress.ts';
import { recordUse } from '../system-user.ts';

interface SetAsideOptions {
  readonly reason: string;
  readonly as: string;
}

/** What administrators look for, and do, about a damaged history: below `redress events`. */
export function declareDamage(events: Command, context: CliContext): void {
  events
    .command('verify')
    .description('read the whole history and name everything that is wrong with it')
    .action((_options: object, command: Command) => verify(context, command));
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

async function verify(context: CliContext, command: Command): Promise<void> {
  const { stderr, signal } = context;
  const progress = createProgress({ label: 'Verifying', stream: stderr });
  const verdict = await withData(context, command, (engine) =>
    engine.verifyHistory({
      signal,
      onProgress: (done) => {
        progress.update({ done });
      },
    }),
  ).finally(() => {
    progress.end();
  });
  await print(context, command, told(verdict), () => shown(verdict));
  if (verdict.damage.length > 0)
    throw new CliFailure('The history is damaged: see above, and redress events damage.', EXIT.refused);
}

const told = ({ damage, ...verdict }: HistoryVerdict): object => ({
  ...verdict,
  damage: damage.map(({ revision: at, ...each }) => ({
    ...each,
    ...(at !== undefined && { revision: at.toString() }),
  })),
});

const shown = ({ events, streams, damage }: HistoryVerdict): string =>
  [
    `Verified: ${String(events)} events in ${String(streams)} streams.`,
    ...(damage.length === 0 ? ['Nothing is missing, and everything is ours.'] : damage.map(sentenceOf)),
    '',
  ].join('\n');

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

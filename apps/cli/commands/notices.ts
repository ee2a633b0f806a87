import type { Command } from 'commander';
import { caseAggregate } from '#cases';
import {
  noticeAggregate,
  OUTBOX_ID,
  outboxAggregate,
  type NoticeCommand,
  type OutboxCommand,
} from '#notices';
import { administer, type Administered } from '../administer.ts';
import { print, withHistory, type CliContext } from '../context.ts';
import { usageError } from '../exit-codes.ts';
import { declare as declareQueries } from './ask.ts';

interface Options {
  readonly reason: string;
  readonly as: string;
}

export function declare(notices: Command, context: CliContext): void {
  declareQueries(notices, context);
  decision(notices, 'send', 'have a notice sent that was stopped, or send it once more')
    .argument('<case>')
    .argument('<notice>', 'as redress notices of <case> tells it')
    .action((caseId: string, notice: string, { reason, as: by }: Options, command: Command) => {
      const id = caseAggregate.idOf({ caseId });
      if (id === undefined) throw usageError(`"${caseId}" is no number of a case.`);
      const content: NoticeCommand = { type: 'SendNotice', data: { notice, reason } };
      return decide(context, command, { kind: noticeAggregate.kind, id, content, by });
    });
  decision(
    notices,
    'hold',
    'hold back everything that is still owed to anybody, as after a restored backup',
  ).action(({ reason, as: by }: Options, command: Command) => {
    const content: OutboxCommand = { type: 'HoldNotices', data: { reason } };
    return decide(context, command, { kind: outboxAggregate.kind, id: OUTBOX_ID, content, by });
  });
}

const decision = (notices: Command, name: string, description: string): Command =>
  notices
    .command(name)
    .description(description)
    .requiredOption('--reason <text>', 'why')
    .option('--as <id>', 'who decides that', 'administrator');

async function decide(context: CliContext, command: Command, administered: Administered): Promise<void> {
  const outcome = await withHistory(context, command, (engine) => administer(engine, command, administered));
  const said = administered.kind === outboxAggregate.kind ? 'Held back.' : 'It is going to be sent.';
  await print(context, command, { id: administered.id, outcome }, () => `${said}\n`);
}

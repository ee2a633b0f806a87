import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import type { CommandId, Instant } from '#event-sourcing';
import { caseNumber } from '#cases';
import { GROUNDS, privacyAggregate, type PrivacyCommand } from '#privacy';
import { parseInstant } from '../arguments.ts';
import { print, withData, type CliContext } from '../context.ts';
import { CliFailure, refused } from '../exit-codes.ts';
import { recordUse } from '../system-user.ts';

interface Deciding {
  readonly as: string;
}

export function declare(privacy: Command, context: CliContext): void {
  const deciding = (name: string, description: string): Command =>
    privacy
      .command(name)
      .description(description)
      .argument('<case>', 'number of the case')
      .option('--as <id>', 'who decides that', 'compliance');
  deciding('erase', 'destroys the key and the files of whoever complained; what happened stays without them')
    .addOption(new Option('--ground <ground>', 'why').choices(GROUNDS).default('request'))
    .action(
      (caseId: string, options: Deciding & { readonly ground: (typeof GROUNDS)[number] }, command: Command) =>
        decide(context, command, options, caseId, {
          type: 'EraseComplainant',
          data: { ground: options.ground },
        }),
    );
  deciding('hold', 'keeps a case from being erased, for a reason')
    .requiredOption('--reason <text>', 'why')
    .option('--until <instant>', 'until when; default: until it is lifted', parseInstant)
    .action(
      (
        caseId: string,
        { reason, until, ...options }: Deciding & { readonly reason: string; readonly until?: Instant },
        command: Command,
      ) =>
        decide(context, command, options, caseId, {
          type: 'PlaceLegalHold',
          data: { reason, ...(until !== undefined && { until }) },
        }),
    );
  deciding('lift', 'takes a hold away')
    .requiredOption('--hold <hold>', 'which one, such as H1')
    .requiredOption('--reason <text>', 'why')
    .action(
      (
        caseId: string,
        { hold, reason, ...options }: Deciding & { readonly hold: string; readonly reason: string },
        command: Command,
      ) => decide(context, command, options, caseId, { type: 'LiftLegalHold', data: { hold, reason } }),
    );
}

async function decide(
  context: CliContext,
  command: Command,
  { as: id }: Deciding,
  given: string,
  decision: PrivacyCommand,
): Promise<void> {
  const subject = caseNumber(given);
  const outcome = await withData(context, command, async (engine) => {
    await recordUse(engine, command, id);
    return engine.send(privacyAggregate.kind, {
      ...{ id: subject, command: decision, actor: { id, role: 'compliance' } },
      commandId: randomUUID() as CommandId,
    });
  });
  if (outcome.outcome === 'refused') throw refused(outcome.refusal);
  if (!('revision' in outcome)) throw new CliFailure('Others decide about this case at once: run it again.');
  const events = outcome.events.map(({ type }) => type);
  await print(context, command, { case: subject, outcome: outcome.outcome, events }, () =>
    events.length === 0 ? `Nothing was left to do: ${subject}\n` : `Done: ${subject}\n`,
  );
}

import type { Command } from 'commander';
import { parseProcedure } from '#procedures';
import { rulebookAggregate, withdrawVersion, type RulebookCommand } from '#rulebook';
import { administer } from '../administer.ts';
import { collect, optionParser, parseCount, parseInstant } from '../arguments.ts';
import { print, withAnyHistory, withHistory, type CliContext } from '../context.ts';
import { textIn } from '../text-in.ts';

interface InstallOptions {
  readonly from?: string;
  readonly site?: readonly string[];
  readonly by: string;
}

interface WithdrawOptions {
  readonly reason: string;
  readonly by: string;
}

/** What the history holds of procedures, and how it comes there (D13). */
export function declareInstalled(procedures: Command, context: CliContext): void {
  procedures
    .command('install')
    .description('take a version of a procedure into use: new cases are handled under it, on every machine')
    .argument('<file>')
    .option('--from <time>', 'from when, by the receipt of complaints (default: now)', parseInstant)
    .option('--site <id>', 'only for cases of this site; may be repeated', collect)
    .option('--by <id>', 'who installs it', 'administrator')
    .action((file: string, options: InstallOptions, command: Command) =>
      install(context, command, file, options),
    );
  procedures
    .command('withdraw')
    .description('take a version out of use: it takes no new cases, those that stand under it go on')
    .argument('<id>', 'such as residential-property')
    .argument('<version>', 'such as 2', parseCount)
    .requiredOption('--reason <text>', 'why', optionParser(withdrawVersion.data.reason))
    .option('--by <id>', 'who decides that', 'administrator')
    .action((id: string, version: number, options: WithdrawOptions, command: Command) =>
      withdraw(context, command, { ...options, id, version }),
    );
}

async function install(
  context: CliContext,
  command: Command,
  file: string,
  { from, site: sites = [], by }: InstallOptions,
): Promise<void> {
  const text = textIn(file);
  const { id, version } = parseProcedure(file, text);
  const content: RulebookCommand = {
    type: 'InstallVersion',
    data: { text, ...(from !== undefined && { from }), ...(sites.length > 0 && { sites }) },
  };
  const { kind } = rulebookAggregate;
  const outcome = await withAnyHistory(context, command, (engine) =>
    administer(engine, command, { kind, id, content, by }),
  );
  const said = outcome === 'unchanged' ? 'Installed before' : 'Installed';
  await print(
    context,
    command,
    { id, version, outcome },
    () => `${said}: ${id} version ${String(version)}\n`,
  );
}

async function withdraw(
  context: CliContext,
  command: Command,
  { id, version, reason, by }: WithdrawOptions & { readonly id: string; readonly version: number },
): Promise<void> {
  const content: RulebookCommand = { type: 'WithdrawVersion', data: { version, reason } };
  const { kind } = rulebookAggregate;
  const outcome = await withHistory(context, command, (engine) =>
    administer(engine, command, { kind, id, content, by }),
  );
  await print(
    context,
    command,
    { id, version, outcome },
    () => `Withdrawn: ${id} version ${String(version)}\n`,
  );
}

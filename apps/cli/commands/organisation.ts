import type { Command } from 'commander';
import { type Instant } from '#event-sourcing';
import { applyRoster, type RosterApplied } from '#engine';
import { chartAt, laddersOf, parseRoster, type Chart } from '#organisation';
import { parseInstant } from '../arguments.ts';
import { catchUp, print, withAnyHistory, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { recordUse } from '../system-user.ts';
import { textIn } from '../text-in.ts';
import { table } from '../output.ts';

interface ApplyOptions {
  readonly check?: boolean;
  readonly remove?: boolean;
  readonly by: string;
}

interface ShowOptions {
  readonly at?: Instant;
  readonly knownAt?: Instant;
}

export function declare(organisation: Command, context: CliContext): void {
  organisation
    .command('apply')
    .description('bring the organisation to what a file says; applied again, it changes nothing')
    .argument('<file>', 'who works here, where, and who holds which level (YAML)')
    .option('--check', 'only say what would change')
    .option('--remove', 'whoever and whatever does not stand in the file leaves')
    .option('--by <id>', 'who applies it', 'administrator')
    .action((file: string, options: ApplyOptions, command: Command) =>
      apply(context, command, file, options),
    );
  organisation
    .command('show')
    .description('who is there, and who holds which level')
    .option('--at <time>', 'who held what at that moment (default: now)', parseInstant)
    .option('--known-at <time>', 'by what had been recorded by that moment', parseInstant)
    .action((options: ShowOptions, command: Command) => show(context, command, options));
}

async function apply(
  context: CliContext,
  command: Command,
  file: string,
  { check = false, remove = false, by }: ApplyOptions,
): Promise<void> {
  const text = textIn(file);
  await withAnyHistory(context, command, async (engine) => {
    // So that those are known that lie in no file here.
    await catchUp(context, engine);
    await engine.queries.procedures({});
    const roster = parseRoster(file, text, laddersOf(engine.procedures));
    if (!check) await recordUse(engine, command, by);
    const done = await applyRoster(engine, roster, { by, check, remove });
    await print(context, command, done, (answer) => applied(answer, check));
    if (!check && !done.applied)
      throw new CliFailure('Nothing was changed: see what was refused.', EXIT.refused);
  });
}

function applied({ commands, refusals, notInRoster }: RosterApplied, check: boolean): string {
  const counts = new Map<string, number>();
  for (const { type } of commands) counts.set(type, (counts.get(type) ?? 0) + 1);
  const rows = [...counts].map(([type, times]) => [type, times]);
  const what = check ? 'would change' : 'changed';
  return [
    commands.length === 0
      ? 'The organisation is as the file says.\n'
      : table([what, 'times'], rows, ['times']),
    ...refusals.map(
      ({ message, remedy }) => `refused: ${message}${remedy === undefined ? '' : ` ${remedy}`}\n`,
    ),
    notInRoster.length === 0 ? '' : `Not in the file: ${notInRoster.join(', ')} (with --remove they leave)\n`,
  ].join('');
}

async function show(context: CliContext, command: Command, { at, knownAt }: ShowOptions): Promise<void> {
  const chart = await withHistory(context, command, async (engine) => {
    await recordUse(engine, command);
    return chartAt(await engine.organisation(knownAt), at ?? engine.now());
  });
  await print(context, command, chart, shown);
}

function shown({ people }: Chart): string {
  if (people.length === 0) return 'Nobody. Apply a file: redress organisation apply FILE.yaml\n';
  const rows = people.map(({ person, name, departments, site, levels, deputyFor }) => [
    person,
    name,
    departments.join(', '),
    site,
    levels.map(postText).join('\n'),
    deputyFor.join(', '),
  ]);
  return table(['person', 'name', 'departments', 'site', 'levels', 'stands in for'], rows);
}

const postText = ({
  procedure,
  level,
  site,
  department,
}: Chart['people'][number]['levels'][number]): string =>
  [
    `${procedure}: ${level}`,
    ...(site === undefined ? [] : [`at ${site}`]),
    ...(department === undefined ? [] : [`for ${department}`]),
  ].join(' ');

import { Argument, Option, type Command } from 'commander';
import type { Reader } from '#cases';
import { allQueries, atTerminal, isTold, type RedressEngine } from '#engine';
import { readFields, type AnyQuery, type Field, type ShownPart } from '#event-sourcing';
import { optionParser } from '../arguments.ts';
import { csvOf } from '../csv.ts';
import { globalOptions, print, withData, withHistory, type CliContext } from '../context.ts';
import { notFound, usageError } from '../exit-codes.ts';
import { shown } from '../shown.ts';
import { systemUser } from '../system-user.ts';
import { parseZone } from '../zone.ts';

type Asked = Readonly<Record<string, unknown>>;

/** Every query whose words begin with the name of the command: from its definition alone. */
export function declare(command: Command, context: CliContext): void {
  for (const query of allQueries)
    for (const { words, ...as } of waysToAsk(query)) {
      const [word, ...rest] = words.split(' ');
      if (word === command.name())
        declareQuery(rest.length === 0 ? command : command.command(rest.join(' ')), query, as, context);
    }
}

/** How it is asked, whatever it is. */
interface How {
  readonly as?: string;
  readonly csv?: boolean;
}

/** What of a query is an argument, and what is said of it. */
interface WayToAsk {
  readonly description: string;
  readonly positional: readonly string[];
}

function waysToAsk({ at, commandLine }: AnyQuery): readonly (WayToAsk & { readonly words: string })[] {
  if (commandLine === undefined) return [];
  const positional = [...at.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const { words, description, also } = commandLine;
  return [
    { words, description, positional },
    ...(also === undefined ? [] : [{ ...also, positional: [...positional, also.argument] }]),
  ];
}

function declareQuery(
  command: Command,
  query: AnyQuery,
  { description, positional }: WayToAsk,
  context: CliContext,
): void {
  if (command.description() === '') command.description(description);
  for (const name of positional) command.addArgument(argumentOf(name, query));
  for (const [name, field] of Object.entries(query.asks))
    if (!positional.includes(name))
      command.addOption(optionOf(name, field, query.commandLine?.options?.[name]));
  command.addOption(
    new Option('--as <id>', 'as this person of operations is told; default: whoever runs the machine'),
  );
  command.addOption(new Option('--csv', 'the tables of the answer as CSV'));
  command.action(async (...given: readonly unknown[]) => {
    const options = given[positional.length] as Asked & How;
    const inAddress = Object.fromEntries(positional.map((name, index) => [name, given[index]]));
    await answer(context, command, query, { ...options, ...inAddress });
  });
}

/** `caseId` is the number of a `<case>` to whoever types it. */
function argumentOf(name: string, query: AnyQuery): Argument {
  const field = query.asks[name];
  const argument = new Argument(`<${name.replace(/Id$/, '')}>`, query.commandLine?.options?.[name]);
  return field === undefined ? argument : argument.argParser(optionParser(field));
}

function optionOf(name: string, field: Field, described?: string): Option {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const description = described ?? field.description ?? DESCRIBED[name] ?? valuesOf(field);
  if (field.kind === 'yesNo') return new Option(flag, description);
  return new Option(`${flag} <${takes(name, field)}>`, description).argParser(optionParser(field));
}

const DESCRIBED: Readonly<Record<string, string>> = {
  limit: 'how many on one page',
  cursor: 'next page, as the page before names it',
};

const valuesOf = (field: Field): string => (field.kind === 'choice' ? field.values.join(', ') : '');

function takes(name: string, field: Field): string {
  if (field.kind === 'reference') return 'id';
  if (field.kind === 'instant') return 'time';
  return field.kind === 'wholeNumber' ? 'count' : name;
}

async function answer(
  context: CliContext,
  command: Command,
  query: AnyQuery,
  { as: person, csv, ...options }: Asked & How,
): Promise<void> {
  const { data, errors } = readFields(query.asks, options);
  const [error] = errors;
  if (error !== undefined) throw usageError(`${error.field}: ${error.message}.`);
  // What it asks fits its fields: that was checked just now.
  const reads = query.reads(data as never);
  const open = reads.length === 0 ? withHistory : withData;
  const found = await open(context, command, async (engine) => {
    const reader = person === undefined ? undefined : await readerOf(person, engine);
    const told = await engine.queries.ask(query, data, reader);
    if (told !== undefined && isTold(query))
      await engine.audit({ command: atTerminal(query, data, person), actor: systemUser() });
    return told;
  });
  if (found === undefined) throw notFound(query.absent?.(data as never).message ?? 'There is no such thing.');
  warnOfDamage(context, found);
  const { zone: named } = globalOptions(command);
  const zone = named === undefined ? undefined : parseZone(named);
  const text = csv === true ? csvOf : (parts: readonly ShownPart[]) => shown(parts, zone);
  await print(context, command, found, (value) => text(query.commandLine?.shows(value as never) ?? []));
}

/** What is shown of a damaged history is the part that can be read. */
function warnOfDamage({ stderr }: CliContext, found: unknown): void {
  if (typeof found !== 'object' || found === null || !('damage' in found)) return;
  const damage = found.damage as readonly { readonly message: string }[];
  for (const { message } of damage) stderr.write(`Attention: ${message}\n`);
}

const readerOf = async (id: string, engine: RedressEngine): Promise<Reader> => ({
  ...{ id, roles: ['operations'], at: engine.now() },
  organisation: await engine.organisation(),
});

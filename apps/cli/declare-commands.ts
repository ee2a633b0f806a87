import { Help, type Command } from 'commander';
import { COMMANDS, type CommandEntry } from './commands.ts';
import type { CliContext } from './context.ts';

/** Makes all names known at once; the rest of a command is loaded when it is its turn. */
export function declareCommands(program: Command, context: CliContext): void {
  const entries = new Map(COMMANDS.map((entry) => [entry.name, entry]));
  const load = async (command: Command): Promise<void> => {
    const loaded = await entries.get(command.name())?.load();
    loaded?.declare(command, context);
    for (const each of [command, ...command.commands]) assumeNotNegated(each);
  };
  listByEntry(program, entries);
  for (const { name, description } of COMMANDS) program.command(name).description(description);
  program.hook('preSubcommand', (_program, command) => load(command));
  declareHelp(program, load);
}

/** `--no-serve` means that `serve` is true otherwise; Commander says so before the hook, when the option is not there yet. */
function assumeNotNegated(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (option.negate && command.getOptionValue(name) === undefined)
      command.setOptionValueWithSource(name, true, 'default');
  }
}

function listByEntry(program: Command, entries: ReadonlyMap<string, CommandEntry>): void {
  const usual = new Help();
  program.configureHelp({
    subcommandTerm: (command) => {
      const entry = command.parent === program ? entries.get(command.name()) : undefined;
      return entry === undefined ? usual.subcommandTerm(command) : `${entry.name} ${entry.takes}`.trim();
    },
  });
}

/** Commander's own `help` would show a command as it is before it is loaded. */
function declareHelp(program: Command, load: (command: Command) => Promise<void>): void {
  program
    .helpCommand(false)
    .command('help')
    .argument('[command...]')
    .helpOption(false)
    .description('display help for command')
    .action(async ([name, ...words]: readonly string[]) => {
      if (name === undefined || name === 'help' || name === '-h' || name === '--help') return program.help();
      const command = program.commands.find((each) => each.name() === name);
      if (command === undefined) return program.help({ error: true });
      await load(command);
      return (command.commands.find((each) => each.name() === words[0]) ?? command).help();
    });
}

import { Command, Help } from 'commander';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands.ts';

const context = {
  environment: {},
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: new AbortController().signal,
};

describe('the list of commands', () => {
  it.each(COMMANDS)('says of $name what it takes', async ({ name, takes, load }) => {
    const command = new Command(name);
    (await load()).declare(command, context);
    expect(new Help().subcommandTerm(command)).toBe(`${name} ${takes}`.trim());
  });

  it('names every command once', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

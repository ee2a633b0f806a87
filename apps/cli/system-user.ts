import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { RedressEngine } from '#engine';
import type { Actor } from '#event-sourcing';

/** Whoever is at the machine, as the operating system knows them; no id of a person is spelled so. */
export const systemUser = (): Actor => ({ id: `system-user:${userName()}`, role: 'command-line' });

/** In a container a user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** Before it is done: that this command was used, and in whose name. */
export const recordUse = (
  engine: Pick<RedressEngine, 'audit'>,
  command: Command,
  asPerson?: string,
): Promise<void> =>
  engine.audit({
    command: {
      type: 'RecordCommandLine',
      data: { command: wordsOf(command), ...(asPerson !== undefined && { asPerson }) },
    },
    actor: systemUser(),
  });

/** Without the name of the program. */
const wordsOf = (command: Command): string =>
  command.parent === null ? '' : `${wordsOf(command.parent)} ${command.name()}`.trim();

import type { CommandOf } from '#event-sourcing';
import { installVersion } from './commands/install-version.ts';
import { withdrawVersion } from './commands/withdraw-version.ts';

/** Every command about the versions of a procedure. A new command is a file and a line here. */
export const rulebookCommands = [installVersion, withdrawVersion] as const;

export type RulebookCommand = CommandOf<typeof rulebookCommands>;

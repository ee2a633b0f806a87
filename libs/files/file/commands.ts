import type { CommandOf } from '#event-sourcing';
import { destroyFile } from './commands/destroy-file.ts';
import { recordScan } from './commands/record-scan.ts';
import { releaseFile } from './commands/release-file.ts';

/** Every command about a file. A new command is a file and a line here. */
export const fileCommands = [recordScan, releaseFile, destroyFile] as const;

export type FileCommand = CommandOf<typeof fileCommands>;

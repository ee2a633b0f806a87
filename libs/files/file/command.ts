import { commandsOf } from '#event-sourcing';
import type { FileEventDraft } from './events.ts';
import type { FileState } from './state.ts';

export interface FileTypes {
  readonly state: FileState;
  readonly context: object;
  readonly draft: FileEventDraft;
  readonly who: 'administrator' | 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Files';
}

const define = commandsOf<FileTypes>();
type Define = typeof define;

/** Defines one command about a file. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** What administrators do about a file in quarantine. */
export const administrative = { group: 'Files', who: 'administrator', when: 'always' } as const;
/** Sent by our own programs. */
export const ourOwn = { group: 'Files', who: 'ourselves', when: 'always', route: 'none' } as const;

import { commandsOf, type Instant } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { RulebookEventDraft } from './events.ts';
import type { Rulebook } from './state.ts';

/** What decisions about the versions of a procedure may know beside command and state. */
export interface RulebookContext {
  /** Its id. */
  readonly procedure: string;
  readonly organisation: Organisation;
  readonly now: Instant;
}

export interface RulebookTypes {
  readonly state: Rulebook;
  readonly context: RulebookContext;
  readonly draft: RulebookEventDraft;
  readonly who: 'administrator';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Procedures';
}

const define = commandsOf<RulebookTypes>();
type Define = typeof define;

/** Defines one command about a procedure. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** What all of them have in common. */
export const administrative = { group: 'Procedures', who: 'administrator', when: 'always' } as const;

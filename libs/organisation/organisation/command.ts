import { commandsOf, type Instant } from '#event-sourcing';
import type { OrganisationEventDraft } from './events.ts';
import type { Organisation } from './state.ts';

/** What decisions about the organisation may know beside command and state. */
export interface OrganisationContext {
  /** When it takes effect, unless the command says so itself. */
  readonly happenedAt: Instant;
  /** Nothing begins before that for whoever did not know of it. */
  readonly now: Instant;
  /** The newest version of every procedure, by its id. */
  readonly versions: Readonly<Record<string, number>>;
  /** The levels of every procedure, by its id. */
  readonly ladders: Readonly<Record<string, readonly string[]>>;
}

export interface OrganisationTypes {
  readonly state: Organisation;
  readonly context: OrganisationContext;
  readonly draft: OrganisationEventDraft;
  /** Who may send it: one row for all of them. */
  readonly who: 'administrator';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Organisation';
}

const define = commandsOf<OrganisationTypes>();
type Define = typeof define;

/** Defines one command of the organisation. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** What all of them have in common. */
export const administrative = { group: 'Organisation', who: 'administrator', when: 'always' } as const;

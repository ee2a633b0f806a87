import { commandsOf, type Actor, type Admits, type Instant } from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { DutyEventDraft, DutyOpened } from './events.ts';
import type { DutyState, DutyTurn } from './state.ts';

/** What a decision about a duty may know beside command and state. */
export interface DutyContext {
  readonly now: Instant;
  readonly happenedAt: Instant;
  readonly actor: Actor;
  readonly organisation: Organisation;
  /** The turn as it is owed, where it is; what the beginning of it records. */
  readonly owed: DutyOpened | undefined;
  /** Cases of the complaint log, of a review (REP-5). */
  readonly log: readonly string[];
  /** Cases among which is drawn (REP-6). */
  readonly pool: readonly string[];
  /** The case that the command names. */
  readonly about: CaseState;
}

/** Who may send a command: a row of the table of rights. */
export type DutyWho =
  | { readonly sentBy: 'scheduler' }
  /** `owing`: whoever owes the duty, or stands in for them; `above`: a level that it answers to, and nobody who owes it. */
  | { readonly sentBy: 'staff'; readonly by: 'owing' | 'above' };

export interface DutyTypes {
  readonly state: DutyState;
  readonly context: DutyContext;
  readonly draft: DutyEventDraft;
  readonly who: DutyWho;
  readonly weight: undefined;
  /** `begins`: the turn; `open`: it has begun and is neither done nor excused; `begun`: whatever became of it. */
  readonly when: 'begins' | 'begun' | 'open';
  readonly group: 'Duties';
}

const define = commandsOf<DutyTypes>();
type Define = typeof define;

/** Defines one command about a duty. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** What is decided about a turn is given one. */
export const begun = 'begun' as 'begun' & Admits<DutyTurn>;
const open = 'open' as 'open' & Admits<DutyTurn>;

/** Sent by our own scheduler. */
export const ourOwn = { group: 'Duties', who: { sentBy: 'scheduler' }, route: 'none' } as const;
export const byWhoeverOwes = { group: 'Duties', who: { sentBy: 'staff', by: 'owing' }, when: open } as const;
export const byThoseAbove = { group: 'Duties', who: { sentBy: 'staff', by: 'above' }, when: open } as const;

import { commandsOf, type Actor, type Admits } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import type { FeedbackEventDraft } from './events.ts';
import type { Feedback, FeedbackState } from './state.ts';

/** What a decision about feedback may know beside command and state. */
export interface FeedbackContext {
  readonly now: string;
  readonly actor: Actor;
  readonly organisation: Organisation;
  /** The one that it was received under, or is to be. */
  readonly procedure: Procedure | undefined;
  /** Of the turn that a command names: what was begun, absent where there is no such turn. */
  readonly turn: { readonly procedure: string; readonly work: string; readonly site?: string } | undefined;
}

/** Who may send a command: a row of the table of rights. */
export type FeedbackWho =
  | { readonly sentBy: 'feedback' }
  /**
   * `anybody`: whoever works here; `handling`: whoever received it or has it, and every level of the ladder there;
   * `judging`: a level above the front line. Never whoever it is about; what one of us suggests they do not decide.
   */
  | { readonly sentBy: 'staff'; readonly by: 'anybody' | 'handling' | 'judging' };

export interface FeedbackTypes {
  readonly state: FeedbackState;
  readonly context: FeedbackContext;
  readonly draft: FeedbackEventDraft;
  readonly who: FeedbackWho;
  readonly weight: undefined;
  /** `received`: it begins; `there`: whatever became of it. */
  readonly when: 'received' | 'recorded';
  readonly group: 'Feedback';
}

const define = commandsOf<FeedbackTypes>();
type Define = typeof define;

/** Defines one command about feedback. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

const recorded = 'recorded' as 'recorded' & Admits<Feedback>;
const group = 'Feedback';
/** Sent by our own programs. */
export const ourOwn = { group, who: { sentBy: 'feedback' }, route: 'none', when: recorded } as const;
export const byWhoeverHandles = { group, who: { sentBy: 'staff', by: 'handling' }, when: recorded } as const;
export const byWhoeverDecides = { group, who: { sentBy: 'staff', by: 'judging' }, when: recorded } as const;

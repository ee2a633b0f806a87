import { commandsOf, field, type Actor, type Instant, type Stamp } from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import type { RecordOf } from './codec.ts';
import type { ConductEventDraft } from './events.ts';
import type { ConductState } from './state.ts';

/** What a decision about a record may know beside command and state. */
export interface ConductContext {
  readonly of: RecordOf;
  readonly now: Instant;
  /** Local date in the procedure's time zone. */
  readonly today: string;
  readonly actor: Actor;
  /** What the resulting events will be stamped with; what is proposed follows from them as they will be. */
  readonly stamp: Stamp;
  readonly organisation: Organisation;
  /** In its newest version. */
  readonly procedure: Procedure;
  /** The cases that the command is about, as they stand. */
  readonly about: readonly CaseState[];
}

/** Who may send a command: a row of the table of rights. */
export type ConductWho =
  | { readonly sentBy: 'conduct' }
  /**
   * `reporting`: a level or body that the file names; `deciding`: a level above them, and not below the one that the file
   * names; `concerned`: the person themselves; `hearing`: a level that an appeal goes to.
   */
  | { readonly sentBy: 'staff'; readonly by: 'reporting' | 'deciding' | 'concerned' | 'hearing' };

export interface ConductTypes {
  readonly state: ConductState;
  readonly context: ConductContext;
  readonly draft: ConductEventDraft;
  readonly who: ConductWho;
  readonly weight: undefined;
  readonly when: 'kept';
  readonly group: 'Conduct';
}

const define = commandsOf<ConductTypes>();
type Define = typeof define;

/** Defines one command about a record. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

const group = 'Conduct';
/** What cases say. */
export const ourOwn = { group, who: { sentBy: 'conduct' }, when: 'kept', route: 'none' } as const;
export const by = <By extends Extract<ConductWho, { readonly sentBy: 'staff' }>['by']>(who: By) =>
  ({ group, who: { sentBy: 'staff', by: who }, when: 'kept' }) as const;

export const entryField = field.reference({ example: 'E1' });
export const proposalField = field.reference({ example: 'S1' });
export const reasonField = field.text({ example: 'Heard on 3 November; he does not deny it.' });

import { commandsOf, field, type Actor, type Admits, type Instant } from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import type { Compared, IssueEventDraft } from './events.ts';
import type { Issue, IssueState } from './state.ts';

/** What a decision about an issue may know beside command and state. */
export interface IssueContext {
  readonly now: Instant;
  readonly happenedAt: Instant;
  readonly actor: Actor;
  readonly organisation: Organisation;
  /** The version that the issue was raised under, or is to be. */
  readonly procedure: Procedure | undefined;
  /** The cases that staff have named, as they stand. */
  readonly named: ReadonlyMap<string, CaseState>;
  /** How often it happened in so many days before that moment and after, as far as was counted by now. */
  readonly compare: (moment: string, days: number) => Compared | undefined;
}

/** Who may send a command: a row of the table of rights. */
export type IssueWho =
  | { readonly sentBy: 'improvement' | 'scheduler' }
  /**
   * `ladder`: whoever holds a level; `leading`: the level that leads, or above; `extending`: the one that gives time, or
   * above; `owner`: whoever the action is given to, or stands in for them. Never whoever it is about.
   */
  | { readonly sentBy: 'staff'; readonly by: 'ladder' | 'leading' | 'extending' | 'owner' };

export interface IssueTypes {
  readonly state: IssueState;
  readonly context: IssueContext;
  readonly draft: IssueEventDraft;
  readonly who: IssueWho;
  readonly weight: undefined;
  /** `raised`: the issue begins; `goesOn`: it is neither closed nor joined; `there`: whatever became of it. */
  readonly when: 'raised' | 'there' | 'goesOn';
  readonly group: 'Improvement';
}

const define = commandsOf<IssueTypes>();
type Define = typeof define;

/** Defines one command about an issue. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** What is decided about an issue is given one. */
export const there = 'there' as 'there' & Admits<Issue>;
const goesOn = 'goesOn' as 'goesOn' & Admits<Issue>;

const group = 'Improvement';
/** Sent by our own programs. */
export const ourOwn = { group, who: { sentBy: 'improvement' }, route: 'none' } as const;
export const byTheScheduler = { group, who: { sentBy: 'scheduler' }, route: 'none', when: there } as const;
export const byWhoeverLeads = { group, who: { sentBy: 'staff', by: 'leading' }, when: goesOn } as const;
export const byWhoeverExtends = { group, who: { sentBy: 'staff', by: 'extending' }, when: goesOn } as const;
export const byTheOwner = { group, who: { sentBy: 'staff', by: 'owner' }, when: there } as const;

export const casesField = (more: { readonly max: number }) =>
  field.references({ ...more, of: 'case', example: ['7F3K-9M2Q-X4TB'] });
export const actionField = field.reference({ example: 'A1' });
export const staffField = field.person({ of: 'staff', example: 'pan.xin' });

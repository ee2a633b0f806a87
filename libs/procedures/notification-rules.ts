import type { MatterCondition } from './matter-condition.ts';

/** What people can be told of. */
export const NOTIFIABLE = [
  'received',
  'assigned',
  /** A form goes to a department, or comes back as wrongly routed. */
  'dispatched',
  'returned',
  'clockWarned',
  'clockMissed',
  /** Of a miss a level hears by the procedure (CLK-7). */
  'missReported',
  'escalated',
  /** A level has answered, or has given the case back. */
  'levelAnswered',
  'resolved',
  'reopened',
  'closed',
] as const;
export type Notifiable = (typeof NOTIFIABLE)[number];

/** What whoever complained may be told: nothing that stays inside the house. */
export const TOLD_OUTSIDE: readonly Notifiable[] = ['received', 'resolved', 'reopened', 'closed'];

/** `responsible`: who answered for a clock that was missed; `level`: the one that the case has reached. */
export const HEARERS = ['owner', 'responsible', 'department', 'level', 'complainant'] as const;
export type Hearer = (typeof HEARERS)[number] | { readonly level: string } | { readonly department: string };

/** What a text may hold in braces; nothing of it names anybody. */
export const PLACEHOLDERS = ['case', 'procedure', 'severity', 'clock', 'due'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Only where the fact is about a clock. */
export const OF_CLOCKS: readonly Placeholder[] = ['clock', 'due'];
export const ABOUT_CLOCKS: readonly Notifiable[] = ['clockWarned', 'clockMissed', 'missReported'];

/** English, and the Chinese beside it where the file says it. */
export interface Wording {
  readonly text: string;
  readonly zh?: string;
}

/** Of such a fact these people are told. */
export interface NotificationRule {
  readonly id: string;
  readonly on: Notifiable;
  /** Ids of clocks; absent: of all of them. */
  readonly clocks?: readonly string[];
  readonly when?: MatterCondition;
  readonly tell: readonly Hearer[];
  /** Told at once, also outside of the hours. */
  readonly urgent: boolean;
  /** In place of the words that come with the product. */
  readonly subject?: Wording;
  readonly text?: Wording;
}

/** Who hears of what. */
export interface NotificationRules {
  /** What is not urgent waits until this calendar is open; `main` is the calendar of the procedure. Absent: nothing waits. */
  readonly during?: string;
  readonly rules: readonly NotificationRule[];
}

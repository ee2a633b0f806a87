import type { Allowance } from './allowance.ts';

/** What of a case may repeat (IMP-1). */
export const RECURRING = [
  'category',
  'rootCause',
  /** A member of staff, by id; people who are known by name only are not compared. */
  'respondent',
  'department',
  'site',
  'store',
  'brand',
] as const;
export type Recurring = (typeof RECURRING)[number];

/** So often within so many days is a recurrence: of one thing, or of several together, a category at a site. */
export interface RecurrenceRule {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  /** Requirement that the figures come from. */
  readonly rule: string;
  readonly of: readonly Recurring[];
  readonly times: number;
  readonly withinDays: number;
}

/** IMP-2: at once, or later because the conditions are lacking. */
export const ACTION_KINDS = ['immediate', 'planned'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

interface ActionTime {
  /** Counted from the moment at which the action is decided on. */
  readonly due: Allowance;
  /** Fraction of it after which a warning is due, 0 < f < 1. */
  readonly warnAt?: number;
}

/** How what went wrong is kept from going wrong again (IMP-1, IMP-2). */
export interface ImprovementRules {
  readonly recurrence: readonly RecurrenceRule[];
  /** The level that leads improvement issues: it decides on actions, and whether they were effective. */
  readonly ledBy: string;
  /** The level that gives more time. */
  readonly extendedBy: string;
  readonly actions: Readonly<Record<ActionKind, ActionTime>>;
  /** So many days before an action was completed are compared with as many after. */
  readonly compareDays: number;
}

import type { Allowance } from './allowance.ts';

/** What somebody does when a duty is due: it decides what has to be there before it counts as done. */
export const DUTY_WORKS = [
  /** REP-5: every case of the complaint log is looked at. */
  'review',
  /** REP-6: cases drawn at random among those settled since the last time are checked. */
  'spotCheck',
  /** REP-7: the list or summary of the cases of a site. */
  'caseList',
  /** REP-3, REP-4: statistics and their analysis. */
  'report',
  /** INT-12 */
  'boxOpening',
  /** IMP-4 */
  'meeting',
] as const;
export type DutyWork = (typeof DUTY_WORKS)[number];

export const DUTY_PERIODS = ['day', 'week', 'month', 'year'] as const;
export type DutyPeriod = (typeof DUTY_PERIODS)[number];

export const DUTY_PLACES = ['eachSite', 'once'] as const;

/** Who owes it: the holders of a level, or the people of a department; where it is owed at a site, those of that site. */
export type DutyOwner = { readonly level: string } | { readonly department: string };

/** Something that belongs to no case and is owed again and again (REP-3 … REP-7, INT-12, IMP-4). */
export interface DutyRule {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  /** Requirement that the figures come from. */
  readonly rule: string;
  readonly work: DutyWork;
  /** A turn begins with every working day of the calendar, on the weekdays of `on`, or with every month or year. */
  readonly every: DutyPeriod;
  /** ISO weekdays; of a weekly duty only. */
  readonly on: readonly number[];
  /** Counted from the moment at which the turn begins. */
  readonly due: Allowance;
  /** Absent: that of the procedure. */
  readonly calendar?: string;
  /** Fraction of the allowance after which a warning is due, 0 < f < 1. */
  readonly warnAt?: number;
  readonly at: (typeof DUTY_PLACES)[number];
  readonly owedBy: DutyOwner;
  /** Levels above, or `oversight`: they hear of a miss, and may excuse whoever owes it. */
  readonly answersTo: readonly string[];
  /** Cases that are drawn, of a spot check. */
  readonly atLeast?: number;
}

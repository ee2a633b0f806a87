import type { Allowance } from './allowance.ts';
import type { ClockKind, CountsFrom, GoesOnAfter, OnReopening } from './clock-words.ts';
import type { Milestone } from './milestones.ts';
import { type MatterCondition } from './matter-condition.ts';

/** One for all; or one per severity, or per level that a case was escalated to: a severity or level without one runs no such clock. */
export type ClockAllowances =
  | Allowance
  | { readonly bySeverity: Readonly<Record<string, Allowance>> }
  | { readonly byLevel: Readonly<Record<string, Allowance>> };

/** CLK-7: one level up, one step more serious, to a level by its name, or a level is told of it. */
export type BreachEffect =
  'escalate' | 'raiseSeverity' | { readonly escalateTo: string } | { readonly notify: string };

export interface ClockRule {
  readonly id: string;
  readonly kind: ClockKind;
  readonly title: string;
  readonly zh?: string;
  /** Requirement that the figure comes from. */
  readonly rule: string;
  readonly starts: Milestone;
  /** Any of these ends it; `ended` (closed, withdrawn, merged, inadmissible) always cancels it. */
  readonly stops: readonly Milestone[];
  /** Only cases for which this holds run the clock; it starts or is cancelled when that changes (CLS-4). */
  readonly when?: MatterCondition;
  readonly allowance: ClockAllowances;
  /** Calendar that its days and opening hours are of; absent: that of the procedure. */
  readonly calendar?: string;
  /** The complainant's own wish replaces the allowance when one was recorded (CLK-3). */
  readonly orAsRequested: boolean;
  /** Fraction of the allowance after which a warning is due, 0 < f < 1; absent: no warning (CLK-6). */
  readonly warnAt?: number;
  /** `promote`: reaching it is no breach, it raises the severity to the highest (CLK-8). */
  readonly onDue: 'breach' | 'promote';
  /** What a breach triggers besides being recorded (CLK-7). */
  readonly breachEffects: readonly BreachEffect[];
  /** Runs anew after each stop until the case is resolved (CLK-5, progress updates). */
  readonly repeats: boolean;
  /** Who answers for a miss when no level has the case. */
  readonly responsible: 'receiver' | 'owner' | 'department';
  readonly pausable: boolean;
  /** From when the time counts where the rule begins to apply later than its start was reached (CLS-4). */
  readonly counts: CountsFrom;
  readonly onReopening: OnReopening;
  /** Ends of a case after which the clock goes on: a regulator is owed the outcome all the same (INT-9). */
  readonly goesOnAfter: readonly GoesOnAfter[];
}

/** Who may extend which clocks (CLK-4). */
export interface ExtensionRule {
  readonly clock: string;
  readonly severities: readonly string[];
  readonly when?: MatterCondition;
  readonly approver: string;
  /** The most that all extensions of a clock add up to, counted from its own due time; absent: no such bound. */
  readonly longest?: Allowance;
}

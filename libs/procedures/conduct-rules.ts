import type { MatterCondition } from './matter-condition.ts';

/** What breaks a rule of how complaints are answered, and how many points it costs (CON-1, CON-3). */
export interface ViolationRule {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  /** Requirement that the figure comes from. */
  readonly rule: string;
  readonly points: number;
  /** A confirmed complaint of such a matter is this violation; absent: it is only ever reported. */
  readonly when?: MatterCondition;
}

/** So many violations of a kind, or so many confirmed complaints in one calendar month. */
export type StepOccasion =
  { readonly violation: string; readonly times: number } | { readonly confirmedInMonth: number };

/** What the system proposes, and a person decides (CON-1, CON-2). */
export interface ConductStep {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  readonly rule: string;
  readonly after: StepOccasion;
}

/** How a house looks at the conduct of those who answer complaints (CON-1 … CON-4). */
export interface ConductRules {
  /** Levels or bodies that report what they have seen. */
  readonly reportedBy: readonly string[];
  /** The lowest level that decides; of somebody who stands as high, the next above them. */
  readonly decidedBy: string;
  /** The lowest level, or `oversight`, that an appeal goes to. */
  readonly appealsTo: string;
  /** Counted from the day on which it happened. */
  readonly forgottenAfterMonths: number;
  readonly violations: readonly ViolationRule[];
  readonly steps: readonly ConductStep[];
  /** What the record is looked at for (CON-4). */
  readonly appraisal: readonly { readonly id: string; readonly title: string; readonly zh?: string }[];
}

import type { IntakeField } from './intake-profile.ts';
import { type MatterCondition } from './matter-condition.ts';

/** Nobody tells more degrees of content apart (OUT-3). */
export const LONGEST_SCALE = 10;

export interface FollowUpRule {
  readonly required: boolean;
  /** Required only of cases for which it holds. */
  readonly when?: MatterCondition;
  readonly maxAttempts: number;
  readonly byOtherThanHandler: boolean;
  /** Satisfaction is 1 … scale; below `satisfiedFrom` counts as unsatisfied (OUT-4). */
  readonly scale: number;
  readonly satisfiedFrom: number;
  /** Asked of whoever is reached, beside how satisfied they are. */
  readonly questions: readonly IntakeField[];
}

/** How often somebody who is not reached is tried before the case goes on without an answer. */
export interface AttemptsRule {
  /** To call a missed contact back (INT-8). */
  readonly callback: number;
  /** To get an answer to an offer (SOL-1). */
  readonly offer: number;
  /** To tell the outcome (OUT-1), or, where cases were merged, that they were (LIF-2). */
  readonly outcome: number;
  /** Attempts that come sooner after one another count as one. */
  readonly minutesApart: number;
}

export const CLOSING_CONDITIONS = [
  'outcomeNotified',
  'followUpDone',
  'receiptsReturned',
  'regulatorAnswered',
  'writtenResponse',
  'demandsAnswered',
  /** IMP-2: an action has been decided on that keeps it from happening again. */
  'improvementPlanned',
] as const;
export type ClosingCondition = (typeof CLOSING_CONDITIONS)[number];

/** A step that has to be taken, for all cases or for those for which the condition holds. */
export interface RequiredStep<Step extends string> {
  readonly step: Step;
  readonly when?: MatterCondition;
}

export const RESOLVING_STEPS = [
  'restated',
  'acknowledged',
  'classified',
  'dispatched',
  'secretAgreed',
  'demandsNamed',
  'visited',
  'alternativesSought',
  'findingRecorded',
  'mediated',
  'concluded',
] as const;
export type ResolvingStep = (typeof RESOLVING_STEPS)[number];

/** A superior body, a regulator or an arbitrator (OUT-7). */
export interface TurnToRule {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  readonly when?: MatterCondition;
}

export const REVIEWED_BEFORE = ['offered', 'closed'] as const;

/** Who looks at a case before it goes on: a level of the ladder, or a body beside it; in the order of the list (AUT-5, SOL-2). */
export interface ReviewRule {
  readonly by: string;
  readonly before: (typeof REVIEWED_BEFORE)[number];
  readonly when?: MatterCondition;
}

/** What must be there before a case is resolved (LIF-1), beside what no procedure can do without (SOL-1, CLS-5). */
export interface ResolvingRule {
  readonly requires: readonly RequiredStep<ResolvingStep>[];
}

/** What must be there before a case closes (OUT-5), beside what is owed, which no procedure can do without. */
export interface ClosingRule {
  readonly requires: readonly RequiredStep<ClosingCondition>[];
}

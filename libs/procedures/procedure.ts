import type { Allowance } from './allowance.ts';
import type { ClockKind, CountsFrom, GoesOnAfter, OnReopening, PauseReason } from './clock-words.ts';
import type { Milestone } from './milestones.ts';

/**
 * A procedure: the versioned rule set that a case is handled under (design D13).
 * Every figure of a source document lives in such a value, never in code. Loaded from YAML files, see `load.ts`.
 */
export interface Procedure {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly source: string;
  /** IANA name; every calendar date of a case is meant in this zone (CLK-2). */
  readonly timeZone: string;
  /** ISO 4217; amounts of the procedure are minor units of it. */
  readonly currency: string;
  readonly calendar: BusinessCalendar;
  /** From least to most serious; at least one (CLS-3). */
  readonly severities: readonly Severity[];
  /** `asRecorded`: the categories are those of an imported source (INT-11). */
  readonly categories: readonly CategoryGroup[] | 'asRecorded';
  readonly rootCauses: readonly { readonly id: string; readonly title: string }[];
  /** The ladder from the lowest to the highest level (AUT-1). The front line is below the first. */
  readonly ladder: readonly Level[];
  /** Where skipping levels is allowed (AUT-1). */
  readonly directRoutes: readonly DirectRoute[];
  readonly flagEffects: readonly FlagEffect[];
  readonly routing: Routing;
  readonly authority: Authority;
  readonly clocks: readonly ClockRule[];
  readonly extensions: readonly ExtensionRule[];
  /** Reasons for which clocks may stand still (CLK-9); empty: pausing is not allowed. */
  readonly pauseReasons: readonly PauseReason[];
  readonly inadmissibleGrounds: readonly { readonly id: string; readonly explanation: string }[];
  readonly followUp: FollowUpRule;
  readonly attempts: AttemptsRule;
  readonly resolving: ResolvingRule;
  readonly closing: ClosingRule;
  /** Matters that may be settled at once, from received to resolved: those for which one of these holds (LIF-1). */
  readonly settleAtOnce: readonly MatterCondition[];
  /** Approvals that a plan needs before the complainant hears of it, in this order; those whose condition holds (AUT-5). */
  readonly approvals: readonly ApprovalRule[];
  /** A callback after an abandoned contact, duplicates looked for within this many days (INT-10). */
  readonly duplicateWindowDays: number;
  /** What the counter may take back on its own (SOL-5, ACC-4). */
  readonly counterReturn?: CounterReturnRule;
  /** Severities whose cases always need a corrective action (IMP-2). */
  readonly correctiveActionFor?: readonly string[];
  /** Years after closing for which personal data is kept (PRI-3). */
  readonly retentionYears?: number;
  /** SHA-256 of the file's text, hex; set when loaded from a file. */
  readonly contentHash?: string;
}

export interface BusinessCalendar {
  /** `CN` counts China's holidays and make-up working days; `none` knows neither. */
  readonly holidays: 'CN' | 'none';
  /** ISO weekdays that are working days by default, 1 = Monday. */
  readonly workingWeekdays: readonly number[];
  /** Opening hours of a working day, local time, in order: `[['09:00','12:00'],['13:30','18:00']]`. */
  readonly openingHours: readonly (readonly [string, string])[];
  /** Holidays of the house by date, `2026-12-24`, with their names; they come before those of the country. */
  readonly closedOn?: Readonly<Record<string, string>>;
  /** Days of the house that are working days whatever the country says. */
  readonly openOn?: Readonly<Record<string, string>>;
  /** Years whose holidays `closedOn` and `openOn` list completely, because the built-in table does not know them yet. */
  readonly decreedYears?: readonly number[];
}

export interface Severity {
  readonly id: string;
  readonly title: string;
  readonly criteria: readonly { readonly id: string; readonly text: string }[];
}

export interface CategoryGroup {
  readonly id: string;
  readonly title: string;
  readonly leaves: readonly {
    readonly id: string;
    readonly title: string;
    readonly synonyms: readonly string[];
  }[];
}

export interface Level {
  readonly id: string;
  readonly title: string;
}

export interface DirectRoute {
  readonly to: string;
  readonly when: MatterCondition;
  readonly rule: string;
}

/** Sensitive flags can raise severity and the level that is told (CLS-7). */
export interface FlagEffect {
  readonly flag: string;
  readonly raiseSeverityTo?: string;
  readonly notifyLevel?: string;
}

export interface Routing {
  readonly defaultDepartment: string;
  /** First match wins; `category` is a group or a `group/leaf` (DIS-2). */
  readonly routes: readonly { readonly category: string; readonly department: string }[];
  /** Who must hear of a case (DIS-3): the level per severity. */
  readonly notify: readonly { readonly severity: string; readonly level: string }[];
}

/** All given parts must hold. An empty condition always holds. */
export interface MatterCondition {
  /** Any of these groups or `group/leaf`. */
  readonly categories?: readonly string[];
  readonly flags?: readonly string[];
  readonly severities?: readonly string[];
  /** Value of the goods in minor units of the procedure's currency. */
  readonly valueAtLeast?: number;
  readonly valueBelow?: number;
  /** What the case has promised and granted, in minor units; a sum that nobody can tell is large (SOL-4). */
  readonly amountAtLeast?: number;
  /** The respondent stands at this level or above (complaints about supervisors). */
  readonly respondentLevelAtLeast?: string;
  /** That level and those above it, filled in when the file is read, so that matching needs no ladder. */
  readonly respondentLevels?: readonly string[];
  readonly complainantInsists?: boolean;
  readonly unsettledBelow?: boolean;
  readonly contactKinds?: readonly string[];
  readonly channels?: readonly string[];
  readonly complainantKinds?: readonly string[];
  /** One of those complained about is of such a kind. */
  readonly respondentKinds?: readonly string[];
  /** What the investigation found, as long as its conclusion stands. */
  readonly outcomes?: readonly string[];
  readonly causes?: readonly string[];
  readonly sites?: readonly string[];
}

export interface Authority {
  /**
   * Which level has to decide a matter: the highest match wins, and without one the first of the ladder (AUT-3, AUT-6).
   * The level `frontline` leaves a matter to those below the ladder.
   */
  readonly matters: readonly {
    readonly id: string;
    readonly level: string;
    readonly when: MatterCondition;
  }[];
  /** Largest total per case that a level may grant, minor units; the front line is `frontline`; `null` has no limit (SOL-4). */
  readonly compensation: readonly { readonly level: string; readonly upTo: number | null }[];
}

export interface ClockRule {
  readonly id: string;
  readonly kind: ClockKind;
  readonly title: string;
  /** Requirement that the figure comes from. */
  readonly rule: string;
  readonly starts: Milestone;
  /** Any of these ends it; `ended` (closed, withdrawn, merged, inadmissible) always cancels it. */
  readonly stops: readonly Milestone[];
  /** Only cases for which this holds run the clock; it starts or is cancelled when that changes (CLS-4). */
  readonly when?: MatterCondition;
  /** One allowance for all, or one per severity; a severity without one runs no such clock. */
  readonly allowance: Allowance | { readonly bySeverity: Readonly<Record<string, Allowance>> };
  /** The complainant's own wish replaces the allowance when one was recorded (CLK-3). */
  readonly orAsRequested: boolean;
  /** Fraction of the allowance after which a warning is due, 0 < f < 1; absent: no warning (CLK-6). */
  readonly warnAt?: number;
  /** `promote`: reaching it is no breach, it raises the severity to the highest (CLK-8). */
  readonly onDue: 'breach' | 'promote';
  /** What a breach triggers besides being recorded (CLK-7). */
  readonly breachEffects: readonly ('escalate' | 'raiseSeverity')[];
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

/** Goods that the counter may return or exchange without asking (SOL-5). */
export interface CounterReturnRule {
  /** The last day counts: 15 means that day 15 is accepted and day 16 is not (ACC-4). */
  readonly withinDays: number;
  /** Every kind of goods that the counter knows; of any other it does not decide. */
  readonly goods: readonly CounterGoods[];
  readonly excludedGoods: readonly string[];
  /** Largest total of the case in minor units that the counter may bring it to; absent: whatever the goods cost. */
  readonly upTo?: number;
  /** Who decides what the counter may not. */
  readonly otherwise: string;
}

/** A kind of goods, and the words by which it is recognised. */
export interface CounterGoods {
  readonly id: string;
  readonly title: string;
  readonly synonyms: readonly string[];
}

export const COUNTER_RETURN_OBSTACLES = [
  'tooLate',
  'excludedGoods',
  'notResellable',
  'noReceipt',
  'tooDear',
] as const;
export type CounterReturnObstacle = (typeof COUNTER_RETURN_OBSTACLES)[number];

/** An approval that a plan needs (AUT-5); `amountAtLeast` looks at the case's total with the dearest option of the plan. */
export interface ApprovalRule {
  readonly level: string;
  readonly when: MatterCondition;
}

/** Who may extend which clocks (CLK-4). */
export interface ExtensionRule {
  readonly clock: string;
  readonly severities: readonly string[];
  readonly when?: MatterCondition;
  readonly approver: string;
}

export interface FollowUpRule {
  readonly required: boolean;
  /** Required only of cases for which it holds. */
  readonly when?: MatterCondition;
  readonly maxAttempts: number;
  readonly byOtherThanHandler: boolean;
  /** Satisfaction is 1 … scale; below `satisfiedFrom` counts as unsatisfied (OUT-4). */
  readonly scale: number;
  readonly satisfiedFrom: number;
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
] as const;
export type ClosingCondition = (typeof CLOSING_CONDITIONS)[number];

/** A step that has to be taken, for all cases or for those for which the condition holds. */
export interface RequiredStep<Step extends string> {
  readonly step: Step;
  readonly when?: MatterCondition;
}

export const RESOLVING_STEPS = ['classified', 'dispatched', 'findingRecorded', 'concluded'] as const;
export type ResolvingStep = (typeof RESOLVING_STEPS)[number];

/** What must be there before a case is resolved (LIF-1), beside what no procedure can do without (SOL-1, CLS-5). */
export interface ResolvingRule {
  readonly requires: readonly RequiredStep<ResolvingStep>[];
}

/** What must be there before a case closes (OUT-5), beside what is owed, which no procedure can do without. */
export interface ClosingRule {
  readonly requires: readonly RequiredStep<ClosingCondition>[];
}

/** One thing that is wrong with a procedure file. */
export interface ProcedureProblem {
  readonly file: string;
  /** For example `clocks[2].allowance.bySeverity.major`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
  /** Line of the file, from 1. */
  readonly line?: number;
}

/** Procedure files that cannot be used: each line of the message reads `file: path: reason`, for every problem found. */
export class InvalidProcedure extends Error {
  override readonly name = 'InvalidProcedure';
  constructor(
    message: string,
    readonly problems: readonly ProcedureProblem[] = [],
  ) {
    super(message);
  }

  /** The error that lists these problems. */
  static of(problems: readonly ProcedureProblem[]): InvalidProcedure {
    const lines = problems.map(({ file, path, reason, line }) =>
      [file, path, line === undefined ? reason : `${reason} (line ${line})`]
        .filter((part) => part !== '')
        .join(': '),
    );
    return new InvalidProcedure(lines.join('\n'), problems);
  }
}

/** All loaded procedures; a case keeps the version it was opened under (D13). */
export interface ProcedureRegistry {
  /** The given version, or the newest; `undefined` when unknown. */
  get(id: string, version?: number): Procedure | undefined;
  /** Newest version of each. */
  list(): readonly Procedure[];
}

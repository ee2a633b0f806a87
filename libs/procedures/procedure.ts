import type { Language } from './languages.ts';
import type { LetterRule } from './letter-rules.ts';
import type { PauseReason } from './clock-words.ts';
import { type ClockRule, type ExtensionRule } from './clock-rules.ts';
import { type ConductRules } from './conduct-rules.ts';
import { type DutyRule } from './duty-rules.ts';
import { type NotificationRules } from './notification-rules.ts';
import { type ImprovementRules } from './improvement-rules.ts';
import { type CounterReturnRule } from './counter-rules.ts';
import {
  type AttemptsRule,
  type ClosingRule,
  type FollowUpRule,
  type ResolvingRule,
  type ReviewRule,
  type TurnToRule,
} from './step-rules.ts';
import { type IntakeProfile } from './intake-profile.ts';
import { type MatterCondition } from './matter-condition.ts';

/**
 * A procedure: the versioned rule set that a case is handled under (design D13).
 * Words for people are English, with the Chinese ones in `zh` beside them where the file says them.
 * Every figure of a source document lives in such a value, never in code. Loaded from YAML files, see `load.ts`.
 */
export interface Procedure {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly zh?: string;
  /** In which complainants are spoken to where nobody says otherwise. */
  readonly language: Language;
  readonly source: string;
  /** Laws and regulations that it follows, for whoever explains it. */
  readonly legalBasis: readonly { readonly text: string; readonly zh?: string }[];
  /** IANA name; every calendar date of a case is meant in this zone (CLK-2). */
  readonly timeZone: string;
  /** ISO 4217; amounts of the procedure are minor units of it. */
  readonly currency: string;
  readonly calendar: BusinessCalendar;
  /** Further calendars that clocks may count by: a hotline keeps other hours than an office (CLK-2). */
  readonly calendars: Readonly<Record<string, BusinessCalendar>>;
  /** From least to most serious; at least one (CLS-3). */
  readonly severities: readonly Severity[];
  /** `asRecorded`: the categories are those of an imported source (INT-11). */
  readonly categories: readonly CategoryGroup[] | 'asRecorded';
  readonly rootCauses: readonly { readonly id: string; readonly title: string; readonly zh?: string }[];
  /** What is asked at intake (INT-2, INT-3). */
  readonly intake: IntakeProfile;
  /** The ladder from the lowest to the highest level (AUT-1). The front line is below the first. */
  readonly ladder: readonly Level[];
  /** Offices and committees that are no level of the ladder; held by people as levels are, and deciding nothing. */
  readonly bodies: readonly Level[];
  readonly reviews: readonly ReviewRule[];
  /** Where skipping levels is allowed (AUT-1). */
  readonly directRoutes: readonly DirectRoute[];
  readonly flagEffects: readonly FlagEffect[];
  readonly routing: Routing;
  readonly authority: Authority;
  readonly clocks: readonly ClockRule[];
  readonly extensions: readonly ExtensionRule[];
  /** So many people go where it happened, or to whoever complains (DIS-8). */
  readonly onSite?: { readonly people: number };
  /** Reasons for which clocks may stand still (CLK-9); empty: pausing is not allowed. */
  readonly pauseReasons: readonly PauseReason[];
  readonly inadmissibleGrounds: readonly {
    readonly id: string;
    readonly explanation: string;
    readonly zh?: string;
  }[];
  readonly followUp: FollowUpRule;
  readonly attempts: AttemptsRule;
  readonly resolving: ResolvingRule;
  readonly closing: ClosingRule;
  /** Where whoever is not satisfied may turn next, told with the outcome (OUT-7). */
  readonly turnTo: readonly TurnToRule[];
  /** What is written to complainants, as far as the procedure has words for it (OUT-2). */
  readonly letters: readonly LetterRule[];
  /** Matters that may be settled at once, from received to resolved: those for which one of these holds (LIF-1). */
  readonly settleAtOnce: readonly MatterCondition[];
  /** Approvals that a plan needs before the complainant hears of it, in this order; those whose condition holds (AUT-5). */
  readonly approvals: readonly ApprovalRule[];
  /** Absent: only the limits per case count. */
  readonly budgets?: Budgets;
  /** A callback after an abandoned contact, duplicates looked for within this many days (INT-10). */
  readonly duplicateWindowDays: number;
  /** How long a case is kept after its end before whoever complained may be erased (PRI-3); absent: no longer than the case lasts. */
  readonly retentionYears?: number;
  /** What the counter may take back on its own (SOL-5, ACC-4). */
  readonly counterReturn?: CounterReturnRule;
  /** What is owed again and again, whatever cases there are (REP-3 … REP-7). */
  readonly duties: readonly DutyRule[];
  /** Absent: nothing is watched for recurrence, and no actions are decided on (IMP-1, IMP-2). */
  readonly improvement?: ImprovementRules;
  /** Absent: nothing is counted against anybody (CON-1 … CON-4). */
  readonly conduct?: ConductRules;
  /** Absent: nobody is told anything by the product itself. */
  readonly notifications?: NotificationRules;
  /** SHA-256 of what the file says, without comments and layout, hex; set when loaded from a file. */
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
  readonly zh?: string;
  readonly criteria: readonly { readonly id: string; readonly text: string; readonly zh?: string }[];
}

export interface CategoryGroup {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  readonly leaves: readonly {
    readonly id: string;
    readonly title: string;
    readonly zh?: string;
    readonly synonyms: readonly string[];
  }[];
}

export interface Level {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
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
  /** Who must hear of a case (DIS-3): the levels per severity, each of them. */
  readonly notify: readonly { readonly severity: string; readonly level: string }[];
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
  readonly compensation: readonly Limit[];
  /** Kinds of remedies that have limits of their own beside that of the total; both have to hold (SOL-4). */
  readonly remedies: readonly RemedyLimits[];
}

/** The most that a level decides on; `null` has no limit. */
export interface Limit {
  readonly level: string;
  readonly upTo: number | null;
}

/** Of all that a case gives of one kind: in minor units, or in millionths of a percent of what it is taken of (ACC-5). */
export interface RemedyLimits {
  readonly kind: string;
  readonly in: 'money' | 'percent';
  readonly limits: readonly Limit[];
}

/** What a person may promise of their own accord in a calendar month, in all cases together, minor units (SOL-8). */
export interface Budgets {
  readonly frontline: number;
}

/** An approval that a plan needs (AUT-5); `amountAtLeast` looks at the case's total with the dearest option of the plan. */
export interface ApprovalRule {
  readonly level: string;
  readonly when: MatterCondition;
}

/** All loaded procedures; a case keeps the version it was opened under (D13). */
export interface ProcedureRegistry {
  /** The given version, or the newest; `undefined` when unknown. */
  readonly get: (id: string, version?: number) => Procedure | undefined;
  /** Newest version of each. */
  readonly list: () => readonly Procedure[];
}

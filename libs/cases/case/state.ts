import type { Allowance, ClockKind, Matter, Milestone, PauseReason } from '#procedures';
import type { HappenedAt } from '#event-sourcing';
import type { CaseEventData } from './events.ts';
import type { Channel, ContactKind, Flag, Money } from './events/fields.ts';
import type { Complainant, Respondent, Retail } from './events/intake.ts';
import type { SolutionOption } from './events/solution.ts';
import type { Authority, CaseRemedy } from './remedies/remedy.ts';

/** LIF-1 and the ends of LIF-2. */
export const STAGES = [
  'awaitingCallback', 'received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'solutionRejected',
  'accepted', 'implemented', 'resolved', 'outcomeNotified', 'followedUp', 'inadmissible', 'withdrawn', 'merged',
  'closed', 'archived',
] as const; // prettier-ignore
export type Stage = (typeof STAGES)[number];

export interface ProcedureRef {
  readonly id: string;
  readonly version: number;
}

/** What decisions need to know of a case. Readonly throughout; `evolve` makes the next one. */
export type CaseState = { readonly status: 'none' } | CallbackState | CaseRecord;

/** Somebody gave up before anyone answered; a callback is owed (INT-8). */
interface CallbackState {
  readonly status: 'awaitingCallback';
  readonly procedure: ProcedureRef;
  readonly stage: 'awaitingCallback';
  readonly channel: Channel;
  readonly clocks: ClockBook;
}

/** What is known of a logged case, each part for itself; its stage follows from them. */
export interface CaseParts {
  readonly status: 'logged';
  readonly procedure: ProcedureRef;
  readonly contactKind: ContactKind;
  readonly channel: Channel;
  readonly complainant: Complainant;
  /** Everybody complained about: people, departments, merchants. */
  readonly respondents: readonly Respondent[];
  /** Where it belongs; a post at a site counts for the cases of that site (AUT-1). */
  readonly site?: string;
  readonly retail?: Retail;
  readonly description: string;
  readonly wanted?: string;
  readonly receivedAt?: HappenedAt;
  readonly receivedBy: string;
  /** Wish of the complainant (CLK-3). */
  readonly requestedBy?: string;
  readonly imported: boolean;
  readonly suspectedDuplicates: readonly string[];
  readonly links: readonly { readonly to: string; readonly relation: string }[];
  /** Regulator or association that passed the case on (INT-9). */
  readonly regulator?: string;

  readonly category?: string;
  readonly severity?: string;
  /** What a missed time or a month made of it: only a level lowers it again (CLK-7, CLK-8). */
  readonly overdueSeverity?: string;
  readonly complainantInsists: boolean;
  readonly flags: readonly Flag[];
  readonly valid?: boolean;
  /** An invalid complaint is explained; not accepted: a supervisor explains, and that is the last word (CLS-5). */
  readonly invalidityExplained: 'no' | 'notAccepted' | 'yes';

  readonly owner?: string;
  readonly department?: string;
  /** Everybody who has handled the case: owners, investigators, who resolved it (OUT-3, INV-4). */
  readonly handlers: readonly string[];
  readonly dispatches: readonly Dispatch[];
  /** Ladder level that the case has reached; `frontline` before any escalation. */
  readonly level: string;
  /** The level's answer is awaited since an escalation (AUT-4). */
  readonly levelAwaited: boolean;
  /** A level below has had its try and could not settle it (AUT-3). */
  readonly unsettledBelow: boolean;
  /** What levels have decided since the case was opened or reopened: those below carry it out (AUT-4). */
  readonly decisions: readonly DecisionOnRecord[];

  readonly findings: number;
  readonly evidence: readonly {
    readonly evidence: string;
    readonly sha256: string;
    readonly mediaType: string;
    readonly fileName: string;
  }[];
  readonly conclusion?: {
    readonly outcome: string;
    readonly responsibility: string;
    readonly rootCause: string;
  };

  /** How many options the case has ever had: the next one is numbered after them, also after a reopening. */
  readonly optionsEver: number;
  readonly options: readonly (SolutionOption & { readonly status: OptionStatus })[];
  /** Of the plan that stands, in the order in which they were given (AUT-5). */
  readonly approvals: readonly PlanApproval[];
  /** Who prepared the options that stand (AUT-5). */
  readonly preparedBy?: string;
  readonly plan: readonly { readonly step: string; readonly done: boolean }[];
  /** All that was asked for, offered, granted and given, in the order in which it began (SOL-3). */
  readonly remedies: readonly CaseRemedy[];
  /** What a percentage can be taken of, beside the goods. */
  readonly bill?: Money;
  readonly fee?: Money;

  /** The matter is settled; what is left is telling, asking and closing. */
  readonly resolved: boolean;
  /** How the case came to its end; absent while it is open. */
  readonly ending?: Ending;
  readonly archived: boolean;
  readonly outcomeNotified: boolean;
  readonly regulatorNotified: boolean;
  readonly finalResponseIssued: boolean;
  /** `at`: the instant, where known. */
  readonly followUps: readonly {
    readonly reached: boolean;
    readonly satisfied?: boolean;
    readonly at?: string;
  }[];
  readonly reopened: number;
  readonly mergedInto?: string;

  readonly clocks: ClockBook;
}

export type CaseRecord = CaseParts & { readonly stage: Stage };

/** LIF-2 */
export const ENDINGS = ['inadmissible', 'withdrawn', 'merged', 'closed'] as const satisfies readonly Stage[];
export type Ending = (typeof ENDINGS)[number];

export interface DecisionOnRecord {
  /** Level or role that decided; the highest of them counts. */
  readonly levels: readonly string[];
  /** The matter as it was then. */
  readonly matter: Matter;
  /** It covers this option only, until the complainant rejects it. */
  readonly option?: string;
}

export const OPTION_STATUSES = ['prepared', 'offered', 'accepted', 'rejected', 'implemented'] as const;
export type OptionStatus = (typeof OPTION_STATUSES)[number];

export interface Dispatch {
  readonly dispatch: string;
  readonly department: string;
  readonly part: 'lead' | 'contributor';
  readonly status: 'sent' | 'received' | 'returned' | 'handedBack';
  readonly sentBy: string;
  /** Instants, where known; clocks run between them. */
  readonly sentAt?: string;
  readonly receivedAt?: string;
  readonly handedBackAt?: string;
  readonly dueAt?: string;
}

export interface PlanApproval {
  readonly level: string;
  readonly by: string;
  /** For which sum, where there was money in the plan. */
  readonly authority?: Authority;
}

/** All clocks of a case, running and past (CLK-1). */
export interface ClockBook {
  readonly clocks: readonly CaseClock[];
  /** Every time at which the case stood still; the last has no end while it does (CLK-9). */
  readonly pauses: readonly Pause[];
  /** When each milestone was last reached; instants only, for clocks that start later (CLS-4). */
  readonly reached: Readonly<Partial<Record<Milestone, string>>>;
  /** Every time at which each milestone was reached: the first one after its start stops a clock (LIF-5). */
  readonly times: Readonly<Partial<Record<Milestone, readonly string[]>>>;
  readonly promises: readonly { readonly promise: string; readonly dueAt: string; readonly madeAt: string }[];
}

export interface Pause {
  readonly from: string;
  readonly to?: string;
  readonly reason: PauseReason;
}

export interface CaseClock {
  readonly clock: string;
  readonly rule: string;
  readonly kind: ClockKind;
  readonly startedAt: string;
  readonly startedBy: Milestone;
  readonly allowance: Allowance | { readonly until: string };
  readonly dueAt: string;
  readonly warnAt?: string;
  readonly onDue: 'breach' | 'promote';
  readonly department?: string;
  readonly status: 'running' | 'met' | 'cancelled' | 'expired';
  readonly cancelledFor?: CaseEventData<'DeadlineCancelled'>['why'];
  /** When it was met or cancelled. */
  readonly endedAt?: string;
  readonly warned: boolean;
  readonly breached: boolean;
  readonly extendedTo?: string;
  readonly extendedAt?: string;
  readonly pauses: readonly Pause[];
}

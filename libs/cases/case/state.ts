import type { BudgetDraw } from './budget-draw.ts';
import type { Matter } from '#procedures';
import type { HappenedAt } from '#event-sourcing';
import type { CaseEventData } from './events.ts';
import type { Channel, ContactKind, Flag, Money } from './events/fields.ts';
import type { Complainant, Respondent, Retail } from './events/intake.ts';
import type { SolutionOption } from './events/solution.ts';
import type { Authority, CaseRemedy } from './remedies/remedy.ts';
import { type ClockBook, type Taken } from './clock-state.ts';
import { type AsksForTime, type Demand, type Elsewhere, type Erasable, type Review } from './course-state.ts';
import { type Merge, type TakenOver } from './merge-state.ts';

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
  /** SHA-256 of what its file said when the case was opened. */
  readonly rules?: string;
}

/** What decisions need to know of a case. Readonly throughout; `evolve` makes the next one. */
export type CaseState = { readonly status: 'none' } | CallbackState | CaseRecord;

/** Somebody gave up before anyone answered; a callback is owed (INT-8). */
interface CallbackState extends Erasable {
  readonly status: 'awaitingCallback';
  readonly procedure: ProcedureRef;
  /** `closed`: nobody could be reached, or nothing was wanted. */
  readonly stage: 'awaitingCallback' | 'closed';
  readonly channel: Channel;
  readonly contact: Contact;
  readonly clocks: ClockBook;
}

/** A contact that was abandoned, when it was called back in vain, and whether somebody was reached (INT-8). */
export interface Contact {
  readonly tried: readonly string[];
  readonly reached: boolean;
}

/** What is known of a logged case, each part for itself; its stage follows from them. */
export interface CaseParts extends AsksForTime, Elsewhere, Erasable {
  readonly status: 'logged';
  readonly procedure: ProcedureRef;
  readonly contactKind: ContactKind;
  readonly channel: Channel;
  readonly complainant: Complainant;
  /** How they are reached is not what was recorded at intake. */
  readonly contactCorrected?: true;
  /** Everybody complained about: people, departments, merchants. */
  readonly respondents: readonly (Respondent & Taken)[];
  /** Where it belongs; a post at a site counts for the cases of that site (AUT-1). */
  readonly site?: string;
  readonly retail?: Retail;
  /** Own fields of the procedure (INT-2). */
  readonly details?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly wanted?: string;
  readonly demands: readonly Demand[];
  /** By which the secret of whoever asks is compared (INT-13). */
  readonly inquirySeal?: string;
  readonly receivedAt?: HappenedAt;
  readonly receivedBy: string;
  /** Wish of the complainant (CLK-3). */
  readonly requestedBy?: string;
  readonly imported: boolean;
  readonly suspectedDuplicates: readonly string[];
  readonly links: readonly { readonly to: string; readonly relation: string }[];
  /** Regulators and associations that passed the case on, each by its name (INT-9). */
  readonly regulators: readonly Regulator[];

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
  /** Everybody who was given the case as its owner: what somebody does there of their own accord opens it to nobody (PRI-1). */
  readonly entrusted: readonly string[];
  /** Everybody who has done something in it, whatever it was, for themselves or in somebody's place (CON-1). */
  readonly tookPart: readonly string[];
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
    readonly size: number;
    readonly mediaType: string;
    readonly fileName: string;
  }[];
  readonly conclusion?: {
    readonly outcome: string;
    readonly responsibility: string;
    readonly rootCause: string;
  };
  /** On whom the last conclusion has laid the responsibility: they judge it no more than those complained about (INV-4). */
  readonly responsible?: string;
  /** What counts in somebody's conduct record by now, and how often something has (CON-2). */
  readonly counted?: Counted;
  readonly counts?: number;

  /** How many options the case has ever had: the next one is numbered after them, also after a reopening. */
  readonly optionsEver: number;
  readonly options: readonly (SolutionOption & { readonly status: OptionStatus })[];
  /** Of the plan that stands, in the order in which they were given (AUT-5). */
  readonly approvals: readonly PlanApproval[];
  /** Every plan that was prepared, by whom and in whose place: the same one does not become somebody else's (AUT-5). */
  readonly prepared: readonly PreparedPlan[];
  readonly plan: readonly { readonly step: string; readonly done: boolean }[];
  /** All that was asked for, offered, granted and given, in the order in which it began (SOL-3). */
  readonly remedies: readonly CaseRemedy[];
  /** What was drawn on budgets of a month; absent: nothing (SOL-8). */
  readonly draws?: readonly BudgetDraw[];
  /** The terms of its settlement are confidential: the level from which they are seen (SOL-7). */
  readonly confidentialFrom?: string;
  /** What a percentage can be taken of, beside the goods. */
  readonly bill?: Money;
  readonly fee?: Money;

  /** The matter is settled; what is left is telling, asking and closing. */
  readonly resolved: boolean;
  /** In what capacity that was decided, and by whom. */
  readonly settledBy?: { readonly role: string; readonly by: readonly string[] };
  readonly reviews: readonly Review[];
  /** How the case came to its end; absent while it is open. */
  readonly ending?: Ending;
  readonly archived: boolean;
  readonly outcomeNotified: boolean;
  /** The complainant cannot be told the outcome, nor asked about it (INT-4, OUT-1). */
  readonly untellable?: 'anonymous' | 'notReached';
  /** When nobody was reached for an answer to the present offer, to be told the outcome, or why it is invalid. */
  readonly failedContacts: FailedContacts;
  /** Somebody gave up before they were answered, and was not reached since (INT-8). */
  readonly contact?: Contact;
  readonly finalResponseIssued: boolean;
  /** `at`: when it happened, or was recorded where only a day is known. */
  readonly followUps: readonly {
    readonly reached: boolean;
    readonly satisfied?: boolean;
    readonly at?: string;
  }[];
  readonly reopened: number;
  /** How often it was tried to merge the case into another one. */
  readonly merges: number;
  /** How often the case that this one was merged into was told that what is granted here has changed (SOL-4). */
  readonly sumChanges?: number;
  /** It waits for the other case to take it over; nothing else is done meanwhile. */
  readonly merging?: Merge;
  /** The other case has taken it over. */
  readonly mergedInto?: string;
  readonly mergedBy?: string;
  /** Cases of the same matter that this one has taken over (LIF-2). */
  readonly takenOver: readonly TakenOver[];
  readonly clocks: ClockBook;
}

export type Counted = CaseEventData<'ResponsibilityCounted'>;

interface FailedContacts {
  readonly offer: readonly string[];
  readonly outcome: readonly string[];
  readonly explanation: readonly string[];
}

/** Whether it has heard of the outcome. */
export interface Regulator extends Taken {
  readonly name: string;
  readonly told: boolean;
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
  readonly on: DecidedOn;
  /** It covers this option only, until the complainant rejects it or nobody answers. */
  readonly option?: string;
  /** It covers this grant only, until it is reversed. */
  readonly grant?: string;
}

/** What was decided: an answer or a resolution is about the matter as a whole, the others about what they name. */
export type DecidedOn = 'matter' | 'plan' | 'offer' | 'grant' | 'invalid' | 'inadmissible';

export const OPTION_STATUSES = [
  'prepared', 'offered', 'accepted', 'rejected', 'lapsed', 'implemented',
] as const; // prettier-ignore
export type OptionStatus = (typeof OPTION_STATUSES)[number];

export interface Dispatch extends Taken {
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

export interface PreparedPlan {
  readonly by: readonly string[];
  readonly options: readonly Pick<SolutionOption, 'description' | 'remedy'>[];
}

export interface PlanApproval {
  readonly level: string;
  /** In whose place, too. */
  readonly by: readonly string[];
  /** For which sum, where there was money in the plan. */
  readonly authority?: Authority;
}

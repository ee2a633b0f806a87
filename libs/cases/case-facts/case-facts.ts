import type { CollectionSpec, Instant } from '#event-sourcing';
import { CLOCK_KINDS, type ClockKind } from '#procedures';
import type { CaseOutline } from '../case-outline.ts';
import { REMEDIES, type Money, type RemedyKind } from '../case/events/fields.ts';

/**
 * Whether a figure is known (INT-11): counted, not reached yet, never to be reached because the case has ended without it
 * (LIF-2), or reached at a time that nobody recorded.
 */
export type Measure =
  | { readonly status: 'counted'; readonly minutes: number }
  | { readonly status: 'notYet' | 'ended' | 'unknown' };

/** What a contact counts as in reports about complaints; a merged case counts through the one it was merged into. */
export type Standing = 'complaint' | 'enquiry' | 'request' | 'suggestion' | 'merged' | 'abandonedContact';

export const SETTLEMENTS = ['open', 'compensated', 'peaceful', 'ended'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** Compensation that was granted and not reversed (SOL-6). */
interface StandingGrant {
  readonly grant: string;
  readonly kind: RemedyKind;
  /** Absent when nobody can tell, or only in another currency. */
  readonly worth?: Money;
}

/**
 * Everything that reports count about one case (REP-3), without personal data. Unknown facts are absent, never guessed
 * (INT-11). Every field below that is declared in {@link CASE_FACTS} can select the cases behind a figure (REP-10).
 */
export interface CaseFacts extends CaseOutline {
  readonly standing: Standing;
  /** Month of receipt in the procedure's time zone, `2026-09`. */
  readonly receivedMonth?: string;
  /** The owner, however the id was typed (D23). */
  readonly ownerKey?: string;
  /** First half of `category`. */
  readonly categoryGroup?: string;
  /** Of the latest conclusion, also while a reopened case has none yet. */
  readonly rootCause?: string;
  readonly responsibility?: string;
  /** What the latest investigation found: substantiated, partlySubstantiated, notSubstantiated. */
  readonly outcome?: string;
  /** Persons by staff number or fingerprint, merchants, and departments complained about, each once; never empty. */
  readonly respondentKeys?: readonly string[];
  /** Department of whoever is complained about; stands in for `department` until somebody has the case. */
  readonly respondentDepartment?: string;
  /** Fingerprint of the first contact. */
  readonly complainant?: string;
  /** Of every contact: two cases with one in common are of the same person. */
  readonly complainants?: readonly string[];
  readonly imported: boolean;

  /** Earliest; present only when the instant is known. */
  readonly acknowledgedAt?: Instant;
  readonly firstReplyAt?: Instant;
  /** Latest: a reopened case is unresolved until it is resolved again. */
  readonly resolvedAt?: Instant;
  /** From receipt, in whole minutes of elapsed time. */
  readonly timing: { readonly acknowledge: Measure; readonly reply: Measure; readonly resolve: Measure };

  /** Missed clocks by kind, without withdrawn ones. */
  readonly breaches: Readonly<Partial<Record<ClockKind, number>>>;
  readonly breached: boolean;

  readonly grants: readonly StandingGrant[];
  /** Standing grants of a confidential settlement: neither their kind nor their worth is counted (SOL-7). */
  readonly confidentialGrants: number;
  /** How the matter was settled: not yet, with something given, peacefully with nothing but words, or ended without (REP-4). */
  readonly settlement: Settlement;
  /** Number of standing grants by kind. */
  readonly compensated: Readonly<Partial<Record<RemedyKind, number>>>;

  /** First answer at follow-up, 1 … the procedure's scale; a better one after a reopening does not replace it (CON-5). */
  readonly satisfaction?: number;
  readonly satisfied?: boolean;
  /** Whether the case had to be taken up again after it was resolved or closed. */
  readonly reopening: 'never' | 'reopened' | 'notYet' | 'unknown';
  /** Settled in the first contact and never reopened (LIF-1, CON-5); absent while unresolved or unknown. */
  readonly firstContactSettled?: boolean;

  /** Of imported cases, in the source's own words. */
  readonly response?: string;
  readonly relief?: string;
  readonly answeredInTime?: boolean;
  readonly source?: string;
}

type Derived =
  | 'standing'
  | 'receivedMonth'
  | 'ownerKey'
  | 'categoryGroup'
  | 'grants'
  | 'compensated'
  | 'confidentialGrants'
  | 'settlement';

/** The facts that are folded here, beside the outline and what follows from it. */
export type OwnFacts = Omit<CaseFacts, keyof CaseOutline | Derived> & Pick<CaseOutline, 'receivedAt'>;

export const CASE_FACTS: CollectionSpec = {
  name: 'case-facts',
  version: 13,
  fields: {
    receivedMonth: 'text',
    standing: 'text',
    receivedAt: 'text',
    procedure: 'text',
    stage: 'text',
    channel: 'text',
    contactKind: 'text',
    category: 'text',
    categoryGroup: 'text',
    rootCause: 'text',
    responsibility: 'text',
    outcome: 'text',
    severity: 'text',
    owner: 'text',
    ownerKey: 'text',
    department: 'text',
    level: 'text',
    respondentKeys: 'texts',
    complainant: 'text',
    imported: 'boolean',
    'timing.acknowledge.status': 'text',
    'timing.acknowledge.minutes': 'number',
    'timing.reply.status': 'text',
    'timing.reply.minutes': 'number',
    'timing.resolve.status': 'text',
    'timing.resolve.minutes': 'number',
    breached: 'boolean',
    ...numbers('breaches', CLOCK_KINDS),
    ...numbers('compensated', REMEDIES),
    confidentialGrants: 'number',
    settlement: 'text',
    satisfaction: 'number',
    satisfied: 'boolean',
    reopening: 'text',
    reopened: 'number',
    firstContactSettled: 'boolean',
    response: 'text',
    relief: 'text',
    answeredInTime: 'boolean',
    source: 'text',
    // Of what is added up over the cases of a month (`counted.ts`).
    'sum.month': 'text',
    'sum.procedure': 'text',
    'sum.part': 'text',
  },
  // The cases behind a figure are found by their month; it is small enough that the other conditions need no index.
  indexes: [
    ['receivedMonth', 'procedure'],
    ['sum.month', 'sum.part'],
  ],
};

function numbers(path: string, names: readonly string[]): Record<string, 'number'> {
  return Object.fromEntries(names.map((name) => [`${path}.${name}`, 'number'] as const));
}

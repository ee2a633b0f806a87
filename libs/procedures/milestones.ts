/**
 * Points in the life of a case between which clocks run. Each event maps to at most a few of them.
 */
export const MILESTONES = [
  'received',
  'contactAbandoned',
  'calledBack',
  /** No complaint came of an abandoned contact (INT-8). */
  'contactEnded',
  /** The receiver said the complaint back to the complainant (INT-5). */
  'restated',
  'acknowledged',
  /** Somebody else has it to see to from then on, be it before it is classified (INT-9). */
  'handedOver',
  'classified',
  'inadmissibleExplained',
  'dispatched',
  'dispatchReturned',
  'rerouted',
  'receiptSigned',
  'formHandedBack',
  'managerNotified',
  /** The complainant heard something, be it that there is no news. */
  'answered',
  /** The complainant heard what will be done, or that nothing will: an offer, an outcome, an explanation. */
  'clearlyAnswered',
  /** Those who were sent are where it happened, or where the complainant lives (DIS-8). */
  'arrivedOnSite',
  'measuresTaken',
  'investigated',
  /** Those concerned met, with whatever result (INV-5). */
  'mediated',
  'planPrepared',
  /** What is wished for cannot be, and what could be instead is on record (SOL-9). */
  'alternativesSought',
  /** Each approval of a plan (AUT-5). */
  'planApproved',
  'solutionOffered',
  'resolved',
  'outcomeNotified',
  /** The complainant cannot be told (INT-4, OUT-1). */
  'outcomeUntellable',
  /** A regulator or association passed the complaint on, at its intake or by a hand-over later (INT-9). */
  'passedOn',
  'regulatorAnswered',
  'followedUp',
  'escalated',
  'levelAnswered',
  'promised',
  'promiseKept',
  'stepPlanned',
  'stepDone',
  'reopened',
  /** A case whose complainant has to hear of it was merged into this one (LIF-2). */
  'tookOver',
  /** That complainant heard of it, or the case was given back. */
  'mergedTold',
  'ended',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** What a clock can belong to: the case, or something in it with an identity of its own. */
export type SubjectKind =
  'case' | 'callback' | 'dispatch' | 'promise' | 'planStep' | 'escalation' | 'regulator' | 'merged';

const OWN_SUBJECT: Partial<Record<Milestone, SubjectKind>> = {
  contactAbandoned: 'callback',
  calledBack: 'callback',
  contactEnded: 'callback',
  dispatched: 'dispatch',
  dispatchReturned: 'dispatch',
  rerouted: 'dispatch',
  receiptSigned: 'dispatch',
  formHandedBack: 'dispatch',
  promised: 'promise',
  promiseKept: 'promise',
  stepPlanned: 'planStep',
  stepDone: 'planStep',
  escalated: 'escalation',
  levelAnswered: 'escalation',
  passedOn: 'regulator',
  regulatorAnswered: 'regulator',
  tookOver: 'merged',
  mergedTold: 'merged',
};

/** What a milestone is about; a clock belongs to what its start is about. */
export const subjectKindOf = (milestone: Milestone): SubjectKind => OWN_SUBJECT[milestone] ?? 'case';

/** A reopening takes these back: they have to be reached again (OUT-6). */
export const TAKEN_BACK: ReadonlySet<Milestone> = new Set<Milestone>([
  'inadmissibleExplained', 'clearlyAnswered', 'investigated', 'mediated', 'planPrepared', 'planApproved', 'solutionOffered',
  'resolved', 'outcomeNotified', 'outcomeUntellable', 'regulatorAnswered', 'followedUp', 'ended',
]); // prettier-ignore

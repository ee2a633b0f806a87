import { isInstant, type Instant } from '#event-sourcing';
import type { Milestone } from '#procedures';
import type { Carried } from './events/merging.ts';
import type { CaseRecord } from './state.ts';
import type { CaseEvent, CaseEventData, CaseEventDraft, CaseEventType } from './events.ts';

/** Which points in the life of a case an event reaches: what clocks start and stop by (CLK-1). */
const MILESTONES_OF: Partial<Record<CaseEventType, readonly Milestone[]>> = {
  ContactAbandoned: ['contactAbandoned'],
  AcknowledgementSent: ['acknowledged'],
  RestatementRecorded: ['restated'],
  MediationHeld: ['mediated'],
  ArrivedOnSite: ['arrivedOnSite'],
  MeasuresTaken: ['measuresTaken'],
  SolutionsPrepared: ['planPrepared'],
  AlternativesSought: ['alternativesSought'],
  PlanApproved: ['planApproved'],
  CaseClassified: ['classified'],
  InvalidityExplained: ['answered', 'clearlyAnswered'],
  CaseDispatched: ['dispatched', 'rerouted'],
  DispatchReturned: ['dispatchReturned'],
  DispatchReceiptSigned: ['receiptSigned'],
  FormHandedBack: ['formHandedBack'],
  ManagerNotified: ['managerNotified'],
  InvestigationConcluded: ['investigated'],
  SolutionOffered: ['solutionOffered', 'answered', 'clearlyAnswered', 'promiseKept'],
  ResponsePlanSet: ['stepPlanned'],
  PlanStepCompleted: ['stepDone'],
  ReplyPromised: ['promised'],
  ProgressReported: ['answered', 'promiseKept'],
  EscalatedToManager: ['escalated'],
  EscalationDecided: ['levelAnswered'],
  EscalationReturned: ['levelAnswered'],
  CaseResolved: ['resolved'],
  FinalResponseIssued: ['answered', 'clearlyAnswered', 'promiseKept'],
  CaseReopened: ['reopened'],
  CaseClosed: ['ended'],
  CaseWithdrawn: ['ended'],
  CaseMerged: ['ended'],
  ContactEnded: ['contactEnded'],
  OutcomeUntellable: ['outcomeUntellable'],
  MergeReversed: ['reopened'],
  TakeOverReleased: ['mergedTold'],
};

const TOLD: readonly Milestone[] = ['outcomeNotified', 'answered', 'clearlyAnswered', 'promiseKept'];

/** INT-9: the days of a regulator count from when it passed the case on, which only older mergings did not say. */
const isOwedSinceNow = ({ regulators, facts }: Carried): boolean =>
  regulators.length > 0 && !facts.some(({ milestone }) => milestone === 'passedOn');
const EXPLAINED: readonly Milestone[] = [
  'inadmissibleExplained',
  'answered',
  'clearlyAnswered',
  'promiseKept',
];

type Conditional = { readonly [Type in CaseEventType]?: (data: CaseEventData<Type>) => readonly Milestone[] };

/** What an event reaches only under a condition. */
const UNDER_CONDITION: Conditional = {
  // Where nobody is known it is explained to nobody (INT-4).
  CaseDeclaredInadmissible: ({ method }) => (method === undefined ? ['ended'] : [...EXPLAINED, 'ended']),
  // Attempts that reached nobody are recorded, but nothing has been answered or asked yet (INT-8, OUT-3).
  FollowUpRecorded: ({ reached }) => (reached ? ['followedUp'] : []),
  CallbackMade: ({ reached }) => (reached ? ['calledBack'] : []),
  ComplaintLogged: ({ channel }) => (channel === 'regulator' ? ['received', 'passedOn'] : ['received']),
  ComplaintHandedOver: ({ regulator }) =>
    regulator === undefined ? ['handedOver'] : ['handedOver', 'passedOn'],
  // What was owed to a regulator there is owed here (LIF-2).
  CaseTakenOver: ({ carries }) => (carries.some(isOwedSinceNow) ? ['tookOver', 'passedOn'] : ['tookOver']),
  MergedComplainantTold: ({ about, reached }) => (about === 'merging' && reached ? ['mergedTold'] : []),
  DemandAnswered: ({ method }) => (method === undefined ? [] : ['answered', 'promiseKept']),
  OutcomeNotified: ({ to }) => (to === 'regulator' ? ['regulatorAnswered'] : TOLD),
};

export function milestonesOf({ type, data }: CaseEvent | CaseEventDraft): readonly Milestone[] {
  if (Object.hasOwn(UNDER_CONDITION, type)) {
    // The table is keyed by the event's own type, so the condition takes exactly this data.
    const reached = UNDER_CONDITION[type] as (data: unknown) => readonly Milestone[];
    return reached(data);
  }
  return Object.hasOwn(MILESTONES_OF, type) ? (MILESTONES_OF[type] ?? []) : [];
}

export const hasReached = (milestone: Milestone, { clocks }: Pick<CaseRecord, 'clocks'>): boolean =>
  clocks.facts.some((fact) => fact.milestone === milestone);

/** The instant at which an event happened; undefined when only a day or nothing is known. */
export const instantWhen = (event: CaseEvent): Instant | undefined => {
  const { happenedAt } = event.metadata;
  return isInstant(happenedAt) ? happenedAt : undefined;
};

/** The instant that an event counts from: when it was recorded, where its own time is not known. */
export const momentOf = (event: CaseEvent): string => instantWhen(event) ?? event.metadata.recordedAt;

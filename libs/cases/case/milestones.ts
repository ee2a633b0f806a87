import { isInstant, type Instant } from '#event-sourcing';
import type { Milestone } from '#procedures';
import type { CaseEvent, CaseEventDraft, CaseEventType } from './events.ts';

/** Which points in the life of a case an event reaches: what clocks start and stop by (CLK-1). */
const MILESTONES_OF: Partial<Record<CaseEventType, readonly Milestone[]>> = {
  ComplaintLogged: ['received'],
  ContactAbandoned: ['contactAbandoned'],
  CallbackMade: ['calledBack'],
  AcknowledgementSent: ['acknowledged'],
  CaseClassified: ['classified'],
  CaseDeclaredInadmissible: ['inadmissibleExplained', 'ended'],
  CaseDispatched: ['dispatched'],
  DispatchReceiptSigned: ['receiptSigned'],
  FormHandedBack: ['formHandedBack'],
  ManagerNotified: ['managerNotified'],
  InvestigationConcluded: ['investigated'],
  SolutionOffered: ['solutionOffered', 'answered', 'promiseKept'],
  ReplyPromised: ['promised'],
  ProgressReported: ['answered', 'promiseKept'],
  EscalatedToManager: ['escalated'],
  EscalationDecided: ['levelAnswered'],
  EscalationReturned: ['levelAnswered'],
  CaseResolved: ['resolved'],
  FinalResponseIssued: ['answered', 'promiseKept'],
  FollowUpRecorded: ['followedUp'],
  CaseReopened: ['reopened'],
  CaseClosed: ['ended'],
  CaseWithdrawn: ['ended'],
  CaseMerged: ['ended'],
  ContactEnded: ['contactEnded'],
  OutcomeUntellable: ['outcomeUntellable'],
  MergeReversed: ['reopened'],
};

export function milestonesOf(event: CaseEvent | CaseEventDraft): readonly Milestone[] {
  // A failed attempt is recorded, but nobody has been asked yet (OUT-3).
  if (event.type === 'FollowUpRecorded' && !event.data.reached) return [];
  if (event.type !== 'OutcomeNotified')
    return Object.hasOwn(MILESTONES_OF, event.type) ? (MILESTONES_OF[event.type] ?? []) : [];
  return event.data.to === 'regulator'
    ? ['regulatorAnswered']
    : ['outcomeNotified', 'answered', 'promiseKept'];
}

/** The instant at which an event happened; undefined when only a day or nothing is known. */
export const instantWhen = (event: CaseEvent): Instant | undefined => {
  const { happenedAt } = event.metadata;
  return isInstant(happenedAt) ? happenedAt : undefined;
};

import { isInstant, type Instant } from '#event-sourcing';
import type { Milestone } from '#procedures';
import type { CaseEvent, CaseEventDraft, CaseEventType } from './events.ts';

/** Which points in the life of a case an event reaches: what clocks start and stop by (CLK-1). */
const MILESTONES_OF: Partial<Record<CaseEventType, readonly Milestone[]>> = {
  ContactAbandoned: ['contactAbandoned'],
  AcknowledgementSent: ['acknowledged'],
  CaseClassified: ['classified'],
  CaseDeclaredInadmissible: [
    'inadmissibleExplained', 'answered', 'clearlyAnswered', 'promiseKept', 'ended',
  ], // prettier-ignore
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
};

export function milestonesOf(event: CaseEvent | CaseEventDraft): readonly Milestone[] {
  switch (event.type) {
    // Attempts that reached nobody are recorded, but nothing has been answered or asked yet (INT-8, OUT-3).
    case 'FollowUpRecorded':
      return event.data.reached ? ['followedUp'] : [];
    case 'CallbackMade':
      return event.data.reached ? ['calledBack'] : [];
    case 'ComplaintLogged':
      return event.data.channel === 'regulator' ? ['received', 'passedOn'] : ['received'];
    case 'ComplaintHandedOver':
      return event.data.regulator === undefined ? [] : ['passedOn'];
    case 'OutcomeNotified':
      return event.data.to === 'regulator'
        ? ['regulatorAnswered']
        : ['outcomeNotified', 'answered', 'clearlyAnswered', 'promiseKept'];
    default:
      return Object.hasOwn(MILESTONES_OF, event.type) ? (MILESTONES_OF[event.type] ?? []) : [];
  }
}

/** The instant at which an event happened; undefined when only a day or nothing is known. */
export const instantWhen = (event: CaseEvent): Instant | undefined => {
  const { happenedAt } = event.metadata;
  return isInstant(happenedAt) ? happenedAt : undefined;
};

/** The instant that an event counts from: when it was recorded, where its own time is not known. */
export const momentOf = (event: CaseEvent): string => instantWhen(event) ?? event.metadata.recordedAt;

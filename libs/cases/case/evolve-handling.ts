import { actingIn } from '#event-sourcing';
import { lastTime } from './clock-facts.ts';
import { correctedBy } from './corrections.ts';
import type { CaseEvent, CaseEventType } from './events.ts';
import { withRaised } from './evolve-merging.ts';
import type { Evolvers } from './evolvers.ts';
import { matterOf } from './matter.ts';
import { instantWhen, momentOf } from './milestones.ts';
import { passedOnBy, regulatorsIn, toldTo } from './rules/regulators.ts';
import type { CaseRecord, Contact, DecisionOnRecord, Dispatch, Ending } from './state.ts';

/** Reasons that say that those below could not settle it. */
const UNSETTLED: ReadonlySet<string> = new Set(['unresolved', 'unsatisfied']);

/** How an answer that was given by an act is worded (AUT-4). */
export const byWhatWasDone = (type: CaseEventType): string => `By what was done: ${type}`;

/** Acts that answer without deciding on the matter as a whole (AUT-6). */
const ONLY_THAT: ReadonlySet<string> = new Set(
  (
    [
      'CompensationGranted', 'CompensationRequestRefused', 'CompensationReversed', 'OfferAuthorised', 'PlanApproved',
      'PlanSentBack', 'SolutionOffered',
    ] as const
  ).map(byWhatWasDone),
); // prettier-ignore

/** They had their try: something was offered and rejected, a level answered, or the case was settled before (AUT-3). */
const hasBeenTried = ({ options, clocks, reopened: times }: CaseRecord): boolean =>
  times > 0 ||
  lastTime(clocks, 'levelAnswered') !== undefined ||
  options.some(({ status }) => status === 'rejected');

/** A level has decided on the matter as it stands. */
export const withDecision = (
  state: CaseRecord,
  levels: readonly string[],
  decided: Pick<DecisionOnRecord, 'on' | 'option' | 'grant'>,
): CaseRecord => ({
  ...state,
  decisions: [...state.decisions, { levels, matter: matterOf(state), ...decided }],
});

/** What is taken back takes the decision on it along. */
export const withoutDecisions = (
  state: CaseRecord,
  isMeant: (decision: DecisionOnRecord) => boolean,
): CaseRecord => ({ ...state, decisions: state.decisions.filter((each) => !isMeant(each)) });

export const handledBy = (state: CaseRecord, person: string): CaseRecord =>
  state.handlers.includes(person) ? state : { ...state, handlers: [...state.handlers, person] };

const updateDispatch = (state: CaseRecord, dispatch: string, change: Partial<Dispatch>): CaseRecord => ({
  ...state,
  dispatches: state.dispatches.map((each) => (each.dispatch === dispatch ? { ...each, ...change } : each)),
});

export const NOT_CALLED: Contact = { tried: [], reached: false };

export const calledBack = (
  { tried, reached: before }: Contact,
  event: CaseEvent<'CallbackMade'>,
): Contact => ({
  tried: event.data.reached ? tried : [...tried, momentOf(event)],
  reached: before || event.data.reached,
});

const ended = (state: CaseRecord, ending: Ending): CaseRecord => ({ ...state, ending });

/** Instant under a name, or nothing when only the day is known. */
const when = (name: 'sentAt' | 'receivedAt' | 'handedBackAt', event: CaseEvent): Partial<Dispatch> => {
  const at = instantWhen(event);
  return at === undefined ? {} : { [name]: at };
};

/** Intake, classification, dispatch, investigation, escalation, outcome. */
export const evolveHandling: Evolvers = {
  ContactAbandoned: (state) => (state.contact ? state : { ...state, contact: NOT_CALLED }),
  CallbackMade: ({ contact, ...state }, event) =>
    contact === undefined || event.data.reached ? state : { ...state, contact: calledBack(contact, event) },
  ContactEnded: ({ contact: _, ...state }) => state,
  ComplaintHandedOver: (state, event) => ({
    ...state,
    regulators: passedOnBy(state.regulators, regulatorsIn(event)),
  }),
  DuplicateSuspected: (state, { data }) => ({
    ...state,
    suspectedDuplicates: [...state.suspectedDuplicates, ...data.of],
  }),
  DuplicateDismissed: (state, { data }) => ({
    ...state,
    suspectedDuplicates: state.suspectedDuplicates.filter((each) => each !== data.of),
  }),
  CaseLinked: (state, { data }) => ({
    ...state,
    links: [...state.links, { to: data.to, relation: data.relation }],
  }),
  CameFromFeedback: (state, { data }) => ({ ...state, feedback: data.feedback }),
  ContactPromoted: (state, { data }) => ({ ...state, contactKind: data.to }),
  IntakeCorrected: (state, { data }) => correctedBy(state, data),

  CaseClassified: (state, { data }) => ({
    ...state,
    category: data.category,
    severity: data.severity,
    complainantInsists: data.complainantInsists ?? false,
  }),
  SeverityChanged: (state, event) => {
    const { data } = event;
    return {
      ...state,
      takenOver: withRaised(state, event),
      severity: data.to,
      ...((data.cause === 'oneMonth' || data.cause === 'breach') && { overdueSeverity: data.to }),
    };
  },
  CategoryChanged: (state, { data }) => ({ ...state, category: data.to }),
  ValidityAssessed: (state, { data, metadata }) => {
    const assessed: CaseRecord = { ...state, valid: data.valid, invalidityExplained: 'no' };
    const before = withoutDecisions(assessed, ({ on }) => on === 'invalid');
    return data.valid ? before : withDecision(before, [metadata.actor.role], { on: 'invalid' });
  },
  InvalidityExplained: (state, { data }) => ({
    ...state,
    // Once not accepted, it is a supervisor who explained it (CLS-5).
    invalidityExplained: data.accepted || state.invalidityExplained !== 'no' ? 'yes' : 'notAccepted',
  }),
  CaseDeclaredInadmissible: (state, { metadata }) =>
    withDecision(ended(state, 'inadmissible'), [metadata.actor.role], { on: 'inadmissible' }),
  SensitiveFlagRaised: (state, { data }) => ({ ...state, flags: [...state.flags, data.flag] }),
  SensitiveFlagCleared: (state, { data }) => ({
    ...state,
    flags: state.flags.filter((flag) => flag !== data.flag),
  }),

  CaseDispatched: (state, event) => {
    const { dispatch, department, part, dueAt } = event.data;
    const sent: Dispatch = {
      dispatch,
      department,
      part,
      status: 'sent',
      sentBy: event.metadata.actor.id,
      ...when('sentAt', event),
      ...(dueAt && { dueAt }),
    };
    const next = part === 'lead' ? { ...state, department } : state;
    return { ...next, dispatches: [...state.dispatches, sent] };
  },
  DispatchReceiptSigned: (state, event) =>
    updateDispatch(state, event.data.dispatch, { status: 'received', ...when('receivedAt', event) }),
  DispatchReturned: (state, { data }) => updateDispatch(state, data.dispatch, { status: 'returned' }),
  FormHandedBack: (state, event) =>
    updateDispatch(state, event.data.dispatch, { status: 'handedBack', ...when('handedBackAt', event) }),
  OwnerAssigned: (state, { data: { owner, department }, metadata: { happenedAt = '' } }) => {
    // Told late, it does not take the case from whoever has had it since (LIF-5).
    const isPast = state.clocks.standing.some((each) => each.owner !== undefined && each.at > happenedAt);
    const assigned = isPast ? state : { ...state, owner, ...(department && { department }) };
    return handledBy({ ...assigned, entrusted: [...new Set([...state.entrusted, owner])] }, owner);
  },

  FindingRecorded: (state, { metadata }) =>
    handledBy({ ...state, findings: state.findings + 1 }, metadata.actor.id),
  EvidenceAdded: (state, { data: { evidence, sha256, size, mediaType, fileName } }) => ({
    ...state,
    evidence: [...state.evidence, { evidence, sha256, size, mediaType, fileName }],
  }),
  InvestigationConcluded: (state, { data, metadata }) => {
    const { outcome, responsibility, rootCause, responsiblePerson: responsible } = data;
    const { responsible: _, ...others } = state;
    const found = { ...others, ...(responsible !== undefined && { responsible }) };
    return handledBy({ ...found, conclusion: { outcome, responsibility, rootCause } }, metadata.actor.id);
  },

  EscalatedToManager: (state, { data }) => ({
    ...state,
    level: data.to,
    levelAwaited: true,
    complainantInsists: state.complainantInsists || data.reason === 'complainantInsists',
    unsettledBelow: state.unsettledBelow || (UNSETTLED.has(data.reason) && hasBeenTried(state)),
  }),
  EscalationDecided: (state, { data, metadata }) => {
    const answered: CaseRecord = { ...state, levelAwaited: false };
    // What was done has its own decision on record, on no more than that.
    return ONLY_THAT.has(data.decision)
      ? answered
      : withDecision(handledBy(answered, metadata.actor.id), [data.level, metadata.actor.role], {
          on: 'matter',
        });
  },
  EscalationReturned: (state, { data }) => ({ ...state, level: data.to, levelAwaited: false }),

  // What a level was asked is answered by the resolution (AUT-4).
  CaseResolved: (state, { metadata: { actor } }) =>
    withDecision(
      handledBy(
        {
          ...state,
          resolved: true,
          levelAwaited: false,
          settledBy: { role: actor.role, by: actingIn(actor) },
        },
        actor.id,
      ),
      [actor.role],
      { on: 'matter' },
    ),
  OutcomeNotified: (before, { data, metadata }) => {
    const state = handledBy(before, metadata.actor.id);
    if (data.to === 'regulator') return { ...state, regulators: toldTo(state.regulators, data.regulator) };
    // Reached after all: then they are asked, too (OUT-3).
    const { untellable: _, ...reached } = state;
    return { ...reached, outcomeNotified: true };
  },
  ContactFailed: (state, event) => {
    const { about } = event.data;
    const tried = [...state.failedContacts[about], momentOf(event)];
    return { ...state, failedContacts: { ...state.failedContacts, [about]: tried } };
  },
  OutcomeUntellable: (state, { data }) => ({ ...state, untellable: data.why }),
  FinalResponseIssued: (state) => ({
    ...state,
    finalResponseIssued: true,
    takenOver: state.takenOver.map((each) => ({ ...each, written: true })),
  }),
  FollowUpRecorded: (state, event) => {
    const { data } = event;
    const followUp = {
      reached: data.reached,
      at: momentOf(event),
      ...(data.satisfied === undefined ? {} : { satisfied: data.satisfied }),
    };
    return { ...state, followUps: [...state.followUps, followUp] };
  },
  CaseClosed: (state) => ended(state, 'closed'),
  CaseArchived: (state) => ({ ...state, archived: true }),
  CaseWithdrawn: (state) => ended(state, 'withdrawn'),
  HistoricOutcomeRecorded: (state) => ended(state, 'closed'),
};

import { handledBy, withDecision } from './evolve-handling.ts';
import type { Evolvers } from './evolvers.ts';
import type { CaseRecord, CompensationRequest, Grant, OptionStatus } from './state.ts';

const markOption = (state: CaseRecord, option: string, status: OptionStatus): CaseRecord => ({
  ...state,
  options: state.options.map((each) => (each.option === option ? { ...each, status } : each)),
});

const markGrant = (state: CaseRecord, grant: string, status: Grant['status']): CaseRecord => ({
  ...state,
  grants: state.grants.map((each) => (each.grant === grant ? { ...each, status } : each)),
});

const markRequest = (
  state: CaseRecord,
  request: string | undefined,
  status: CompensationRequest['status'],
): CaseRecord =>
  request === undefined
    ? state
    : {
        ...state,
        requests: state.requests.map((each) => (each.request === request ? { ...each, status } : each)),
      };

/** SOL-4: what stands granted, as it was worth then: a later correction of the goods' value frees nothing. */
export const totalOf = ({ grants }: Pick<CaseRecord, 'grants'>): number =>
  grants.filter(({ status }) => status !== 'reversed').reduce((sum, { worth }) => sum + worth, 0);

/** Solutions and compensation. */
export const evolveSolution: Evolvers = {
  SolutionsPrepared: (state, { data, metadata }) => ({
    ...state,
    optionsEver: state.optionsEver + data.options.length,
    options: [
      ...state.options.filter(({ status }) => status === 'rejected' || status === 'implemented'),
      ...data.options.map((option) => ({ ...option, status: 'prepared' as const })),
    ],
    planApproved: false,
    preparedBy: metadata.actor.id,
  }),
  PlanApproved: (state, { data, metadata }) =>
    withDecision({ ...state, planApproved: true }, [data.level, metadata.actor.role]),
  PlanSentBack: (state) => ({
    ...state,
    planApproved: false,
    options: state.options.filter((each) => each.status !== 'prepared'),
  }),
  SolutionOffered: (state, { data: { option }, metadata: { actor } }) =>
    withDecision(handledBy(markOption(state, option, 'offered'), actor.id), [actor.role], option),
  SolutionAccepted: (state, { data }) => markOption(state, data.option, 'accepted'),
  SolutionRejected: (state, { data }) => ({
    ...markOption(state, data.option, 'rejected'),
    decisions: state.decisions.filter(({ option }) => option !== data.option),
  }),
  SolutionImplemented: (state, { data, metadata }) =>
    handledBy(markOption(state, data.option, 'implemented'), metadata.actor.id),
  ResponsePlanSet: (state, { data }) => ({
    ...state,
    plan: data.steps.map(({ step }) => ({ step, done: false })),
  }),
  PlanStepCompleted: (state, { data }) => ({
    ...state,
    plan: state.plan.map((each) => (each.step === data.step ? { ...each, done: true } : each)),
  }),

  CompensationGranted: (state, { data: { grant, remedy, request, authority }, metadata }) => {
    const worth = authority.caseTotal.minor - totalOf(state);
    const granted: Grant = { grant, remedy, worth, status: 'granted' };
    const next = markRequest({ ...state, grants: [...state.grants, granted] }, request, 'granted');
    return withDecision(handledBy(next, metadata.actor.id), [authority.level]);
  },
  CompensationRequested: (state, { data: { request, remedy, neededLevel }, metadata }) => ({
    ...state,
    requests: [
      ...state.requests,
      { request, remedy, neededLevel, requestedBy: metadata.actor.id, status: 'open' },
    ],
  }),
  CompensationRequestRefused: (state, { data }) => markRequest(state, data.request, 'refused'),
  CompensationDelivered: (state, { data }) => markGrant(state, data.grant, 'delivered'),
  CompensationReversed: (state, { data }) => markGrant(state, data.grant, 'reversed'),
};

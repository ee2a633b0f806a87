import { actingIn } from '#event-sourcing';
import { handledBy, withDecision, withoutDecisions } from './evolve-handling.ts';
import type { Evolvers } from './evolvers.ts';
import type { CaseEventData } from './events.ts';
import { without } from '../without.ts';
import type { CaseRecord, OptionStatus, PlanApproval } from './state.ts';

const markOption = (state: CaseRecord, option: string, status: OptionStatus): CaseRecord => ({
  ...state,
  options: state.options.map((each) => (each.option === option ? { ...each, status } : each)),
});

/** How often nobody answered is counted for the offer that waits. */
const asked = (state: CaseRecord): CaseRecord => ({
  ...state,
  failedContacts: { ...state.failedContacts, offer: [] },
});

const approvalOf = (
  { level, authority }: CaseEventData<'PlanApproved'>,
  by: readonly string[],
): PlanApproval => ({
  level,
  by,
  ...(authority && { authority }),
});

/** A plan that gives way takes its approvals and what was decided on its options along. */
const withoutPlan = (state: CaseRecord): CaseRecord => {
  const unheard = state.options.filter(({ status }) => status === 'prepared');
  return withoutDecisions(
    state,
    ({ on, option }) => on === 'plan' || unheard.some((each) => each.option === option),
  );
};

/** What the complainant does not take is no longer decided on (AUT-6). */
const notTaken = (state: CaseRecord, option: string, status: OptionStatus): CaseRecord =>
  withoutDecisions(markOption(state, option, status), (decision) => decision.option === option);

/** SOL-1: what was carried out with something that was taken back still has to be, as long as the matter is not settled. */
const notGiven = (state: CaseRecord, grant: string): CaseRecord => {
  const option = state.remedies.find((each) => each.grant === grant)?.option;
  const isDone = state.options.some((each) => each.option === option && each.status === 'implemented');
  return option === undefined || !isDone || state.resolved ? state : markOption(state, option, 'accepted');
};

/** Solutions and compensation; what becomes of a remedy is folded beside (`remedies/`). */
export const evolveSolution: Evolvers = {
  SolutionsPrepared: (state, { data, metadata }) => ({
    ...withoutPlan(state),
    optionsEver: state.optionsEver + data.options.length,
    options: [
      ...state.options.filter(({ status }) => status === 'rejected' || status === 'implemented'),
      ...data.options.map((option) => ({ ...option, status: 'prepared' as const })),
    ],
    approvals: [],
    reviews: state.reviews.filter(({ before }) => before !== 'offered'),
    prepared: [...state.prepared, { by: actingIn(metadata.actor), options: data.options }],
  }),
  PlanApproved: (state, { data, metadata }) =>
    withDecision(
      handledBy(
        { ...state, approvals: [...state.approvals, approvalOf(data, actingIn(metadata.actor))] },
        metadata.actor.id,
      ),
      [data.level, metadata.actor.role],
      { on: 'plan' },
    ),
  PlanSentBack: (state) => ({
    ...withoutPlan(state),
    approvals: [],
    options: state.options.filter((each) => each.status !== 'prepared'),
  }),
  SolutionOffered: (state, { data: { option }, metadata: { actor } }) =>
    withDecision(handledBy(asked(markOption(state, option, 'offered')), actor.id), [actor.role], {
      on: 'offer',
      option,
    }),
  SolutionAccepted: (state, { data }) => markOption(state, data.option, 'accepted'),
  OfferLapsed: (state, { data: { option } }) => notTaken(state, option, 'lapsed'),
  SolutionRejected: (state, { data: { option } }) => notTaken(state, option, 'rejected'),
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

  OfferAuthorised: (state, { data: { option, authority }, metadata }) =>
    withDecision(handledBy(state, metadata.actor.id), [authority.level], { on: 'offer', option }),
  // What an option grants was decided when it was offered.
  CompensationGranted: (state, { data: { grant, option, authority }, metadata }) => {
    const handled = handledBy(state, metadata.actor.id);
    return option === undefined ? withDecision(handled, [authority.level], { on: 'grant', grant }) : handled;
  },
  CompensationDelivered: (state, { metadata }) => handledBy(state, metadata.actor.id),
  CompensationReversed: (state, { data }) =>
    withoutDecisions(notGiven(state, data.grant), ({ grant }) => grant === data.grant),
  SettlementMarkedConfidential: (state, { data: { level } }) => ({ ...state, confidentialFrom: level }),
  SettlementConfidentialityLifted: (state) => without(state, 'confidentialFrom'),
  AmountsRecorded: (state, { data: { bill, fee } }) => ({
    ...state,
    ...(bill && { bill }),
    ...(fee && { fee }),
  }),
};

import { actingIn } from '#event-sourcing';
import { handledBy } from './evolve-handling.ts';
import type { Evolvers } from './evolvers.ts';
import type { CaseRecord } from './state.ts';

/** What a procedure may ask for on the way: demands answered each by itself, and people on the spot. */
export const evolveCourse: Evolvers = {
  InquirySecretSet: (state, { data: { seal } }) => ({ ...state, inquirySeal: seal }),
  DemandsRecorded: (state, { data }) => ({ ...state, demands: [...state.demands, ...data.demands] }),
  DemandAnswered: (state, { data: { demand, answer }, metadata }) =>
    handledBy(
      {
        ...state,
        demands: state.demands.map((each) => (each.demand === demand ? { ...each, answer } : each)),
      },
      metadata.actor.id,
    ),
  CaseReviewed: (state, { data: { by, before, inOrder }, metadata }) => ({
    ...state,
    reviews: [
      ...state.reviews.filter((each) => each.by !== by || each.before !== before),
      { by, before, inOrder, who: actingIn(metadata.actor) },
    ],
  }),
  ImprovementPlanned: (state, { data }) => ({ ...state, improvement: data.issue }),
  ExtensionRequested: (state, { data: { request, clock, to, approverLevel: level }, metadata }) => ({
    ...state,
    extensionsAsked: [
      ...(state.extensionsAsked ?? []),
      { request, clock, to, by: actingIn(metadata.actor), level },
    ],
  }),
  ExtensionGranted: (state, { data }) => extensionAnswered(state, data.clock),
  ExtensionRefused: (state, { data }) => extensionAnswered(state, data.clock),
  ArrivedOnSite: (state, { data }) => data.people.reduce(handledBy, state),
};

/** Whatever was asked for on this clock. */
const extensionAnswered = ({ extensionsAsked, ...state }: CaseRecord, clock: string): CaseRecord =>
  extensionsAsked === undefined
    ? state
    : {
        ...state,
        extensionsAsked: extensionsAsked.map((each) =>
          each.clock === clock ? { ...each, answered: true } : each,
        ),
      };

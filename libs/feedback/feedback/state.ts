import { actingIn } from '#event-sourcing';
import type { DECISIONS, FeedbackEvent, FeedbackReceived } from './events.ts';

type Decision = (typeof DECISIONS)[number];

export interface Feedback extends Omit<FeedbackReceived, 'answers'> {
  readonly status: 'received' | 'considered' | Decision | 'promoted';
  /** What it was before somebody made a complaint of it. */
  readonly before?: 'received' | 'considered' | Decision;
  readonly owner?: string;
  readonly told: boolean;
  /** Whoever decided on it. */
  readonly decidedBy: readonly string[];
  /** Why no complaint came of it, as the rules of cases say. */
  readonly notPromoted?: string;
}

export type FeedbackState = { readonly status: 'none' } | Feedback;

export const noFeedback: FeedbackState = { status: 'none' };

/** The fold of what somebody has said: total, pure, never throws; unknown events leave it as it is. */
export function evolve(state: FeedbackState, event: FeedbackEvent): FeedbackState {
  if (state.status !== 'none') return changed(state, event);
  if (event.type !== 'FeedbackReceived') return state;
  const { answers: _, ...received } = event.data;
  return { ...received, status: 'received', told: false, decidedBy: [] };
}

function changed(state: Feedback, { type, data, metadata }: FeedbackEvent): Feedback {
  switch (type) {
    case 'FeedbackConsidered':
      return { ...state, status: 'considered', owner: data.owner };
    case 'FeedbackDecided':
      return { ...state, status: data.decision, decidedBy: actingIn(metadata.actor) };
    case 'SuggesterTold':
      return { ...state, told: true };
    case 'FeedbackPromoted': {
      const { notPromoted: _, ...rest } = state;
      return { ...rest, status: 'promoted', ...(state.status !== 'promoted' && { before: state.status }) };
    }
    case 'PromotionRefused': {
      const { before = 'received', ...rest } = state;
      return { ...rest, status: before, notPromoted: data.because };
    }
    default:
      return state;
  }
}

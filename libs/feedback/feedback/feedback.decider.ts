import { decideBy, type Decider } from '#event-sourcing';
import type { FeedbackContext, FeedbackTypes } from './command.ts';
import { feedbackCommands, type FeedbackCommand } from './commands.ts';
import type { FeedbackEvent, FeedbackEventDraft } from './events.ts';
import { noSuchFeedback } from './rules.ts';
import { evolve, noFeedback, type FeedbackState } from './state.ts';

/** The whole write model of feedback. Who may act is judged before, from what the organisation says (D22). */
export const feedbackDecider: Decider<
  FeedbackState,
  FeedbackCommand,
  FeedbackEventDraft,
  FeedbackEvent,
  FeedbackContext
> = {
  initialState: noFeedback,
  decide: decideBy<FeedbackTypes>(feedbackCommands, ({ when }, state) =>
    when !== 'received' && state.status === 'none' ? noSuchFeedback('') : state,
  ),
  evolve,
};

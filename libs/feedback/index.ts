export { feedbackAggregate } from './feedback.aggregate.ts';
export { feedbackStreamOf } from './feedback/feedback-id.ts';
export { feedbackCommands, type FeedbackCommand } from './feedback/commands.ts';
export type { FeedbackEvent } from './feedback/events.ts';
export { feedbackProcess } from './promotion-process.ts';

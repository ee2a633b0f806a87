import { readModel, type Projection } from '#event-sourcing';
import { feedbackList } from './list/feedback-list.query.ts';
import { feedbackProjection } from './list/feedback.projection.ts';
import { feedback } from './list/feedback.query.ts';

const received = readModel({
  projection: () => feedbackProjection,
  personal: ['said'],
  queries: [feedbackList, feedback],
});

/** What is folded from the history of feedback. */
export const feedbackProjections: readonly Projection<object>[] = [received.projection({})];

/** Every question about it. */
export const feedbackQueries = received.queries;

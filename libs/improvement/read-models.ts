import { readModel, type Projection } from '#event-sourcing';
import { improvement } from './list/improvement.query.ts';
import { improvementsProjection } from './list/improvements.projection.ts';
import { improvements } from './list/improvements.query.ts';
import { occurrencesProjection } from './list/occurrences.projection.ts';

const issues = readModel({
  projection: () => improvementsProjection,
  personal: ['said', 'reason', 'closedBecause'],
  queries: [improvements, improvement],
});

/** What is folded from the history of the issues. */
export const improvementProjections: readonly Projection<object>[] = [issues.projection({})];

/** Every question about them. */
export const improvementQueries = issues.queries;

/** What is folded from that of what may repeat. */
export const recurrenceProjections: readonly Projection<object>[] = [occurrencesProjection];

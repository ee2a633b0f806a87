import { auditAggregate } from '#audit';
import { budgetAggregate } from '#budgets';
import { caseAggregate } from '#cases';
import { conductAggregate } from '#conduct';
import type { AnyAggregate, CollectionSpec, StreamName } from '#event-sourcing';
import { dutyAggregate } from '#duties';
import { feedbackAggregate } from '#feedback';
import { fileAggregate } from '#files';
import { improvementAggregate, occurrenceAggregate, recurrenceAggregate } from '#improvement';
import { noticeAggregate, outboxAggregate } from '#notices';
import { organisationAggregate } from '#organisation';
import { privacyAggregate } from '#privacy';
import { rulebookAggregate } from '#rulebook';

/**
 * Every kind of aggregate: another one is a line here and its folder. What stores call its streams, how its events are
 * read, its commands, routes, documentation, questions and read models come from its value.
 */
export const AGGREGATES = [
  caseAggregate,
  organisationAggregate,
  auditAggregate,
  fileAggregate,
  dutyAggregate,
  budgetAggregate,
  rulebookAggregate,
  occurrenceAggregate,
  recurrenceAggregate,
  improvementAggregate,
  conductAggregate,
  feedbackAggregate,
  privacyAggregate,
  noticeAggregate,
  outboxAggregate,
] as const satisfies readonly AnyAggregate[];

/** What the names of their streams begin with. */
export const STREAM_PREFIXES: readonly string[] = AGGREGATES.map(({ kind }) => `${kind}-`);

type FoldOptions = Parameters<(typeof caseAggregate)['projections']>[0];

/** Every read model; each is folded from the streams of its own kind, and nothing else concerns it. */
export function foldsOf(options: FoldOptions) {
  const kinds = AGGREGATES.map(({ kind, projections }) => ({ kind, folds: projections(options) }));
  return {
    projections: kinds.flatMap(({ folds }) => folds),
    concerns: ({ name }: CollectionSpec, stream: StreamName): boolean =>
      kinds.some(
        ({ kind, folds }) =>
          stream.startsWith(`${kind}-`) && folds.some(({ collection }) => collection.name === name),
      ),
  };
}

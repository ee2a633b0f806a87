import { caseAggregate } from '#cases';
import type { AnyAggregate } from '#event-sourcing';
import { organisationAggregate } from '#organisation';

/**
 * Every kind of aggregate: another one is a line here and its folder. What stores call its streams, how its events are
 * read, its commands, routes, documentation, questions and read models come from its value.
 */
export const AGGREGATES = [caseAggregate, organisationAggregate] as const satisfies readonly AnyAggregate[];

/** What the names of their streams begin with. */
export const STREAM_PREFIXES: readonly string[] = AGGREGATES.map(({ kind }) => `${kind}-`);

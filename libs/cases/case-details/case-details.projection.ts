import type { Actor, CollectionSpec, HappenedAt, Instant, Position, Projection } from '#event-sourcing';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEvent, CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { caseKeys } from '../recorded-case-event.ts';
import { titleOf } from './titles.ts';

/** One event of the case as people read it. */
export interface TimelineEntry {
  /** Decimal text: a revision never becomes a float (design D2). */
  readonly revision: string;
  readonly position: Position;
  readonly type: CaseEventType;
  /** Absent when nobody knows. */
  readonly happenedAt?: HappenedAt;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** One English sentence without the complainant's personal data. */
  readonly title: string;
  /** What was recorded, personal data included. */
  readonly data: unknown;
}

/** The whole case for those who handle it, so with personal data (PRI-1): how it stands, and what happened. */
export interface CaseDetails {
  readonly caseId: string;
  /** Of the last event, as decimal text. */
  readonly revision: string;
  readonly updatedAt: Instant;
  readonly state: Exclude<CaseState, { readonly status: 'none' }>;
  /** In the order of the history, which is the order of recording. */
  readonly timeline: readonly TimelineEntry[];
}

export const CASE_DETAILS: CollectionSpec = {
  name: 'case-details',
  version: 6,
  fields: { caseId: 'text' },
  indexes: [],
};

export const caseDetailsProjection: Projection<CaseDetails, CaseEvent> = {
  collection: CASE_DETAILS,
  keys: caseKeys,
  evolve(document, event, caseId) {
    const state = evolve(document?.state ?? noCase, event);
    if (state.status === 'none') return undefined;
    const revision = event.revision.toString();
    const timeline = [...(document?.timeline ?? []), entryOf(event, revision)];
    return { caseId, revision, updatedAt: event.metadata.recordedAt, state, timeline };
  },
};

function entryOf(event: RecordedCaseEvent, revision: string): TimelineEntry {
  const { type, data, position, metadata } = event;
  const { happenedAt, recordedAt, actor } = metadata;
  return {
    ...{ revision, position, type },
    ...(happenedAt && { happenedAt }),
    ...{ recordedAt, actor, title: titleOf(event), data },
  };
}

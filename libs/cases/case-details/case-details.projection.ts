import {
  EVENT_SET_ASIDE,
  isErasing,
  SUBJECT_ERASED,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { caseIdOf } from '../case/case-id.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { caseIdOfEvent } from '../recorded-case-event.ts';
import { isFromWithin } from '../reading/from-within.ts';
import {
  entryErased,
  entryOf,
  isTimelinePage,
  pagesBetween,
  timelinePageOf,
  type TimelineEntry,
  type TimelinePage,
} from './timeline.ts';

/** How a case stands; what happened stands in pages beside it. */
export interface CaseHead {
  readonly caseId: string;
  /** Of the last event, as decimal text. */
  readonly revision: string;
  readonly updatedAt: Instant;
  readonly state: Exclude<CaseState, { readonly status: 'none' }>;
  /** Somebody was ever known to complain from within (CLS-9). */
  readonly fromWithin: boolean;
}

/** The whole case for those who handle it, so with personal data (PRI-1): how it stands, and what happened last. */
export interface CaseDetails extends Omit<CaseHead, 'fromWithin'> {
  readonly timeline: readonly TimelineEntry[];
  /** How many entries come before those of the timeline; absent: none. */
  readonly earlierEntries?: number;
}

/** The document of a case has its number as id, a page of its timeline that and the page: `7F3K-9M2Q-X4TB/0`. */
export const CASE_DETAILS: CollectionSpec = {
  name: 'case-details',
  version: 7,
  fields: { caseId: 'text' },
  indexes: [],
};

export const caseDetailsProjection: Projection<CaseHead | TimelinePage, CaseEvent> = {
  collection: CASE_DETAILS,
  keys(event) {
    const caseId = toldOf(event);
    if (caseId === undefined) return [];
    // What was said before is in every page.
    if (isErasing(event)) return [...pagesBetween(caseId, 0, Number(event.revision)), caseId];
    return [timelinePageOf(caseId, event.revision), caseId];
  },
  evolve(document, event, key) {
    if (isTimelinePage(key)) return evolvePage(document as TimelinePage | undefined, event, key);
    return evolveHead(document as CaseHead | undefined, event);
  },
};

/** What was set aside is told where the case is. */
const toldOf = (event: RecordedEvent): string | undefined =>
  event.type === EVENT_SET_ASIDE || event.type === SUBJECT_ERASED
    ? caseIdOf(event.stream)
    : caseIdOfEvent(event);

function evolvePage(
  page: TimelinePage | undefined,
  event: RecordedCaseEvent,
  key: string,
): TimelinePage | undefined {
  const caseId = toldOf(event);
  if (caseId === undefined) return page;
  const before = page?.timeline ?? [];
  const told = isErasing(event) ? before.map(entryErased) : before;
  const isItsPage = key === timelinePageOf(caseId, event.revision);
  return { caseId, timeline: isItsPage ? [...told, entryOf(event)] : told };
}

export function evolveHead(head: CaseHead | undefined, event: RecordedCaseEvent): CaseHead | undefined {
  const state = evolve(head?.state ?? noCase, event);
  const caseId = toldOf(event);
  if (state.status === 'none' || caseId === undefined) return undefined;
  return {
    ...{ caseId, revision: event.revision.toString(), updatedAt: event.metadata.recordedAt, state },
    fromWithin: head?.fromWithin === true || isFromWithin(event),
  };
}

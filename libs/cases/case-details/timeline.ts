import {
  withoutTexts,
  type Actor,
  type EVENT_SET_ASIDE,
  type SUBJECT_ERASED,
  type HappenedAt,
  type Instant,
  type Position,
} from '#event-sourcing';
import {
  caseEventSchemas,
  type CaseEvent,
  type CaseEventType,
  type RecordedCaseEvent,
} from '../case/events.ts';
import { titleOf } from './titles.ts';

/** One event of the case as people read it. */
export interface TimelineEntry {
  /** Decimal text: a revision never becomes a float (design D2). */
  readonly revision: string;
  readonly position: Position;
  readonly type: CaseEventType | typeof EVENT_SET_ASIDE | typeof SUBJECT_ERASED;
  /** Absent when nobody knows. */
  readonly happenedAt?: HappenedAt;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** One English sentence without the complainant's personal data. */
  readonly title: string;
  /** What was recorded, personal data included. */
  readonly data: unknown;
}

/**
 * So many events of a case in a document of their own: however long a case lives, no document grows with it. In the order
 * of the history, which is the order of recording.
 */
export interface TimelinePage {
  readonly caseId: string;
  readonly timeline: readonly TimelineEntry[];
}

export const ENTRIES_PER_PAGE = 100;

/** No case number contains a slash. */
const SEPARATOR = '/';

export const timelinePageOf = (caseId: string, revision: bigint | number): string =>
  `${caseId}${SEPARATOR}${String(BigInt(revision) / BigInt(ENTRIES_PER_PAGE))}`;

export const isTimelinePage = (key: string): boolean => key.includes(SEPARATOR);

/** Ids of the pages that hold those revisions, both included. */
export function pagesBetween(caseId: string, first: number, last: number): readonly string[] {
  const pages = new Set<string>();
  for (let revision = first; revision <= last; revision += 1) pages.add(timelinePageOf(caseId, revision));
  return [...pages];
}

export function entryOf(event: RecordedCaseEvent): TimelineEntry {
  const { type, data, position, metadata, revision } = event;
  const { happenedAt, recordedAt, actor } = metadata;
  return {
    ...{ revision: revision.toString(), position, type },
    ...(happenedAt && { happenedAt }),
    ...{ recordedAt, actor, title: titleOf(event), data },
  };
}

/** PRI-2: what stands there once whoever complained is erased. */
export function entryErased(entry: TimelineEntry): TimelineEntry {
  const { type } = entry;
  if (!Object.hasOwn(caseEventSchemas, type)) return entry;
  const data = withoutTexts(caseEventSchemas[type as CaseEventType], entry.data);
  // Type and data belong together, as they were recorded.
  return { ...entry, data, title: titleOf({ type, data } as CaseEvent) };
}

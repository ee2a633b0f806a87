import type { CollectionSpec, Projection, RecordedEvent } from '#event-sourcing';
import type { RecurrenceEvent } from '../recurrence/events.ts';
import { recurrenceIdOfStream } from '../recurrence/recurrence-id.ts';

/** One case that was counted for something that may repeat. */
export interface OccurrenceDocument {
  readonly recurrence: string;
  readonly caseId: string;
  readonly at: string;
  readonly counts: boolean;
}

export const OCCURRENCES: CollectionSpec = {
  name: 'occurrences',
  version: 1,
  fields: { recurrence: 'text', at: 'text', counts: 'boolean' },
  indexes: [['recurrence', 'at']],
};

/** A document for each case and each thing that it counts for: however often something happens, none of them grows. */
export const occurrencesProjection: Projection<OccurrenceDocument, RecordedEvent<RecurrenceEvent>> = {
  collection: OCCURRENCES,
  keys({ stream, type, data }) {
    const recurrence = recurrenceIdOfStream(stream);
    return type === 'OccurrenceCounted' && recurrence !== undefined ? [`${recurrence}/${data.case}`] : [];
  },
  evolve(document, { stream, type, data }) {
    if (type !== 'OccurrenceCounted') return document;
    const { case: caseId, at, counts } = data;
    return { recurrence: recurrenceIdOfStream(stream) ?? '', caseId, at, counts };
  },
};

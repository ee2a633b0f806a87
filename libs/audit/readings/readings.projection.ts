import {
  personKey,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { AUDIT_STREAM } from '../record/codec.ts';
import type { DataRead } from '../record/events.ts';

/** Who read what, and when: never what stood there (PRI-1). */
export interface Reading extends Pick<DataRead['data'], 'what' | 'filters' | 'through' | 'asPerson'> {
  readonly caseId?: string;
  readonly person: string;
  readonly role: string;
  readonly at: Instant;
  readonly correlationId: string;
}

export interface ReadingDocument extends Reading {
  /** The person's id however it is spelled. */
  readonly personKey: string;
}

export const READINGS: CollectionSpec = {
  name: 'readings',
  version: 1,
  fields: { caseId: 'text', personKey: 'text', at: 'text' },
  indexes: [['at'], ['caseId', 'at'], ['personKey', 'at']],
};

/** A document for each event. */
export const readingsProjection: Projection<ReadingDocument> = {
  collection: READINGS,
  keys: (event) => (isReading(event) ? [event.id] : []),
  evolve: (document, event) => (isReading(event) ? documentOf(event) : document),
};

const isReading = (event: RecordedEvent): event is RecordedEvent<DataRead> =>
  event.type === 'DataRead' && event.stream.startsWith(`${AUDIT_STREAM}-`);

function documentOf({ data, metadata }: RecordedEvent<DataRead>): ReadingDocument {
  const { case: caseId, ...read } = data;
  const { actor, recordedAt, $correlationId } = metadata;
  return {
    ...read,
    ...(caseId !== undefined && { caseId }),
    ...{ person: actor.id, personKey: personKey(actor.id), role: actor.role },
    ...{ at: recordedAt, correlationId: $correlationId },
  };
}

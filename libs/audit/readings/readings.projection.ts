import {
  personKey,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { AUDIT_STREAM } from '../record/codec.ts';
import type { CommandLineUsed, DataRead } from '../record/events.ts';

/** Who read what, or did what at the command line, and when: never what stood there (PRI-1). */
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
  keys: (event) => (isOnRecord(event) ? [event.id] : []),
  evolve: (document, event) => (isOnRecord(event) ? documentOf(event) : document),
};

type OnRecord = RecordedEvent<DataRead> | RecordedEvent<CommandLineUsed>;
const TYPES: readonly string[] = ['DataRead', 'CommandLineUsed'] satisfies readonly OnRecord['type'][];

const isOnRecord = (event: RecordedEvent): event is OnRecord =>
  TYPES.includes(event.type) && event.stream.startsWith(`${AUDIT_STREAM}-`);

function documentOf(event: OnRecord): ReadingDocument {
  const { actor, recordedAt, $correlationId } = event.metadata;
  return {
    ...readingOf(event),
    ...{ person: actor.id, personKey: personKey(actor.id), role: actor.role },
    ...{ at: recordedAt, correlationId: $correlationId },
  };
}

function readingOf(event: OnRecord): Omit<Reading, 'person' | 'role' | 'at' | 'correlationId'> {
  if (event.type === 'CommandLineUsed') {
    const { command: what, ...asked } = event.data;
    return { what, ...asked, filters: [], through: 'command-line' };
  }
  const { case: caseId, ...read } = event.data;
  return { ...read, ...(caseId !== undefined && { caseId }) };
}

import type { DomainEvent, RecordedEvent } from '../event.ts';
import type { CollectionSpec } from '../read-model-store.ts';
import type { Sums } from './sums.ts';

/**
 * A read model as a pure fold (design D5). The same value serves live projection, rebuild, as-of and what-if.
 * Neither function throws or does I/O; unknown events are ignored by `keys` returning nothing.
 */
export interface Projection<Document extends object, Event extends DomainEvent = DomainEvent> {
  /** Raise the version when the fold or the shape changes: a new version is built beside the old one (D7). */
  readonly collection: CollectionSpec;
  /** Ids of the documents that this event touches. */
  keys(event: RecordedEvent<Event>): readonly string[];
  /** The document after the event; `undefined` removes it (kept as a tombstone). */
  evolve(document: Document | undefined, event: RecordedEvent<Event>, key: string): Document | undefined;
  /** What is added up over the documents, for questions about all of them. */
  readonly sums?: Sums<Document>;
}

import type {
  CommandId,
  EventId,
  HappenedAt,
  Instant,
  Position,
  Revision,
  StreamName,
} from './primitives.ts';

/** Who acts, and in which role they do it (LIF-3). */
export interface Actor {
  readonly id: string;
  readonly role: string;
  /** In whose place they acted, who was away (DIS-5). */
  readonly deputyFor?: string;
}

/**
 * What every event carries beside its data (LIF-3, LIF-5, design D11).
 * A stored contract: fields may be added, never renamed or given another meaning.
 */
export interface EventMetadata {
  /** Version of the data's schema when it was written. */
  readonly schemaVersion: number;
  readonly actor: Actor;
  /** Absent when the source does not say when it happened. */
  readonly happenedAt?: HappenedAt;
  readonly recordedAt: Instant;
  /** `id@version` of the procedure that the decision was made under. */
  readonly procedure?: string;
  readonly commandId: CommandId;
  /**
   * Keyed hash of the canonical command: tells a retry from another command under the same id. Before there were keys, its
   * SHA-256.
   */
  readonly commandHash: string;
  /**
   * Hash of the event before it in its stream, or of the stream's name: see `eventHash`. What was recorded before there was a
   * chain has none.
   */
  readonly previousHash?: string;
  /** Names that EventStoreDB's own tools understand. */
  readonly $correlationId: string;
  readonly $causationId: string;
}

/** An event as a decider returns it: not yet recorded. `happenedAt` undefined means the command's own time applies. */
export interface EventDraft<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** Overrides the command's time; `'unknown'` leaves it out. */
  readonly happenedAt?: HappenedAt | 'unknown';
}

/** An event with its circumstances: what folds see. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly metadata: EventMetadata;
}

/** A domain event together with its place in the history. */
export type RecordedEvent<Event extends DomainEvent = DomainEvent> = Event & {
  readonly id: EventId;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
};

import type { Actor, DomainEvent, EventDraft } from './event.ts';
import type { CommandId, HappenedAt, Instant } from './primitives.ts';

/** The circumstances of one command, written on each of its events. */
export interface Stamp {
  readonly commandId: CommandId;
  readonly commandHash: string;
  readonly actor: Actor;
  readonly recordedAt: Instant;
  /** The command's own time; default `recordedAt`; `'unknown'` leaves it out. */
  readonly happenedAt?: HappenedAt | 'unknown' | undefined;
  readonly procedure?: string | undefined;
  /** Default: the command id, which begins a conversation of its own. */
  readonly correlationId?: string | undefined;
  /** Default: the command id. */
  readonly causationId?: string | undefined;
  /** Current version of the event type's schema; default 1. The codec refuses to record any other. */
  readonly schemaVersion?: number | undefined;
}

/** The event that a draft becomes. */
export type Stamped<Draft extends EventDraft> =
  Draft extends EventDraft<infer Type, infer Data> ? DomainEvent<Type, Data> : never;

/**
 * Turns a draft into an event. Pure: the command handler uses it on what it records, deciders and tests use it on
 * what they fold, so both see the same metadata.
 */
export function stampMetadata<Draft extends EventDraft>(draft: Draft, stamp: Stamp): Stamped<Draft> {
  const happenedAt = draft.happenedAt ?? stamp.happenedAt ?? stamp.recordedAt;
  const event: DomainEvent = {
    type: draft.type,
    data: draft.data,
    metadata: {
      schemaVersion: stamp.schemaVersion ?? 1,
      actor: stamp.actor,
      ...(happenedAt === 'unknown' ? {} : { happenedAt }),
      recordedAt: stamp.recordedAt,
      ...(stamp.procedure === undefined ? {} : { procedure: stamp.procedure }),
      commandId: stamp.commandId,
      commandHash: stamp.commandHash,
      $correlationId: stamp.correlationId ?? stamp.commandId,
      $causationId: stamp.causationId ?? stamp.commandId,
    },
  };
  return event as Stamped<Draft>;
}

import { NewerEvent, type Codec } from './codec.ts';
import type { Damage } from './damage.ts';
import type { Refusal } from './decider.ts';
import type { DomainEvent, EventMetadata, RecordedEvent } from './event.ts';
import type { StoredEvent } from './event-store.ts';
import type { Feed } from './feed/feed.ts';
import { decodeOrDamage } from './history.ts';
import type { CommandId, EventId, Position, StreamName } from './primitives.ts';
import type { Checkpoint } from './read-model-store.ts';

export interface CommandToSend<Command> {
  readonly stream: StreamName;
  readonly command: Command;
  /** Derived from what causes it (see `commandId`), so that a second delivery is recognised as a repeat. */
  readonly commandId: CommandId;
}

/** What of an event a process looks at: the same for one just recorded and for one read from the history. */
export type Cause<Event extends DomainEvent> = Event extends DomainEvent
  ? Pick<Event, 'type' | 'data'> & {
      readonly id: EventId;
      readonly stream: StreamName;
      /** By whom it happened, in what capacity, when it was recorded, and under which procedure. */
      readonly metadata: Pick<EventMetadata, 'actor' | 'recordedAt' | 'procedure'>;
    }
  : never;

/** A policy "whenever this happened, ask for that". Pure: the decider decides what comes of the command. */
export interface ProcessManager<Event extends DomainEvent, Command> {
  readonly name: string;
  /** It reacts to nothing else; other events are not even decoded. */
  readonly types: readonly Event['type'][];
  react(cause: Cause<Event>): readonly CommandToSend<Command>[];
  /** What is asked for when that was refused. */
  refused(cause: Cause<Event>, refusal: Refusal): readonly CommandToSend<Command>[];
}

/** Must throw when the command was not settled: it is then sent again. Resolves with the refusal, if it was refused. */
export type SendCommand<Event extends DomainEvent, Command> = (
  toSend: CommandToSend<Command>,
  cause: Cause<Event>,
) => Promise<Refusal | undefined>;

export interface Delivery<Event extends DomainEvent, Command> {
  readonly manager: ProcessManager<Event, Command>;
  readonly feed: Feed;
  readonly codec: Codec<Event>;
  readonly checkpoint: { load(): Promise<Position>; save(checkpoint: Checkpoint): Promise<void> };
  readonly send: SendCommand<Event, Command>;
  readonly signal: AbortSignal;
  readonly onDamage?: (damage: Damage) => void;
  /** Looks up what the process will look for about this event. */
  readonly lookUp?: (event: RecordedEvent) => Promise<void>;
}

/** Nothing was settled yet, as was to be expected: it is looked at again later. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** So many events without a reaction are read again at most after a restart. */
const MOST_UNSAVED = 5_000;

/**
 * Follows the history from the checkpoint and sends what the manager asks for, in log order, at least once:
 * the checkpoint moves after every command of a batch was settled, or of all before the first that is not yet.
 * Stands still before an event that only a newer program can read: rejects with NewerEvent.
 * Resolves on abort; rejects when `send` does: the caller starts it again.
 */
export async function deliver<Event extends DomainEvent, Command>(
  delivery: Delivery<Event, Command>,
): Promise<void> {
  const { feed, checkpoint, signal, codec, manager } = delivery;
  const types = new Set<string>(manager.types);
  let unsaved = 0;
  for await (const batch of feed.follow(await checkpoint.load(), signal)) {
    const newer = batch.findIndex((event) => !codec.knows(event));
    const events = newer < 0 ? batch : batch.slice(0, newer);
    const causes = events.filter(({ type }) => types.has(type));
    await takeAll(delivery, causes);
    unsaved += events.length;
    const last = events.at(-1);
    if (last !== undefined && (causes.length > 0 || newer >= 0 || unsaved >= MOST_UNSAVED)) {
      await checkpoint.save({ position: last.position, event: last.id });
      unsaved = 0;
    }
    const barrier = batch[newer];
    if (barrier !== undefined) throw standingStill(manager.name, barrier);
  }
}

/** What was settled before one that is not yet is not sent again each time that this is looked at. */
async function takeAll<Event extends DomainEvent, Command>(
  delivery: Delivery<Event, Command>,
  causes: readonly StoredEvent[],
): Promise<void> {
  let settled: StoredEvent | undefined;
  for (const cause of causes) {
    try {
      await take(delivery, cause);
    } catch (error) {
      if (error instanceof NotYet && settled !== undefined)
        await delivery.checkpoint.save({ position: settled.position, event: settled.id });
      throw error;
    }
    settled = cause;
  }
}

/** Nobody's fact asks for nothing, and what cannot be read must not keep the rest waiting. */
async function take<Event extends DomainEvent, Command>(
  { codec, manager, send, onDamage, lookUp }: Delivery<Event, Command>,
  cause: StoredEvent,
): Promise<void> {
  const decoded = decodeOrDamage(codec, cause);
  if ('finding' in decoded) return onDamage?.(decoded);
  await lookUp?.(decoded);
  await reactTo(decoded, manager, send);
}

/** What an older program passes over would be left undone for good. */
const standingStill = (name: string, { type, position }: StoredEvent): NewerEvent =>
  new NewerEvent(
    `${name} stands still before event ${type} at position ${position}: written by a newer program; upgrade this one`,
  );

/** Sends what the event asks for, and what a refusal of that asks for. */
export async function reactTo<Event extends DomainEvent, Command>(
  cause: Cause<Event> | RecordedEvent<Event>,
  manager: ProcessManager<Event, Command>,
  send: SendCommand<Event, Command>,
): Promise<void> {
  // A recorded event is all that a cause is, and more; TypeScript does not see it through the union.
  const event = cause as Cause<Event>;
  for (const toSend of manager.react(event)) {
    const refusal = await send(toSend, event);
    if (refusal === undefined) continue;
    for (const instead of manager.refused(event, refusal)) await send(instead, event);
  }
}

import type { Codec } from './codec.ts';
import type { DomainEvent, RecordedEvent } from './event.ts';
import type { EventStore } from './event-store.ts';
import type { CommandId, Position, StreamName } from './primitives.ts';

export interface CommandToSend<Command> {
  readonly stream: StreamName;
  readonly command: Command;
  /** Derived from what causes it (see `commandId`), so that a second delivery is recognised as a repeat. */
  readonly commandId: CommandId;
}

/** A policy "whenever this happened, ask for that". Pure: the decider decides what comes of the command. */
export interface ProcessManager<Event extends DomainEvent, Command> {
  readonly name: string;
  react(event: RecordedEvent<Event>): readonly CommandToSend<Command>[];
}

export interface Delivery<Event extends DomainEvent, Command> {
  readonly manager: ProcessManager<Event, Command>;
  readonly store: EventStore;
  readonly codec: Codec<Event>;
  readonly checkpoint: { load(): Promise<Position>; save(position: Position): Promise<void> };
  /** Must throw when the command was not settled: it is then sent again from the checkpoint. */
  send(toSend: CommandToSend<Command>, cause: RecordedEvent<Event>): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Follows the history from the checkpoint and sends what the manager asks for, in log order, at least once:
 * the checkpoint moves only after every command of a batch was settled.
 * Resolves on abort or with the reason of a dropped subscription; rejects when `send` does. The caller starts it again.
 */
export async function deliver<Event extends DomainEvent, Command>(
  delivery: Delivery<Event, Command>,
): Promise<'aborted' | { readonly dropped: string }> {
  const { store, checkpoint, signal } = delivery;
  const messages = store.subscribe({ after: await checkpoint.load(), signal });
  for await (const message of messages) {
    if (message.kind === 'dropped') return { dropped: message.reason };
    if (message.kind !== 'events') continue;
    for (const stored of message.events) await deliverOne(delivery, delivery.codec.decode(stored));
    const last = message.events.at(-1);
    if (last !== undefined) await checkpoint.save(last.position);
  }
  return 'aborted';
}

async function deliverOne<Event extends DomainEvent, Command>(
  delivery: Delivery<Event, Command>,
  event: RecordedEvent<Event>,
): Promise<void> {
  for (const toSend of delivery.manager.react(event)) await delivery.send(toSend, event);
}

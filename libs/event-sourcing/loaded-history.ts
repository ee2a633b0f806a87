import type { Codec } from './codec.ts';
import type { StreamState } from './command.ts';
import type { Damage } from './damage.ts';
import type { Decider } from './decider.ts';
import type { DomainEvent, EventDraft, RecordedEvent } from './event.ts';
import type { EventStore, StoredEvent } from './event-store.ts';
import { decodeHistory, notSetAside } from './history.ts';
import { BEGINNING, revision, type CommandId, type Instant, type StreamName } from './primitives.ts';
import type { KnownStream, StateCache } from './state-cache.ts';

/** A stream as one command sees it: folded, with what it needs besides to be decided once. */
export interface History<State, Event extends DomainEvent> extends StreamState<State> {
  /** When the last event was recorded: time does not run backwards within a stream, whatever the machine's clock does. */
  readonly recordedAt?: Instant;
  /** The event that the next one names; absent at the beginning. */
  readonly last?: StoredEvent;
  /** What is wrong with the stream. */
  readonly damage: readonly Damage[];
  /** Events that this very command recorded earlier: all in one append, so they are read together. */
  readonly own: readonly RecordedEvent<Event>[];
  /** Of all that was read. */
  readonly commands: ReadonlySet<CommandId>;
}

export const nothingOf = <State, Event extends DomainEvent>({
  initialState,
}: {
  readonly initialState: State;
}): History<State, Event> => ({
  state: initialState,
  revision: 'no-stream',
  position: BEGINNING,
  own: [],
  commands: new Set(),
  damage: [],
});

/** A command that stands in the stream already needs its events, and so the whole stream. */
export const remembering = <State, Event extends DomainEvent>(
  known: KnownStream<State> | undefined,
  { commandId }: { readonly commandId: CommandId },
): History<State, Event> | undefined =>
  known === undefined || known.commands.has(commandId) ? undefined : { ...known, own: [], damage: [] };

export function remember<State, Event extends DomainEvent>(
  cache: StateCache<State>,
  stream: StreamName,
  { recordedAt, revision, state, position, commands, damage }: History<State, Event>,
): void {
  // What is wrong with a stream is found again by each command.
  if (revision !== 'no-stream' && recordedAt !== undefined && damage.length === 0)
    cache.put(stream, { state, revision, position, recordedAt, commands });
}

interface Loading<State, Command, Draft extends EventDraft, Event extends DomainEvent, Context> {
  readonly store: EventStore;
  readonly codec: Codec<Event>;
  readonly decider: Decider<State, Command, Draft, Event, Context>;
}

/** What was read of the stream before, with what came since. */
export async function loadNewer<State, Command, Draft extends EventDraft, Event extends DomainEvent, Context>(
  { store, codec, decider }: Loading<State, Command, Draft, Event, Context>,
  { stream, commandId }: { readonly stream: StreamName; readonly commandId: CommandId },
  known: History<State, Event>,
): Promise<History<State, Event>> {
  const begins = known.revision === 'no-stream';
  const from = begins ? revision(0) : known.revision;
  const read = await store.readStream(stream, { from });
  const [first] = read;
  // The last one that is known is read with them: a history that was restored may have another in its place, or none.
  if (!begins && first?.position !== known.position)
    return loadNewer({ store, codec, decider }, { stream, commandId }, nothingOf(decider));
  const stored = begins ? read : read.slice(1);
  const last = read.at(-1);
  if (last === undefined) return known;
  if (stored.length === 0) return { ...known, last };
  const newer = decodeHistory(codec, stored, begins ? from : revision(from + 1n));
  const recordedAt = newer.events.at(-1)?.metadata.recordedAt ?? known.recordedAt;
  return {
    state: newer.events.reduce<State>((state, event) => decider.evolve(state, event), known.state),
    revision: last.revision,
    position: last.position,
    last,
    ...(recordedAt !== undefined && { recordedAt }),
    own: newer.events.filter((event) => event.metadata.commandId === commandId),
    damage: notSetAside([...known.damage, ...newer.damage], newer.events),
    commands: new Set([...known.commands, ...newer.events.map(({ metadata }) => metadata.commandId)]),
  };
}

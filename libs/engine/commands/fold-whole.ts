import {
  readWhole,
  type Codec,
  type DomainEvent,
  type EventStore,
  type RecordedEvent,
  type StreamName,
} from '#event-sourcing';

interface Fold<State, Event extends DomainEvent> {
  readonly initialState: State;
  evolve(state: State, event: RecordedEvent<Event>): State;
}

/** How a stream stands now, from all of its events. Throws {@link StreamFault}. */
export async function foldWhole<State, Event extends DomainEvent>(
  store: Pick<EventStore, 'readStream'>,
  codec: Codec<Event>,
  stream: StreamName,
  fold: Fold<State, Event>,
): Promise<State> {
  const events = await readWhole(store, codec, stream);
  return events.reduce<State>((state, event) => fold.evolve(state, event), fold.initialState);
}

import {
  StreamFault,
  type EventStore,
  type StoredEvent,
  type StreamName,
  type SubscriptionMessage,
} from '#event-sourcing';

/** Several installations on one server: each one's streams begin with its namespace there, and nowhere else. */
export function inNamespace(store: EventStore, namespace: string): EventStore {
  const there = (stream: StreamName): StreamName => `${namespace}${stream}` as StreamName;
  const here = (event: StoredEvent): StoredEvent => ({ ...event, stream: nameHere(event.stream) });
  const nameHere = (stream: StreamName): StreamName => stream.slice(namespace.length) as StreamName;
  const faultHere = (error: unknown): never => {
    if (!(error instanceof StreamFault)) throw error;
    const { damage, message, cause } = error;
    throw new StreamFault({ ...damage, stream: nameHere(damage.stream) }, message, { cause });
  };
  return {
    append: (stream, expected, events) => store.append(there(stream), expected, events).catch(faultHere),
    readStream: async (stream, options) =>
      (await store.readStream(there(stream), options).catch(faultHere)).map(here),
    readAll: async (after, limit) => (await store.readAll(after, limit)).map(here),
    at: async (position) => {
      const event = await store.at(position);
      return event && here(event);
    },
    head: () => store.head(),
    identity: () => store.identity(),
    ...(store.connections && { connections: store.connections }),
    ...(store.reaches && { reaches: store.reaches.bind(store) }),
    ...(store.guarding && { guarding: store.guarding }),
    async *subscribe(options): AsyncGenerator<SubscriptionMessage> {
      for await (const message of store.subscribe(options))
        yield message.kind === 'events' ? { ...message, events: message.events.map(here) } : message;
    },
    close: () => store.close(),
  };
}

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  BEGINNING,
  canonicalJson,
  streamName,
  type EventId,
  type EventStore,
  type EventToAppend,
  type StoredEvent,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';

export const stream = (id: string) => streamName('case', id);
export const event = (note: string): EventToAppend => ({
  id: randomUUID() as EventId,
  type: 'Noted',
  data: canonicalJson({ note }),
  metadata: canonicalJson({ actor: { id: 'u-1', role: 'agent' } }),
});

/** Events `a0 b0 a1 a2 c0 b1`, in this order of the log. */
export async function source(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  await store.append(stream('a'), 'no-stream', [event('a0')]);
  await store.append(stream('b'), 'no-stream', [event('b0')]);
  await store.append(stream('a'), revisionOf(0), [event('a1')]);
  await store.append(stream('a'), revisionOf(1), [event('a2')]);
  await store.append(stream('c'), 'no-stream', [event('c0')]);
  await store.append(stream('b'), revisionOf(0), [event('b1')]);
  return store;
}

export const revisionOf = (value: number) => BigInt(value) as StoredEvent['revision'];
export const logOf = (store: EventStore) => store.readAll(BEGINNING, 10_000);
const placeless = (events: readonly StoredEvent[]) =>
  events.map(({ position: _position, ...event }) => event);
export const sameLog = async (one: EventStore, other: EventStore) => {
  expect(placeless(await logOf(other))).toEqual(placeless(await logOf(one)));
};

/** A store behind another one's face. */
export const behind = (store: EventStore, instead: Partial<EventStore>): EventStore => ({
  append: (...append) => store.append(...append),
  readStream: (...stream) => store.readStream(...stream),
  readAll: (...page) => store.readAll(...page),
  at: (position) => store.at(position),
  identity: () => store.identity(),
  head: () => store.head(),
  subscribe: (options) => store.subscribe(options),
  close: () => store.close(),
  ...instead,
});

import { createCodec } from '../codec.ts';
import { createCommandHandler } from '../command-handling.ts';
import { unkeyedSeal } from '../command-seal.ts';
import type { StreamCommand } from '../command.ts';
import { type EventStore } from '../event-store.ts';
import { commandId } from '../ids.ts';
import { instant, instantOf, millisOf, streamName } from '../primitives.ts';
import {
  account,
  accountContracts,
  type Account,
  type AccountCommand,
  type AccountContext,
  type AccountEvent,
} from './account.fixture.ts';
import { MemoryEventStore } from './memory-event-store.ts';

export const stream = streamName('account', '1');
export const codec = createCodec<AccountEvent>(accountContracts);
export const morning = instant('2026-09-01T09:00:00Z');

export type Request = StreamCommand<Account, AccountCommand, AccountContext>;

export const deposit = (amount: number, id = `deposit ${amount}`, more: Partial<Request> = {}): Request => ({
  stream,
  command: { type: 'Deposit', data: { amount } },
  commandId: commandId(id),
  actor: { id: 'u-1', role: 'agent' },
  context: (now) => ({ now }),
  ...more,
});

/** A handler on a store of its own, with a clock that moves a minute at every look. */
export function bank(store: EventStore = new MemoryEventStore(), maxAttempts?: number) {
  let time = millisOf(morning);
  const clock = () => instantOf((time += 60_000));
  const handle = createCommandHandler({
    seal: unkeyedSeal,
    store,
    codec,
    decider: account,
    clock,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  const history = async () => (await store.readStream(stream)).map((stored) => codec.decode(stored));
  return { handle, store, history };
}

/** The memory store with one method changed. */
export function storeWith(changes: (inner: EventStore) => Partial<EventStore>): EventStore {
  const inner = new MemoryEventStore();
  const port: EventStore = {
    append: (...args) => inner.append(...args),
    readStream: (...args) => inner.readStream(...args),
    readAll: (...args) => inner.readAll(...args),
    at: (position) => inner.at(position),
    identity: () => inner.identity(),
    head: () => inner.head(),
    subscribe: (options) => inner.subscribe(options),
    close: () => inner.close(),
  };
  return { ...port, ...changes(inner) };
}

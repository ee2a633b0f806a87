import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { eventStoreContract } from './event-store.contract.ts';

eventStoreContract(
  'memory',
  () => {
    const store = new MemoryEventStore();
    return Promise.resolve({ store, dispose: () => store.close() });
  },
  { durable: false },
);

eventStoreContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redress-event-store-'));
  const open = () => openSqliteEventStore({ file: join(folder, 'events.db') });
  const store = open();
  return {
    store,
    connect: () => Promise.resolve(open()),
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

if (process.env['EVENTSTORE_URL'] === undefined) {
  describe.skip('event store contract: EventStoreDB (no server: EVENTSTORE_URL is not set)', () => {
    it('was not run', () => undefined);
  });
} else {
  it('runs on EventStoreDB', () => {
    throw new Error(
      'EVENTSTORE_URL is set, but libs/event-store has no EventStoreDB adapter to run the contract on',
    );
  });
}

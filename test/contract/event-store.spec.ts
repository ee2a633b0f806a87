import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openEventStoreDb, openSqliteEventStore } from '#event-store';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
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

/** The server knows an event id only within its stream, and takes 1 MiB in one append unless configured otherwise. */
const ON_EVENTSTOREDB = { refusesForeignIds: false, largestBatch: 2000 };

eventStoreContract(
  'EventStoreDB (protocol double)',
  async () => {
    const double = await startEventStoreDbDouble();
    const { connectionString } = double;
    const store = openEventStoreDb({ connectionString });
    return {
      store,
      connect: () => Promise.resolve(openEventStoreDb({ connectionString })),
      dispose: async () => {
        await store.close();
        await double.stop();
      },
    };
  },
  ON_EVENTSTOREDB,
);

const connectionString = process.env['EVENTSTORE_URL'];
if (connectionString === undefined) {
  describe.skip('event store contract: EventStoreDB (no server: EVENTSTORE_URL is not set)', () => {
    it('was not run', () => undefined);
  });
} else {
  eventStoreContract(
    'EventStoreDB (the server of EVENTSTORE_URL)',
    () => {
      const store = openEventStoreDb({ connectionString });
      return Promise.resolve({
        store,
        connect: () => Promise.resolve(openEventStoreDb({ connectionString })),
        dispose: () => store.close(),
      });
    },
    ON_EVENTSTOREDB,
  );
}

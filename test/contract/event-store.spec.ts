import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { MemoryEventStore, runs, sampled } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { whyNoProxy } from '../servers/eventstoredb/through-proxy.ts';
import { eventStoreContract } from './event-store.contract.ts';
import { events, newStream, STREAM_PREFIX, type Server } from './event-store.fixtures.ts';
import { openPatiently } from './event-store.patience.ts';
import { reconnectContract } from './event-store.reconnects.ts';
import { sharedLogContract } from './event-store.shared-log.ts';

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
const ON_EVENTSTOREDB = {
  refusesForeignIds: false,
  largestBatch: sampled({ full: 2000, sample: 500 }),
  crowd: sampled({ full: 100, sample: 20 }),
  histories: runs(12),
};

function eventStoreDbContract(name: string, start: () => Promise<Server>): void {
  eventStoreContract(
    name,
    async () => {
      const server = await start();
      const { connectionString } = server;
      const open = () => openPatiently({ connectionString, streamPrefixes: [STREAM_PREFIX] });
      const store = open();
      return {
        store,
        connect: () => Promise.resolve(open()),
        dispose: async () => {
          await store.close();
          await server.stop();
        },
      };
    },
    ON_EVENTSTOREDB,
  );
  sharedLogContract(name, start);
}

const notRun = (what: string, why: string): void => {
  describe.skip(`${what}: NOT RUN: ${why}`, () => {
    it('was not run', () => undefined);
  });
};

const DOUBLE = 'EventStoreDB (protocol double)';
eventStoreDbContract(DOUBLE, startEventStoreDbDouble);
reconnectContract(DOUBLE, startEventStoreDbDouble);

const REAL = 'EventStoreDB (the server of EVENTSTORE_URL)';
const connectionString = process.env['EVENTSTORE_URL'];
if (connectionString === undefined) {
  notRun(`event store contract, with all its parts: ${REAL}`, 'EVENTSTORE_URL is not set');
} else {
  // A disk that is waited for, and a network between.
  // Every search for the head of the history ends here, however much others have written to this server.
  beforeAll(async () => {
    const store = openPatiently({ connectionString, streamPrefixes: [STREAM_PREFIX] });
    await store.append(newStream(), 'no-stream', events(1));
    await store.close();
  });
  const start = () => Promise.resolve({ connectionString, stop: () => Promise.resolve() });
  eventStoreDbContract(REAL, start);
  const obstacle = whyNoProxy(connectionString);
  if (obstacle === undefined) reconnectContract(REAL, start);
  else notRun(`event store contract, reconnects: ${REAL}`, obstacle);
}

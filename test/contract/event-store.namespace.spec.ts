import { describe, expect, it } from 'vitest';
import { BEGINNING } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { eventStoreContract } from './event-store.contract.ts';
import { events, newStream, pages, STREAM_PREFIX } from './event-store.fixtures.ts';
import { openPatiently } from './event-store.patience.ts';

const open = (connectionString: string, namespace: string) =>
  openPatiently({ connectionString, namespace, streamPrefixes: [STREAM_PREFIX] });

eventStoreContract(
  'EventStoreDB (protocol double), in a namespace',
  async () => {
    const double = await startEventStoreDbDouble();
    const store = open(double.connectionString, 'staging_');
    return {
      store,
      connect: () => Promise.resolve(open(double.connectionString, 'staging_')),
      dispose: async () => {
        await store.close();
        await double.stop();
      },
    };
  },
  { refusesForeignIds: false, largestBatch: 200, crowd: 10, histories: runs(6) },
);

describe('installations in namespaces of one EventStoreDB (protocol double)', () => {
  it('do not see each other, nor the one without a namespace, even with the same case', async () => {
    const double = await startEventStoreDbDouble();
    const stores = ['', 'staging_', 'training_'].map((each) => open(double.connectionString, each));
    const stream = newStream();
    for (const [index, store] of stores.entries()) await store.append(stream, 'no-stream', events(index + 1));
    for (const [index, store] of stores.entries()) {
      const log = await pages(store, BEGINNING, 10);
      expect(log.map((event) => [event.stream, event.revision])).toEqual(
        Array.from({ length: index + 1 }, (_, revision) => [stream, BigInt(revision)]),
      );
      expect(await store.readStream(stream)).toEqual(log);
      expect(await store.head()).toBe(log.at(-1)?.position);
    }
    expect(new Set(double.log.events.map((event) => event.stream))).toContain(`staging_${stream}`);
    await Promise.all(stores.map((store) => store.close()));
    await double.stop();
  });
});

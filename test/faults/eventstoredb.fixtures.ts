import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { streamName, type EventStore, type StreamName } from '#event-sourcing';
import { openEventStoreDb, type EventStoreDbOptions } from '#event-store/eventstoredb';
import { idsOf, sleep } from '../contract/event-store.fixtures.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';

/** Short, so that a stall is noticed within a test. */
export const DEADLINE = 600;
export const SILENCE = 250;

/** A double for each test, and stores that are closed after it. */
export function useDouble(): {
  readonly double: () => EventStoreDbDouble;
  readonly open: (options?: Partial<EventStoreDbOptions>) => EventStore;
} {
  let double: EventStoreDbDouble;
  const stores: EventStore[] = [];
  beforeEach(async () => {
    double = await startEventStoreDbDouble();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await double.stop();
  });
  return {
    double: () => double,
    open: (options) => {
      const store = openEventStoreDb({
        connectionString: double.connectionString,
        deadlineMillis: DEADLINE,
        silenceMillis: SILENCE,
        ...options,
      });
      stores.push(store);
      return store;
    },
  };
}

/** What the server holds, whatever its clients believe. */
export const idsIn = (double: EventStoreDbDouble, stream: StreamName): readonly string[] =>
  double.log.events.filter((event) => event.stream === stream).map(({ id }) => id);

export { idsOf, sleep };

/** In the category of the product, which the store looks for unless told otherwise. */
export const newStream = (): StreamName => streamName('case', randomUUID());

/** Breaks all connections that many times, with enough time in between for some requests to come through. */
export async function breakRepeatedly(double: EventStoreDbDouble, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await sleep(100);
    double.cut();
  }
}

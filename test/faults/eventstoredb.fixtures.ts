import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { streamName, type EventStore, type EventToAppend, type StreamName } from '#event-sourcing';
import { eventually, type SimulatedTiming } from '#event-sourcing/testing';
import type { EventStoreDbOptions } from '#event-store/eventstoredb';
import { events, idsOf } from '../contract/event-store.fixtures.ts';
import { openPatiently, passDeadline, patientTiming } from '../contract/event-store.patience.ts';
import type { LoggedEvent, NewEvent } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import type { ServedSubscription } from '../servers/eventstoredb/subscribe.ts';

/** A double for each test, stores that are closed after it, and the time by which these stores wait. */
export function useDouble(): {
  readonly double: () => EventStoreDbDouble;
  readonly open: (options?: Partial<EventStoreDbOptions>) => EventStore;
  readonly timing: () => SimulatedTiming;
  /** Waits until as many faults as that are left, and then gives up the request that has met the last one. */
  readonly giveUpAt: (faults: readonly unknown[], left?: number) => Promise<void>;
  /** The subscription at the server's end, once it has sent so many events. */
  readonly served: (sent?: number) => Promise<ServedSubscription>;
  /** By somebody else: to the server it makes no difference, and the stores under test have to hear of it. */
  readonly write: (appends: number, size?: number) => void;
} {
  let double: EventStoreDbDouble;
  let timing: SimulatedTiming;
  const stores: EventStore[] = [];
  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    timing = patientTiming();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await double.stop();
  });
  return {
    double: () => double,
    open: (options) => {
      const store = openPatiently({ connectionString: double.connectionString, timing, ...options });
      stores.push(store);
      return store;
    },
    timing: () => timing,
    giveUpAt: async (faults, left = 0) => {
      await eventually(() => faults.length === left, 'the request that meets the fault');
      await passDeadline(timing);
    },
    served: async (sent = 0) => {
      const find = () => [...double.subscriptions].find((each) => each.sent() >= sent);
      await eventually(() => find() !== undefined, `a subscription that has sent ${String(sent)} events`);
      const found = find();
      if (found === undefined) throw new Error('the subscription has gone');
      return found;
    },
    write: (appends, size = 1) => {
      for (let round = 0; round < appends; round += 1)
        double.write(newStream(), 'no-stream', events(size).map(proposed));
    },
  };
}

/** What the server holds, whatever its clients believe: by the ids of the events, which stand in their metadata. */
export const idsIn = ({ log }: EventStoreDbDouble, stream: StreamName): readonly string[] =>
  log.events.filter((event) => event.stream === stream).map((event) => identified(event).id);

/** An event's own id, and its metadata without it, to the byte. */
export function identified({ id, metadata }: Pick<LoggedEvent, 'id' | 'metadata'>) {
  const text = Buffer.from(metadata).toString('utf8');
  const own = /^\{"\$redressEventId":"([^"]{36})",?/.exec(text);
  return { id: own?.[1] ?? id, metadata: own === null ? text : `{${text.slice(own[0].length)}` };
}

/** Of the same size, with an id of its own. */
export const another = (event: NewEvent): NewEvent => {
  const text = Buffer.from(event.metadata).toString();
  return {
    ...event,
    id: randomUUID(),
    metadata: Buffer.from(text.replace(identified(event).id, randomUUID())),
  };
};

/** An event in the server's own words, so that a test can write behind the store's back. */
export const proposed = ({ id, type, data, metadata }: EventToAppend): NewEvent => ({
  id,
  type,
  isJson: true,
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
});

export { idsOf };

/** In the category of the product, which the store looks for unless told otherwise. */
export const newStream = (): StreamName => streamName('case', randomUUID());

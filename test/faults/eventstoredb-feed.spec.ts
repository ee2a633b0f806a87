import { status } from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it, vi } from 'vitest';
import {
  BEGINNING,
  EventStoreUnavailable,
  type EventStore,
  type Position,
  type SubscriptionMessage,
} from '#event-sourcing';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { consume, events, follow, pages, until } from '../contract/event-store.fixtures.ts';
import { serviceError, type ReadFault } from '../servers/eventstoredb/faults.ts';
import { note } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import type { ServedSubscription } from '../servers/eventstoredb/subscribe.ts';
import { DEADLINE, idsOf, newStream, SILENCE, sleep, useDouble } from './eventstoredb.fixtures.ts';

const { double, open } = useDouble();

const served = async (): Promise<ServedSubscription> => {
  for (;;) {
    const [first] = double().subscriptions;
    if (first !== undefined) return first;
    await sleep(5);
  }
};

const appendThirty = async (store: EventStore): Promise<void> => {
  for (let round = 0; round < 30; round += 1) await store.append(newStream(), 'no-stream', events(1));
};

describe('a subscription to EventStoreDB (protocol double) loses nothing and repeats nothing when', () => {
  it.each([
    [
      'it ends without a word',
      (each: ServedSubscription) => {
        each.end();
      },
      'ended the subscription',
    ],
    [
      'it fails',
      (each: ServedSubscription) => {
        each.fail();
      },
      'cannot be reached',
    ],
    [
      'it falls silent',
      (each: ServedSubscription) => {
        each.fallSilent();
      },
      'stopped sending events',
    ],
  ])('%s', async (_name, breakIt, reason) => {
    const store = open();
    await appendThirty(store);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 90);
    await sleep(100);
    breakIt(await served());
    await appendThirty(store);
    await appendThirty(store);
    const { seen, drops } = await consumed;
    expect(seen).toEqual(await store.readAll(BEGINNING, 100));
    expect(drops).toEqual([expect.stringContaining(reason)]);
  });

  it('the server sends an event once more', async () => {
    const store = open();
    await appendThirty(store);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 60);
    await sleep(100);
    (await served()).repeat();
    await appendThirty(store);
    expect((await consumed).seen).toEqual(await store.readAll(BEGINNING, 100));
  });

  it('requests beside it meet silence, and it alone stays where it is', async () => {
    const store = open();
    await appendThirty(store);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 60);
    await sleep(DEADLINE);
    double().faults.readAll.push({ after: 1, then: 'stall' });
    await store.readAll(BEGINNING, 10);
    expect(double().proxy.connections()).toBeGreaterThan(1);
    await appendThirty(store);
    const { seen, drops } = await consumed;
    expect(seen).toEqual(await store.readAll(BEGINNING, 100));
    expect(drops).toEqual([]);
  });
});

describe('a checkpoint of the server', () => {
  it('that says "none", as of a log without an event for us, harms nobody', async () => {
    const store = open();
    const crashes: unknown[] = [];
    const noteCrash = (reason: unknown) => crashes.push(reason);
    process.on('unhandledRejection', noteCrash);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 1);
    (await served()).checkpoint(2n ** 64n - 1n);
    await sleep(50);
    await store.append(newStream(), 'no-stream', events(1));
    expect(await consumed).toEqual({ seen: await store.readAll(BEGINNING, 10), drops: [] });
    process.off('unhandledRejection', noteCrash);
    expect(crashes).toEqual([]);
  });

  it('far ahead of the handler is not where the handler is told to be', async () => {
    const store = open();
    await appendThirty(store);
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal, batchSize: 5 });
    await until(subscription, (_message, seen) => seen.length === 5);
    (await served()).checkpoint(2n ** 60n);
    await sleep(50);
    const { last } = await until(subscription, ({ kind }) => kind === 'caught-up');
    expect(last).toEqual({ kind: 'caught-up', position: await store.head() });
    ended.abort();
  });

  it('far ahead of the handler is nowhere to be seen after a restart', async () => {
    const store = open();
    await appendThirty(store);
    const ended = new AbortController();
    const first = follow(store, { after: BEGINNING, signal: ended.signal, batchSize: 5 });
    const handled = await until(first, (_message, seen) => seen.length === 5);
    (await served()).checkpoint(2n ** 60n);
    await sleep(50);
    (await served()).end();
    await first.return?.();
    const rest = await until(
      follow(store, { after: handled.events[4]?.position ?? BEGINNING, signal: ended.signal }),
      ({ kind }) => kind === 'caught-up',
    );
    expect([...handled.events, ...rest.events]).toEqual(await store.readAll(BEGINNING, 100));
    expect(rest.last).toEqual({ kind: 'caught-up', position: await store.head() });
    ended.abort();
  });

  it('beyond the head does not hide that an event was left out', async () => {
    const store = open();
    await appendThirty(store);
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal });
    await until(subscription, ({ kind }) => kind === 'caught-up');
    const server = await served();
    server.fallSilent();
    const rest = until(subscription, () => false);
    await store.append(newStream(), 'no-stream', events(1));
    const signs = setInterval(() => {
      server.checkpoint(2n ** 60n);
    }, 20);
    expect((await rest).last).toMatchObject({ kind: 'dropped' });
    clearInterval(signs);
  });

  it('below the head keeps a long search alive', async () => {
    const store = open();
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal });
    await until(subscription, ({ kind }) => kind === 'caught-up');
    const server = await served();
    server.fallSilent();
    await store.append(newStream(), 'no-stream', events(1));
    const signs = setInterval(() => {
      server.checkpoint(1n);
    }, 20);
    const rest = until(subscription, () => false);
    const outcome = await Promise.race([rest, sleep(6 * SILENCE).then(() => 'still searching')]);
    clearInterval(signs);
    expect(outcome).toBe('still searching');
    ended.abort();
    await rest;
  });
});

describe('a quiet subscription', () => {
  it('stays while nothing happens, and while only the server itself writes', async () => {
    const store = open();
    await appendThirty(store);
    const ended = new AbortController();
    const messages: SubscriptionMessage[] = [];
    const running = (async () => {
      for await (const message of store.subscribe({ after: BEGINNING, signal: ended.signal }))
        messages.push(message);
    })();
    for (let round = 0; round < 6; round += 1) {
      await sleep(SILENCE);
      double().log.append('$stats', 'any', [note('$stats')]);
    }
    ended.abort();
    await running;
    expect(messages.filter(({ kind }) => kind !== 'events')).toEqual([
      { kind: 'caught-up', position: await store.head() },
    ]);
    expect(double().calls.subscribe).toBe(1);
  });

  it('is ended at the server when the consumer leaves', async () => {
    const store = open();
    await appendThirty(store);
    for await (const message of store.subscribe({ after: BEGINNING, signal: new AbortController().signal })) {
      if (message.kind === 'events') break;
    }
    await sleep(100);
    expect(double().subscriptions.size).toBe(0);
  });

  it('asks the server for the streams of the history alone', async () => {
    const subscription = follow(open(), { after: BEGINNING, signal: new AbortController().signal });
    await until(subscription, ({ kind }) => kind === 'caught-up');
    expect(await served()).toMatchObject({ prefixes: ['case-'], from: 'start' });
    await subscription.return?.();
  });
});

describe('a slow consumer', () => {
  it('holds the server back instead of filling the memory', async () => {
    const store = open({ silenceMillis: 5000 });
    for (let round = 0; round < 40; round += 1) await store.append(newStream(), 'no-stream', events(100));
    const subscription = follow(store, {
      after: BEGINNING,
      signal: new AbortController().signal,
      batchSize: 100,
    });
    const first = await until(subscription, (_message, seen) => seen.length >= 100);
    await sleep(1000);
    expect((await served()).sent()).toBeLessThan(2000);
    const rest = await until(subscription, ({ kind }) => kind === 'caught-up');
    await subscription.return?.();
    expect([...first.events, ...rest.events]).toEqual(await pages(store, BEGINNING, 1000));
  });
});

describe('a read', () => {
  const FAULTS: readonly (readonly [string, ReadFault])[] = [
    ['breaks off', { after: 2, then: 'cut' }],
    ['stalls', { after: 2, then: 'stall' }],
    ['fails', { after: 2, then: serviceError(status.UNAVAILABLE, 'Server Is Too Busy') }],
  ];

  it.each(FAULTS)('that %s in the middle is done again, and gives everything once', async (_name, fault) => {
    const store = open();
    const [stream, batch] = [newStream(), events(5)];
    await store.append(stream, 'no-stream', batch);
    double().faults.readStream.push(fault);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
    double().faults.readAll.push(fault);
    expect(idsOf(await store.readAll(BEGINNING, 10))).toEqual(idsOf(batch));
  });

  it('that stalls every time is given up', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push(...Array.from({ length: 3 }, () => ({ after: 1, then: 'stall' as const })));
    const attempt = store.readAll(BEGINNING, 10);
    await expect(attempt).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(attempt).rejects.toThrow('does not answer in time');
  });

  it('of the head does not search twice what was searched before', async () => {
    const store = open({ deadlineMillis: 5000 });
    const noise = Array.from({ length: 6000 }, () => note('$stats'));
    const result = await store.append(newStream(), 'no-stream', events(2));
    double().log.append('$stats', 'any', noise);
    const head = await store.head();
    expect(result).toMatchObject({ position: head });
    const before = double().calls.readAll;
    expect(await store.head()).toBe(head);
    expect(double().calls.readAll - before).toBe(1);
  });

  it('of the head is answered by the leader, and one search serves all who ask at the same time', async () => {
    const store = open({ deadlineMillis: 5000 });
    await store.append(newStream(), 'no-stream', events(2));
    const readAll = vi.spyOn(EventStoreDBClient.prototype, 'readAll');
    const heads = await Promise.all(Array.from({ length: 20 }, () => store.head()));
    expect(new Set(heads).size).toBe(1);
    expect(readAll.mock.calls.map(([options]) => options?.requiresLeader)).toEqual([true, true]);
    readAll.mockRestore();
  });

  it('of the head sees that the log was restored from an older backup', async () => {
    const store = open({ deadlineMillis: 5000 });
    const older = await store.append(newStream(), 'no-stream', events(2));
    double().log.append(
      '$stats',
      'any',
      Array.from({ length: 300 }, () => note('$stats')),
    );
    const backup = double().log.events.length;
    const newer = await store.append(newStream(), 'no-stream', events(2));
    expect(newer).toMatchObject({ position: await store.head() });
    double().log.events.splice(backup);
    expect(older).toMatchObject({ position: await store.head() });
  });

  it('that closing cuts short does not pass for the whole', async () => {
    const store = open({ deadlineMillis: 5000 });
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push({ after: 2, then: 'stall' });
    const reading = store.readAll(BEGINNING, 10);
    await sleep(50);
    await store.close();
    await expect(reading).rejects.toThrow('was closed by this program');
  });
});

describe('a position', () => {
  it('that a signed 64-bit number cannot hold is refused', async () => {
    const other = await startEventStoreDbDouble({ firstPosition: 2n ** 63n });
    const { connectionString } = other;
    const store = openEventStoreDb({ connectionString });
    await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(store.readAll(BEGINNING, 1)).rejects.toThrow('without a place in its log');
    await store.close();
    await other.stop();
  });

  it.each(['7', '0000000000000000007', '9223372036854775808-9223372036854775808', 'x'])(
    'that this store never handed out is refused: %s',
    async (position) => {
      const store = open();
      await expect(store.readAll(position as Position, 1)).rejects.toThrow(
        'not a position of this event store',
      );
      const subscription = follow(store, {
        after: position as Position,
        signal: new AbortController().signal,
      });
      await expect(subscription.next()).rejects.toThrow(RangeError);
    },
  );
});

import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { BEGINNING, EventStoreUnavailable, type Position, type SubscriptionMessage } from '#event-sourcing';
import { eventually, turns } from '#event-sourcing/testing';
import { consume, events, follow, pages, until } from '../contract/event-store.fixtures.ts';
import { DEADLINE, openPatiently, passUntil, SILENCE } from '../contract/event-store.patience.ts';
import { serviceError, type ReadFault } from '../servers/eventstoredb/faults.ts';
import { note } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import type { ServedSubscription } from '../servers/eventstoredb/subscribe.ts';
import { idsOf, newStream, proposed, useDouble } from './eventstoredb.fixtures.ts';

const { double, open, timing, giveUpAt } = useDouble();

/** The subscription at the server's end, once it has sent so many events. */
const served = async (sent = 0): Promise<ServedSubscription> => {
  const find = () => [...double().subscriptions].find((each) => each.sent() >= sent);
  await eventually(() => find() !== undefined, `a subscription that has sent ${String(sent)} events`);
  const found = find();
  if (found === undefined) throw new Error('the subscription has gone');
  return found;
};

/** By somebody else: to the server it makes no difference, and the stores under test have to hear of it. */
const write = (appends: number, size = 1): void => {
  for (let round = 0; round < appends; round += 1)
    double().write(newStream(), 'no-stream', events(size).map(proposed));
};

describe('a subscription to EventStoreDB (protocol double) loses nothing and repeats nothing when', () => {
  const gone = (broken: ServedSubscription) => () => !double().subscriptions.has(broken);

  it.each([
    [
      'it ends without a word',
      (each: ServedSubscription) => {
        each.end();
      },
      (broken: ServedSubscription) => eventually(gone(broken), 'the end'),
      'ended the subscription',
    ],
    [
      'it fails',
      (each: ServedSubscription) => {
        each.fail();
      },
      (broken: ServedSubscription) => eventually(gone(broken), 'the failure'),
      'cannot be reached',
    ],
    [
      'it falls silent',
      (each: ServedSubscription) => {
        each.fallSilent();
      },
      (broken: ServedSubscription) => passUntil(timing(), gone(broken), 'the silence'),
      'stopped sending events',
    ],
  ])('%s', async (_name, breakIt, untilDropped, reason) => {
    const store = open();
    write(30);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 90);
    const broken = await served(30);
    breakIt(broken);
    write(60);
    await untilDropped(broken);
    const { seen, drops } = await consumed;
    expect(seen).toEqual(await store.readAll(BEGINNING, 100));
    expect(drops).toEqual([expect.stringContaining(reason)]);
  });

  it('the server sends an event once more', async () => {
    const store = open();
    write(30);
    const consumed = consume(store, BEGINNING, (seen) => seen.length === 60);
    (await served(30)).repeat();
    write(30);
    expect((await consumed).seen).toEqual(await store.readAll(BEGINNING, 100));
  });

  it('requests beside it meet silence, and it alone stays where it is', async () => {
    // Longer than all the time that passes here.
    const store = open({ silenceMillis: 10 * DEADLINE });
    write(30);
    const subscription = follow(store, { after: BEGINNING, signal: new AbortController().signal });
    const past = await until(subscription, ({ kind }) => kind === 'caught-up');
    // A younger connection would not be blamed for the silence.
    await timing().advance(DEADLINE);
    double().faults.readAll.push({ after: 1, then: 'stall' });
    const reading = store.readAll(BEGINNING, 10);
    await giveUpAt(double().faults.readAll);
    await reading;
    expect(double().proxy.connections()).toBeGreaterThan(1);
    write(30);
    const live = await until(subscription, (_message, seen) => seen.length === 30);
    expect([...past.events, ...live.events]).toEqual(await store.readAll(BEGINNING, 100));
    expect(live.last).toBeUndefined();
    await subscription.return?.();
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
    // Comes after the checkpoint, the same way.
    await store.append(newStream(), 'no-stream', events(1));
    expect(await consumed).toEqual({ seen: await store.readAll(BEGINNING, 10), drops: [] });
    await turns();
    process.off('unhandledRejection', noteCrash);
    expect(crashes).toEqual([]);
  });

  it('far ahead of the handler is not where the handler is told to be', async () => {
    const store = open();
    write(30);
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal, batchSize: 5 });
    await until(subscription, (_message, seen) => seen.length === 5);
    (await served()).checkpoint(2n ** 60n);
    write(30);
    // The last of them comes after the checkpoint, the same way.
    const { last } = await until(
      subscription,
      ({ kind }, seen) => kind === 'caught-up' && seen.length === 55,
    );
    expect(last).toEqual({ kind: 'caught-up', position: await store.head() });
    ended.abort();
  });

  it('far ahead of the handler is nowhere to be seen after a restart', async () => {
    const store = open();
    write(30);
    const ended = new AbortController();
    const first = follow(store, { after: BEGINNING, signal: ended.signal, batchSize: 5 });
    const handled = await until(first, (_message, seen) => seen.length === 5);
    const server = await served();
    server.checkpoint(2n ** 60n);
    write(30);
    // The last of them comes after the checkpoint, the same way.
    await until(first, (_message, seen) => seen.length === 55);
    server.end();
    await first.return?.();
    const after = handled.events[4]?.position ?? BEGINNING;
    await eventually(() => double().subscriptions.size === 0, 'the end of the first');
    const rest = await until(
      follow(store, { after, signal: ended.signal }),
      ({ kind }) => kind === 'caught-up',
    );
    expect((await served()).from).toBe(BigInt(after.slice(0, 19)));
    expect([...handled.events, ...rest.events]).toEqual(await store.readAll(BEGINNING, 100));
    expect(rest.last).toEqual({ kind: 'caught-up', position: await store.head() });
    ended.abort();
  });

  it('beyond the head does not hide that an event was left out', async () => {
    const store = open();
    write(30);
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal });
    await until(subscription, ({ kind }) => kind === 'caught-up');
    const server = await served();
    server.fallSilent();
    const rest = until(subscription, () => false);
    await store.append(newStream(), 'no-stream', events(1));
    await passUntil(timing(), () => {
      server.checkpoint(2n ** 60n);
      return !double().subscriptions.has(server);
    });
    expect((await rest).last).toMatchObject({ kind: 'dropped' });
  });

  it('below the head keeps a long search alive', async () => {
    const store = open();
    const ended = new AbortController();
    const subscription = follow(store, { after: BEGINNING, signal: ended.signal });
    await until(subscription, ({ kind }) => kind === 'caught-up');
    const server = await served();
    server.fallSilent();
    const stream = newStream();
    await store.append(stream, 'no-stream', events(1));
    const rest = until(subscription, () => false);
    const looks = double().calls.readAll;
    await eventually(async () => {
      server.checkpoint(1n);
      // The answer comes after the checkpoint, through the same connection.
      await store.readStream(stream);
      await timing().advance(SILENCE);
      return double().calls.readAll >= looks + 6;
    }, 'six looks at the head, without an end');
    expect(double().subscriptions).toContain(server);
    ended.abort();
    expect((await rest).last).toBeUndefined();
  });
});

describe('a quiet subscription', () => {
  it('stays while nothing happens, and while only the server itself writes', async () => {
    const store = open();
    write(30);
    const ended = new AbortController();
    const messages: SubscriptionMessage[] = [];
    const running = (async () => {
      for await (const message of store.subscribe({ after: BEGINNING, signal: ended.signal }))
        messages.push(message);
    })();
    await eventually(() => messages.some(({ kind }) => kind === 'caught-up'), 'the word of it');
    const looks = double().calls.readAll;
    await eventually(async () => {
      double().log.append('$stats', 'any', [note('$stats')]);
      await timing().advance(SILENCE);
      return double().calls.readAll >= looks + 6;
    }, 'six looks at the head');
    ended.abort();
    await running;
    expect(messages.filter(({ kind }) => kind !== 'events')).toEqual([
      { kind: 'caught-up', position: await store.head() },
    ]);
    expect(double().calls.subscribe).toBe(1);
  });

  it('is ended at the server when the consumer leaves', async () => {
    const store = open();
    write(30);
    for await (const message of store.subscribe({ after: BEGINNING, signal: new AbortController().signal })) {
      if (message.kind === 'events') break;
    }
    await eventually(() => double().subscriptions.size === 0, 'the end at the server');
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
    const store = open();
    write(40, 100);
    const subscription = follow(store, {
      after: BEGINNING,
      signal: new AbortController().signal,
      batchSize: 100,
    });
    const first = await until(subscription, (_message, seen) => seen.length >= 100);
    const server = await served();
    await eventually(async () => {
      const sent = server.sent();
      // Round trips through the same connection, in which the server could go on.
      for (let trip = 0; trip < 3; trip += 1) await store.head();
      return server.isHeldBack() && server.sent() === sent;
    }, 'the server held back for good');
    expect(server.sent()).toBeLessThan(2000);
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
    const { readStream, readAll } = double().faults;
    readStream.push(fault);
    const readingStream = store.readStream(stream);
    if (fault.then === 'stall') await giveUpAt(readStream);
    expect(idsOf(await readingStream)).toEqual(idsOf(batch));
    readAll.push(fault);
    const readingAll = store.readAll(BEGINNING, 10);
    if (fault.then === 'stall') await giveUpAt(readAll);
    expect(idsOf(await readingAll)).toEqual(idsOf(batch));
  });

  it('that takes longer than a request may, and never is silent for as long, is not done again', async () => {
    const store = open();
    const [stream, batch] = [newStream(), events(4)];
    await store.append(stream, 'no-stream', batch);
    double().faults.readStream.push({ after: 1, then: 'wait' });
    const before = double().calls.readStream;
    const reading = store.readStream(stream);
    await eventually(() => double().late.length > 0, 'the first event');
    while (double().late.length > 0) {
      // The answer comes after the event, through the same connection.
      await store.head();
      await timing().advance(0.6 * DEADLINE);
      double().release();
    }
    expect(idsOf(await reading)).toEqual(idsOf(batch));
    expect(double().calls.readStream - before).toBe(1);
  });

  it('that meets silence does not end a connection that is younger than itself', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    const before = double().proxy.connections();
    await timing().advance(DEADLINE);
    const { readAll } = double().faults;
    readAll.push({ after: 1, then: 'stall' }, { after: 1, then: 'stall' });
    const first = store.readAll(BEGINNING, 10);
    await eventually(() => readAll.length === 1, 'the first read');
    await timing().advance(DEADLINE / 2);
    const second = store.readAll(BEGINNING, 10);
    await eventually(() => readAll.length === 0, 'the second read');
    for (const reading of [first, second]) {
      await timing().advance(DEADLINE / 2);
      expect(await reading).toHaveLength(5);
    }
    // The one that was made when the first read was given up serves both.
    expect(double().proxy.connections()).toBe(before + 1);
  });

  it('that stalls every time is given up', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push(...Array.from({ length: 3 }, () => ({ after: 1, then: 'stall' as const })));
    const attempt = store.readAll(BEGINNING, 10);
    const failed = expect(attempt).rejects.toBeInstanceOf(EventStoreUnavailable);
    for (const left of [2, 1, 0]) await giveUpAt(double().faults.readAll, left);
    await failed;
    await expect(attempt).rejects.toThrow('does not answer in time');
  });

  it('of the head does not search twice what was searched before', async () => {
    const store = open();
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
    const store = open();
    await store.append(newStream(), 'no-stream', events(2));
    const before = double().asked.length;
    const heads = await Promise.all(Array.from({ length: 20 }, () => store.head()));
    expect(new Set(heads).size).toBe(1);
    expect(double().asked.slice(before)).toEqual([
      { what: 'log', requiresLeader: true },
      { what: 'log', requiresLeader: true, prefixes: ['case-'] },
      { what: 'log', requiresLeader: true },
    ]);
  });

  it('of the head sees that the log was restored from an older backup', async () => {
    const store = open();
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
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push({ after: 2, then: 'stall' });
    const reading = expect(store.readAll(BEGINNING, 10)).rejects.toThrow('was closed by this program');
    await eventually(() => double().faults.readAll.length === 0, 'the read');
    await store.close();
    await reading;
  });
});

describe('a position', () => {
  it('that a signed 64-bit number cannot hold is refused', async () => {
    const other = await startEventStoreDbDouble({ firstPosition: 2n ** 63n });
    const { connectionString } = other;
    other.write('case-1', 'no-stream', events(1).map(proposed));
    const store = openPatiently({ connectionString });
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

import { describe, expect, it } from 'vitest';
import { BEGINNING, type SubscriptionMessage } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { consume, follow, pages, until } from '../contract/event-store.fixtures.ts';
import { DEADLINE, passUntil, SILENCE } from '../contract/event-store.patience.ts';
import { note } from '../servers/eventstoredb/log.ts';
import type { ServedSubscription } from '../servers/eventstoredb/subscribe.ts';
import { useDouble } from './eventstoredb.fixtures.ts';

const { double, open, timing, giveUpAt, served, write } = useDouble();

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

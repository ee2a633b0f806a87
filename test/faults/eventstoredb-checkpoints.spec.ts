import { describe, expect, it } from 'vitest';
import { BEGINNING } from '#event-sourcing';
import { eventually, turns } from '#event-sourcing/testing';
import { consume, events, follow, until } from '../contract/event-store.fixtures.ts';
import { passUntil, SILENCE } from '../contract/event-store.patience.ts';
import { newStream, useDouble } from './eventstoredb.fixtures.ts';

const { double, open, timing, served, write } = useDouble();

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

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revision, type EventStore, type Position } from '#event-sourcing';
import { events, follow, newStream, until, type SetUp } from './event-store.fixtures.ts';

export function describeSubscriptions(current: () => SetUp): void {
  describe('subscribing', () => {
    let ended: AbortController;
    let store: EventStore;
    let start: Position;
    beforeEach(() => {
      ended = new AbortController();
      ({
        history: { store },
        start,
      } = current());
    });
    afterEach(() => {
      ended.abort();
    });

    it('delivers the past in batches, says when it has caught up, then delivers what is new', async () => {
      const stream = newStream();
      await store.append(stream, 'no-stream', events(5));
      const subscription = follow(store, { after: start, signal: ended.signal, batchSize: 2 });
      const past = await until(subscription, (message) => message.kind === 'caught-up');
      expect(past.events).toEqual(await store.readStream(stream));
      expect(past.largestBatch).toBeLessThanOrEqual(2);
      expect(past.last).toEqual({ kind: 'caught-up', position: await store.head() });

      const live = until(subscription, ({ kind }) => kind === 'events');
      await store.append(stream, revision(4), events(1));
      expect((await live).events.map((each) => each.revision)).toEqual([5n]);
    });

    it('starts after the position, not with it', async () => {
      const stream = newStream();
      await store.append(stream, 'no-stream', events(3));
      const second = (await store.readStream(stream))[1];
      const after = second?.position ?? start;
      const seen = await until(
        follow(store, { after, signal: ended.signal }),
        ({ kind }) => kind === 'caught-up',
      );
      expect(seen.events.map((each) => each.revision)).toEqual([2n]);
    });

    it('says once that it has caught up while it keeps up with a trickle', async () => {
      const stream = newStream();
      const subscription = follow(store, { after: start, signal: ended.signal });
      await until(subscription, ({ kind }) => kind === 'caught-up');
      const live = until(subscription, (_message, seen) => seen.length === 3);
      await store.append(stream, 'no-stream', events(1));
      await store.append(stream, revision(0), events(1));
      await store.append(stream, revision(1), events(1));
      expect((await live).caughtUp).toBe(0);
    });

    it('misses nothing and repeats nothing while others append', async () => {
      const streams = Array.from({ length: 50 }, newStream);
      const subscription = follow(store, { after: start, signal: ended.signal, batchSize: 7 });
      const all = until(subscription, (_message, seen) => seen.length === 150);
      for (const stream of streams.slice(0, 10)) await store.append(stream, 'no-stream', events(3));
      await Promise.all(streams.slice(10).map((stream) => store.append(stream, 'no-stream', events(3))));
      expect((await all).events).toEqual(await store.readAll(start, 1000));
    });

    it('ends without a word when the consumer aborts', async () => {
      const subscription = follow(store, { after: start, signal: ended.signal });
      await until(subscription, ({ kind }) => kind === 'caught-up');
      const rest = until(subscription, () => false);
      ended.abort();
      expect(await rest).toMatchObject({ last: undefined });
    });

    it('is dropped when the store closes', async () => {
      const subscription = follow(store, { after: start, signal: ended.signal });
      await until(subscription, ({ kind }) => kind === 'caught-up');
      const rest = until(subscription, () => false);
      await store.close();
      expect(await rest).toMatchObject({ last: { kind: 'dropped' } });
    });
  });
}

import { describe, expect, it } from 'vitest';
import { revision, type EventStore } from '#event-sourcing';
import { events, follow, newStream, until, type SetUp } from './event-store.fixtures.ts';

/** For stores whose history outlives them. */
export function describeConnections(current: () => SetUp): void {
  describe('a second connection', () => {
    const withSecond = async (use: (second: EventStore) => Promise<void>): Promise<void> => {
      const second = await current().history.connect?.();
      if (second === undefined) throw new Error('a durable history must be able to connect again');
      await use(second);
      await second.close();
    };

    it('reads what the first one appended and recognises its retries', async () => {
      const { store } = current().history;
      const [stream, batch] = [newStream(), events(2)];
      const first = await store.append(stream, 'no-stream', batch);
      const stored = await store.readStream(stream);
      await withSecond(async (second) => {
        expect(await second.readStream(stream)).toEqual(stored);
        expect(await second.append(stream, 'no-stream', batch)).toEqual({ ...first, outcome: 'repeated' });
      });
    });

    it('finds everything after the first one was closed', async () => {
      const { store } = current().history;
      const stream = newStream();
      await store.append(stream, 'no-stream', events(3));
      const stored = await store.readStream(stream);
      await store.close();
      await withSecond(async (second) => {
        expect(await second.readAll(current().start, 10)).toEqual(stored);
        expect(await second.append(stream, revision(2), events(1))).toMatchObject({ revision: 3n });
      });
    });

    it('wakes the subscriptions of the first one', async () => {
      const { history, start } = current();
      const ended = new AbortController();
      const subscription = follow(history.store, { after: start, signal: ended.signal });
      await until(subscription, ({ kind }) => kind === 'caught-up');
      await withSecond(async (second) => {
        const live = until(subscription, ({ kind }) => kind === 'events');
        const stream = newStream();
        await second.append(stream, 'no-stream', events(1));
        expect((await live).events).toEqual(await second.readStream(stream));
      });
      ended.abort();
    });

    it('loses against the first one on the same stream, never both', async () => {
      const { store } = current().history;
      await withSecond(async (second) => {
        const stream = newStream();
        const results = await Promise.all(
          [store, second].map((each) => each.append(stream, 'no-stream', events(1))),
        );
        expect(results.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'conflict']);
      });
    });
  });
}

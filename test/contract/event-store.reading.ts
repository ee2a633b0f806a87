import { beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, revision, type EventStore, type Position } from '#event-sourcing';
import { event, events, newStream, pages, type History } from './event-store.fixtures.ts';

/** Streams and the log, as they were written. */
export function describeReading(opened: () => { readonly history: History; readonly start: Position }): void {
  describe('reading', () => {
    let history: History;
    let store: EventStore;
    let start: Position;
    beforeEach(() => {
      ({ history, start } = opened());
      store = history.store;
    });

    it('finds nothing in a stream that does not exist', async () => {
      expect(await store.readStream(newStream())).toEqual([]);
      expect(await store.readStream(newStream(), { direction: 'backwards' })).toEqual([]);
    });

    it.each([
      [{}, [0n, 1n, 2n, 3n, 4n]],
      [{ from: revision(3) }, [3n, 4n]],
      [{ from: revision(1), limit: 2 }, [1n, 2n]],
      [{ from: revision(9) }, []],
      [{ direction: 'backwards' }, [4n, 3n, 2n, 1n, 0n]],
      [{ direction: 'backwards', limit: 1 }, [4n]],
      [{ direction: 'backwards', from: revision(2), limit: 2 }, [2n, 1n]],
    ] as const)('reads a stream with %o', async (options, expected) => {
      const stream = newStream();
      await store.append(stream, 'no-stream', events(5));
      const stored = await store.readStream(stream, options);
      expect(stored.map((each) => each.revision)).toEqual(expected);
    });

    it('returns type, data and metadata unchanged to the byte', async () => {
      const stream = newStream();
      const nasty = [
        { text: 'Zürich 投诉 🧾 \u0000 \u2028 "\\', zero: -0, tiny: 5e-324, huge: 1.7976931348623157e308 },
        { '': null, '\u20ac': 1e21, a: [0.1, 100, 9007199254740991], '\ufb33': true, '\ud83d\ude00': {} },
      ];
      const batch = nasty.map((data) => event(data));
      await store.append(stream, 'no-stream', batch);
      const expected = batch.map((each) => expect.objectContaining(each));
      expect(await store.readStream(stream)).toEqual(expected);
      expect(await store.readAll(start, 10)).toEqual(expected);
    });

    it('reads the whole log in pages, each event once, in order and without a gap', async () => {
      const streams = [newStream(), newStream(), newStream()];
      for (const stream of streams) await store.append(stream, 'no-stream', events(4));
      for (const stream of streams) await store.append(stream, revision(3), events(3));
      const whole = await store.readAll(start, 1000);
      expect(whole).toHaveLength(21);
      for (const size of [1, 4, 7, 21]) expect(await pages(store, start, size)).toEqual(whole);
      const positions = whole.map(({ position }) => position);
      expect([...new Set(positions)].sort()).toEqual(positions);
      expect(await store.head()).toBe(positions.at(-1));
      expect(await store.readAll(await store.head(), 10)).toEqual([]);
    });

    it('finds the event at a place, and nothing where none stands', async () => {
      const batch = events(2);
      await store.append(newStream(), 'no-stream', batch);
      const [first, second] = await store.readAll(start, 2);
      if (first === undefined || second === undefined) throw new Error('two events were written');
      expect(await store.at(first.position)).toEqual(first);
      expect(await store.at(second.position)).toEqual(second);
      expect(await store.at(BEGINNING)).toBeUndefined();
      const beyond = second.position.replace(/^0/, '1') as Position;
      expect(await store.at(beyond)).toBeUndefined();
    });

    it('is known by the same name for good, in every connection', async () => {
      await store.append(newStream(), 'no-stream', events(1));
      const name = await store.identity();
      await store.append(newStream(), 'no-stream', events(1));
      expect(name).toMatch(/^[0-9a-f-]{36}$/);
      expect(await store.identity()).toBe(name);
      const other = await history.connect?.();
      expect((await other?.identity()) ?? name).toBe(name);
      await other?.close();
    });
  });
}

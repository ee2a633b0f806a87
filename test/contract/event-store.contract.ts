import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EventIdConflict,
  EventStoreUnavailable,
  revision,
  type AppendResult,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#event-sourcing';
import { runs, sampled } from '#event-sourcing/testing';
import { describeConnections } from './event-store.connections.ts';
import { event, events, newStream, pages, type History } from './event-store.fixtures.ts';
import { behavesLikeTheModel } from './event-store.model.ts';
import { describeReading } from './event-store.reading.ts';
import { describeSubscriptions } from './event-store.subscriptions.ts';

export interface Capabilities {
  /** Most small events in one append. */
  readonly largestBatch: number;
  /** Whether an event id that stands in another stream is refused. */
  readonly refusesForeignIds: boolean;
  /** Whether the history outlives its store, so that another one can connect to it. */
  readonly durable: boolean;
  /** Streams that are written at the same time. */
  readonly crowd: number;
  /** Random histories that are compared with the model. */
  readonly histories: number;
}

/**
 * What every event store must do (design D2). Tests use streams of their own and look only at what comes after the
 * head they found, so that they can run on a server that others have written to.
 */
export function eventStoreContract(
  name: string,
  open: () => Promise<History>,
  {
    largestBatch = sampled({ full: 10_000, sample: 3_000 }),
    refusesForeignIds = true,
    durable = true,
    crowd = 100,
    histories = runs(50),
  }: Partial<Capabilities> = {},
): void {
  describe(`event store contract: ${name}`, () => {
    let history: History;
    let store: EventStore;
    let start: Position;

    beforeEach(async () => {
      history = await open();
      store = history.store;
      start = await store.head();
    });
    afterEach(() => history.dispose());

    const idsOf = (stored: readonly StoredEvent[]): readonly string[] => stored.map(({ id }) => id);

    describe('appending with an expected revision', () => {
      it('starts a stream at revision 0 and goes on from the last revision', async () => {
        const stream = newStream();
        const first = await store.append(stream, 'no-stream', events(2));
        expect(first).toMatchObject({ outcome: 'appended', revision: 1n });
        const second = await store.append(stream, revision(1), events(1));
        expect(second).toMatchObject({ outcome: 'appended', revision: 2n });
        const stored = await store.readStream(stream);
        expect(stored.map((each) => each.revision)).toEqual([0n, 1n, 2n]);
        expect(second).toMatchObject({ position: stored[2]?.position });
      });

      it.each([
        ['a new stream where one exists', 'no-stream', 1n],
        ['an older revision', revision(0), 1n],
        ['a revision that does not exist yet', revision(2), 1n],
      ] as const)('tells the actual revision to whoever expects %s', async (_name, expected, actual) => {
        const stream = newStream();
        await store.append(stream, 'no-stream', events(2));
        expect(await store.append(stream, expected, events(1))).toEqual({ outcome: 'conflict', actual });
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      it('tells whoever expects a revision of a stream that does not exist', async () => {
        const outcome = await store.append(newStream(), revision(0), events(1));
        expect(outcome).toEqual({ outcome: 'conflict', actual: 'no-stream' });
      });

      it('refuses an append without events, which would have no place', async () => {
        await expect(store.append(newStream(), 'no-stream', [])).rejects.toThrow('at least one event');
      });

      it('lets exactly one of many concurrent appends to a stream win, with all of its events', async () => {
        const stream = newStream();
        const batches = Array.from({ length: 20 }, () => events(3));
        const results = await Promise.all(batches.map((batch) => store.append(stream, 'no-stream', batch)));
        const winners = batches.filter((_, index) => results[index]?.outcome === 'appended');
        expect(winners).toHaveLength(1);
        expect(results.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(19);
        expect(idsOf(await store.readStream(stream))).toEqual(winners[0]?.map(({ id }) => id));
      });
    });

    describe('repeating an append', () => {
      it('writes nothing and answers with the same place', async () => {
        const stream = newStream();
        const batch = events(3);
        const first = await store.append(stream, 'no-stream', batch);
        await store.append(stream, revision(2), events(2));
        const again = await store.append(stream, 'no-stream', batch);
        expect(again).toEqual({ ...first, outcome: 'repeated' });
        expect(await store.readStream(stream)).toHaveLength(5);
      });

      it('is a conflict when only some of the events stand there', async () => {
        const stream = newStream();
        const batch = events(2);
        await store.append(stream, 'no-stream', batch);
        const longer = [...batch, event()];
        expect(await store.append(stream, 'no-stream', longer)).toEqual({ outcome: 'conflict', actual: 1n });
      });

      it('gives twins that arrive together the same place', async () => {
        const stream = newStream();
        const batch = events(2);
        const results = await Promise.all([1, 2, 3].map(() => store.append(stream, 'no-stream', batch)));
        expect(results.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'repeated', 'repeated']);
        expect(new Set(results.map((each) => 'position' in each && each.position)).size).toBe(1);
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      if (refusesForeignIds) {
        it('is refused as a whole when an event id stands in another stream', async () => {
          const [taken, stream] = [event(), newStream()];
          await store.append(newStream(), 'no-stream', [taken]);
          const before = await store.head();
          const attempt = store.append(stream, 'no-stream', [event(), taken, event()]);
          await expect(attempt).rejects.toBeInstanceOf(EventIdConflict);
          expect(await store.readStream(stream)).toEqual([]);
          expect(await store.head()).toBe(before);
        });

        it('is refused when one append holds the same id twice', async () => {
          const twice = event();
          const attempt = store.append(newStream(), 'no-stream', [twice, twice]);
          await expect(attempt).rejects.toBeInstanceOf(EventIdConflict);
        });
      }
    });

    describeReading(() => ({ history, start }));

    describe('under load', () => {
      it(`takes ${String(largestBatch)} events in one append`, async () => {
        const stream = newStream();
        const batch = events(largestBatch);
        const result = await store.append(stream, 'no-stream', batch);
        expect(result).toMatchObject({ outcome: 'appended', revision: BigInt(largestBatch - 1) });
        const ids = batch.map(({ id }) => id);
        expect(idsOf(await store.readStream(stream))).toEqual(ids);
        expect(idsOf(await pages(store, start, 999))).toEqual(ids);
      });

      it('takes many concurrent appends on many streams', async () => {
        const streams = Array.from({ length: crowd }, newStream);
        const appendFive = async (stream: (typeof streams)[number]): Promise<readonly AppendResult[]> => {
          const results: AppendResult[] = [await store.append(stream, 'no-stream', events(2))];
          for (const next of [1, 3, 5, 7])
            results.push(await store.append(stream, revision(next), events(2)));
          return results;
        };
        const results = (await Promise.all(streams.map(appendFive))).flat();
        expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['appended']));
        const log = await pages(store, start, 500);
        expect(log).toHaveLength(10 * crowd);
        for (const stream of streams) {
          expect(log.filter((each) => each.stream === stream)).toEqual(await store.readStream(stream));
        }
      });

      it('behaves like a simple model under any sequence of appends and retries', async () => {
        await behavesLikeTheModel(store, histories);
      });
    });

    describeSubscriptions(() => ({ history, start }));

    describe('after closing', () => {
      it('says that it cannot serve', async () => {
        await store.close();
        await expect(store.append(newStream(), 'no-stream', events(1))).rejects.toBeInstanceOf(
          EventStoreUnavailable,
        );
        await expect(store.readAll(start, 1)).rejects.toBeInstanceOf(EventStoreUnavailable);
      });
    });

    if (durable) describeConnections(() => ({ history, start }));
  });
}

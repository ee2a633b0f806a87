import { beforeEach, describe, expect, it } from 'vitest';
import {
  createProjectionRunner,
  LeaseLost,
  rebuild,
  waitForPosition,
  type Progress,
  type ReadModelStore,
  type RebuildOptions,
} from '#event-sourcing';
import { turns, type MemoryEventStore } from '#event-sourcing/testing';
import { append, contents, months, poison, runnerOptions, said, type Talk } from './projection.fixtures.ts';
import { projectionHarness } from './projection.harness.ts';
import type { ReadModelTarget } from './read-model-targets.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];

/** What a rebuild does on every read-model store (design D7). */
export function rebuildContract(target: ReadModelTarget): void {
  const harness = projectionHarness(target);
  let store: MemoryEventStore;
  let readModels: ReadModelStore;

  beforeEach(async () => {
    ({ store, readModels } = harness);
    for (let index = 0; index < 60; index += 1) await speak(index);
  });

  const speak = (index: number, history = store): Promise<void> =>
    append(history, STREAMS[index % 3] ?? '', said(`word${index}`, index % 2 === 0 ? 'May' : 'June'));

  const options = (models = readModels): RebuildOptions => ({
    ...runnerOptions(store, models, 'rebuilder'),
    projection: months,
  });
  /** Beside a live runner, in its time. */
  const rebuilt = (models = readModels) =>
    harness.time.through(rebuild({ ...options(models), timing: harness.time }), 'the rebuild');

  const runner = () => createProjectionRunner(runnerOptions(store, readModels));

  /** Does something to the live documents that no event did. */
  async function damage(): Promise<void> {
    const loaded = await readModels.load(months.collection, ['May']);
    const position = loaded.get('May')?.position;
    if (position === undefined) throw new Error('nothing to damage');
    const document: Talk = { count: -1, words: 'nonsense' };
    await readModels.write(months.collection, [{ id: 'May', position, document, replaces: position }]);
  }

  /** The same port; before every third request somebody speaks, after each somebody reads how many words there are. */
  function amidTraffic(models: ReadModelStore) {
    const traffic = { written: 60, seen: [] as number[] };
    const reader = harness.connect();
    let requests = 0;
    const look = async (): Promise<void> => {
      const year = (await reader.get(months.collection, 'year')) as Talk | undefined;
      traffic.seen.push(year?.count ?? 0);
    };
    const port = new Proxy(models, {
      get(target, name, receiver) {
        const request: unknown = Reflect.get(target, name, receiver);
        // Leases are asked for again and again.
        if (typeof request !== 'function' || name === 'acquireLease') return request;
        return async (...args: unknown[]): Promise<unknown> => {
          requests += 1;
          if (requests % 3 === 0) {
            await speak(traffic.written);
            traffic.written += 1;
            await turns();
          }
          const answer: unknown = await Reflect.apply(request, target, args);
          await look();
          return answer;
        };
      },
    });
    return Object.assign(traffic, { port });
  }

  describe('rebuilding a projection', () => {
    it('gives exactly what the live one holds', async () => {
      await runner().catchUp();
      const live = await contents(readModels, months, KEYS);
      const progress: Progress[] = [];
      const countEvents = () => Promise.resolve(60);
      const result = await rebuild({ ...options(), countEvents, onProgress: (each) => progress.push(each) });
      expect(result).toEqual({
        outcome: 'switched',
        generation: 1,
        documents: { live: 3, rebuilt: 3 },
        parked: 0,
      });
      expect(await contents(readModels, months, KEYS)).toEqual(live);
      expect(progress.at(-1)).toMatchObject({ done: 60, total: 60, remainingMillis: 0 });
    });

    it('heals damaged documents, and can be repeated', async () => {
      await runner().catchUp();
      const right = await contents(readModels, months, KEYS);
      for (const generation of [1, 2]) {
        await damage();
        expect(await rebuild(options())).toMatchObject({ outcome: 'switched', generation });
        expect(await contents(readModels, months, KEYS)).toEqual(right);
      }
    });

    it('goes on without a gap under live traffic, and readers never see fewer words than before', async () => {
      const running = harness.start(createProjectionRunner(harness.live()));
      await harness.reached();
      const traffic = amidTraffic(readModels);
      for (const generation of [1, 2]) {
        expect(await rebuilt(traffic.port)).toMatchObject({ outcome: 'switched', generation });
        await harness.reached();
      }
      await running.stop();
      expect(traffic.written).toBeGreaterThan(70);
      expect(traffic.seen.length).toBeGreaterThan(10);
      expect(traffic.seen).toEqual(traffic.seen.toSorted((left, right) => left - right));
      expect(await harness.everything()).toEqual(await harness.cleanRun());
      expect(await readModels.get(months.collection, 'year')).toMatchObject({ count: traffic.written });
    });

    it('is followed by the live runner, which loses no lease by it', async () => {
      const log: string[] = [];
      const note = (_facts: object, message: string): void => void log.push(message);
      const options = { ...harness.live(), log: { info: note, warn: note, error: note } };
      const running = harness.start(createProjectionRunner(options));
      await harness.reached();
      log.length = 0;
      expect(await rebuilt()).toMatchObject({ outcome: 'switched' });
      await speak(60);
      await harness.reached();
      await running.stop();
      expect(log).toEqual(['a rebuilt copy is live; continuing with it']);
    });

    it('holds the live runner back for a moment when it would always be faster', async () => {
      const running = harness.start(createProjectionRunner(harness.live()));
      await harness.reached();
      let attempts = 0;
      const racing: ReadModelStore = {
        ...readModels,
        async switchGeneration(...args) {
          attempts += 1;
          await speak(60 + attempts);
          const soon = { timing: harness.time, timeoutMillis: 300 };
          await waitForPosition(readModels, 'months@1', await store.head(), soon);
          return readModels.switchGeneration(...args);
        },
      };
      expect(await rebuilt(racing)).toMatchObject({ outcome: 'switched' });
      expect(attempts).toBeGreaterThan(5);
      await harness.reached();
      await running.stop();
      expect(await readModels.get(months.collection, 'year')).toMatchObject({ count: 60 + attempts });
    });

    it('leaves the live copy alone when it is cancelled, and removes the half-built one', async () => {
      await runner().catchUp();
      const live = await contents(readModels, months, KEYS);
      const controller = new AbortController();
      const cancelling: ReadModelStore = {
        ...readModels,
        saveCheckpoint: (...args) => {
          controller.abort();
          return readModels.saveCheckpoint(...args);
        },
      };
      expect(await rebuild({ ...options(cancelling), signal: controller.signal })).toMatchObject({
        outcome: 'cancelled',
        generation: 1,
      });
      expect(await contents(readModels, months, KEYS)).toEqual(live);
      expect(await readModels.count({ ...months.collection, generation: 1 })).toBe(0);
      expect(await rebuild(options())).toMatchObject({ outcome: 'switched', generation: 2 });
    });

    it('goes on with the unfinished copy after a crash', async () => {
      await runner().catchUp();
      let writes = 0;
      const crashing: ReadModelStore = {
        ...readModels,
        switchGeneration: () => Promise.reject(new Error('killed')),
        releaseLease: () => Promise.reject(new Error('killed')),
      };
      await expect(rebuild(options(crashing))).rejects.toThrow('killed');
      harness.wait(2_000);
      const counting: ReadModelStore = {
        ...readModels,
        write: (collection, ...args) => {
          if (collection.name === months.collection.name) writes += 1;
          return readModels.write(collection, ...args);
        },
      };
      expect(await rebuild(options(counting))).toMatchObject({ outcome: 'switched', generation: 1 });
      expect(writes).toBe(0);
    });

    it('begins anew after a crash when asked to, for the fold may have been mended', async () => {
      await runner().catchUp();
      const crashing = { ...readModels, switchGeneration: () => Promise.reject(new Error('killed')) };
      await expect(rebuild(options(crashing))).rejects.toThrow('killed');
      expect(await rebuild({ ...options(), fresh: true })).toMatchObject({
        outcome: 'switched',
        generation: 2,
      });
    });

    it('removes the replaced copy in the next rebuild when a crash kept it from doing so', async () => {
      await runner().catchUp();
      const crashing = { ...readModels, drop: () => Promise.reject(new Error('killed')) };
      await expect(rebuild(options(crashing))).rejects.toThrow('killed');
      expect(await readModels.liveGeneration(months.collection)).toBe(1);
      harness.wait(2_000);
      await rebuild(options());
      for (const generation of [0, 1])
        expect(await readModels.count({ ...months.collection, generation })).toBe(0);
      expect(await readModels.count({ ...months.collection, generation: 2 })).toBe(3);
    });

    it('does not go live by itself when the numbers of documents differ, but does when told to', async () => {
      await runner().catchUp();
      const ghost = { id: 'ghost', position: await store.head(), document: { count: 1, words: 'boo' } };
      await readModels.write(months.collection, [ghost]);
      const documents = { live: 4, rebuilt: 3 };
      expect(await rebuild(options())).toMatchObject({ outcome: 'differs', documents });
      expect(await readModels.get(months.collection, 'ghost')).toBeDefined();
      expect(await rebuild({ ...options(), acceptDifference: true })).toMatchObject({
        outcome: 'switched',
        documents,
      });
      expect(await readModels.get(months.collection, 'ghost')).toBeUndefined();
    });

    it('carries its own parked events: those that were mended are gone, those that still fail are listed', async () => {
      poison.add('word5').add('word7');
      await runner().catchUp();
      poison.delete('word5');
      const result = await rebuild(options());
      const parked = await readModels.parked('months@1');
      expect(result).toMatchObject({ outcome: 'switched', parked: parked.length });
      expect(new Set(parked.map(({ stream }) => stream))).toEqual(new Set(['case-2']));
      poison.clear();
      expect(await runner().release('months@1', 'case-2')).toMatchObject({ outcome: 'released' });
      expect(await readModels.get(months.collection, 'year')).toMatchObject({ count: 60 });
    });

    it('cancelled after it stood still leaves alone what another rebuild has made live meanwhile', async () => {
      await runner().catchUp();
      const stalled: ReadModelStore = {
        ...readModels,
        drop: async (...args) => {
          harness.wait(2_000);
          expect(await rebuild(options())).toMatchObject({ outcome: 'switched', generation: 1 });
          return readModels.drop(...args);
        },
      };
      const cancelled = { ...options(stalled), signal: AbortSignal.abort() };
      await expect(rebuild(cancelled)).rejects.toThrow(LeaseLost);
      expect(await readModels.liveGeneration(months.collection)).toBe(1);
      expect(await readModels.count(months.collection)).toBe(3);
    });

    it('refuses a second rebuild of the same projection at the same time', async () => {
      await runner().catchUp();
      let second: Promise<unknown> | undefined;
      const slow: ReadModelStore = {
        ...readModels,
        write: async (...args) => {
          second ??= rebuild(options()).catch((error: unknown) => error);
          await second;
          return readModels.write(...args);
        },
      };
      expect(await rebuild(options(slow))).toMatchObject({ outcome: 'switched' });
      expect(await second).toBeInstanceOf(LeaseLost);
    });
  });
}

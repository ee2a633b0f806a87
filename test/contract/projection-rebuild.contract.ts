import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createProjectionRunner,
  LeaseLost,
  rebuild,
  waitForPosition,
  type Progress,
  type ReadModelStore,
  type RebuildOptions,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels, systemTiming } from '#read-models';
import {
  append,
  contents,
  months,
  poison,
  runnerOptions,
  said,
  talks,
  tally,
  until,
  type Talk,
} from './projection.fixtures.ts';
import type { ReadModelTarget } from './read-model-targets.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];

/** What a rebuild does on every read-model store (design D7). */
export function rebuildContract(target: ReadModelTarget): void {
  let store: MemoryEventStore;
  let readModels: ReadModelStore;
  let wait: (millis: number) => void;

  afterEach(() => target.dispose());
  beforeEach(async () => {
    store = new MemoryEventStore();
    ({ readModels, wait } = await target.fresh());
    poison.clear();
    for (let index = 0; index < 60; index += 1) await speak(index);
  });

  const speak = (index: number, history = store): Promise<void> =>
    append(history, STREAMS[index % 3] ?? '', said(`word${index}`, index % 2 === 0 ? 'May' : 'June'));

  const options = (models = readModels): RebuildOptions & { leaseMillis: number } => ({
    ...runnerOptions(store, models, 'rebuilder'),
    leaseMillis: 1_000,
    projection: months,
  });

  const runner = () => createProjectionRunner(runnerOptions(store, readModels));

  /** Does something to the live documents that no event did. */
  async function damage(): Promise<void> {
    const loaded = await readModels.load(months.collection, ['May']);
    const position = loaded.get('May')?.position;
    if (position === undefined) throw new Error('nothing to damage');
    const document: Talk = { count: -1, words: 'nonsense' };
    await readModels.write(months.collection, [{ id: 'May', position, document, replaces: position }]);
  }

  /** Somebody writes, and somebody reads and must never see time go back. */
  function startTraffic(first: number) {
    const end = new AbortController();
    const stopped = (): boolean => end.signal.aborted;
    let written = first;
    const history = store;
    const writing = (async () => {
      for (; !stopped(); written += 1) {
        await speak(written, history);
        await systemTiming.sleep(1);
      }
    })();
    const reading = (async () => {
      let seen = 0;
      while (!stopped()) {
        const year = (await readModels.get(months.collection, 'year')) as Talk | undefined;
        expect(year?.count ?? 0).toBeGreaterThanOrEqual(seen);
        seen = year?.count ?? 0;
        await systemTiming.sleep(1);
      }
    })();
    return {
      written: () => written,
      async stop() {
        end.abort();
        await Promise.all([writing, reading]);
      },
    };
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
      const live = runner();
      const controller = new AbortController();
      const running = live.run(controller.signal);
      const traffic = startTraffic(60);
      try {
        await until(async () => (await readModels.checkpoint('months@1')) !== '');
        for (const generation of [1, 2, 3]) {
          expect(await rebuild(options())).toMatchObject({ outcome: 'switched', generation });
          await systemTiming.sleep(100);
        }
      } finally {
        await traffic.stop();
      }
      const end = { timing: systemTiming, timeoutMillis: 3_000 };
      for (const name of ['talks@1', 'months@1', 'tally@1']) {
        expect(await waitForPosition(readModels, name, await store.head(), end)).toBe(true);
      }
      controller.abort();
      await running;
      const clean = openSqliteReadModels({ file: ':memory:' });
      await createProjectionRunner(runnerOptions(store, clean)).catchUp();
      for (const projection of [talks, months, tally]) {
        expect(await contents(readModels, projection, KEYS)).toEqual(await contents(clean, projection, KEYS));
      }
      expect(await readModels.get(months.collection, 'year')).toMatchObject({ count: traffic.written() });
    });

    it('holds the live runner back for a moment when it would always be faster', async () => {
      const controller = new AbortController();
      const running = runner().run(controller.signal);
      let attempts = 0;
      const racing: ReadModelStore = {
        ...readModels,
        async switchGeneration(...args) {
          attempts += 1;
          await speak(60 + attempts);
          const soon = { timing: systemTiming, timeoutMillis: 300 };
          await waitForPosition(readModels, 'months@1', await store.head(), soon);
          return readModels.switchGeneration(...args);
        },
      };
      expect(await rebuild(options(racing))).toMatchObject({ outcome: 'switched' });
      expect(attempts).toBeGreaterThan(5);
      const end = { timing: systemTiming, timeoutMillis: 3_000 };
      expect(await waitForPosition(readModels, 'months@1', await store.head(), end)).toBe(true);
      controller.abort();
      await running;
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
      wait(2_000);
      const counting: ReadModelStore = {
        ...readModels,
        write: (...args) => {
          writes += 1;
          return readModels.write(...args);
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
      wait(2_000);
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
          wait(2_000);
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

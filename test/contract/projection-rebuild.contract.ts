import { beforeEach, describe, expect, it } from 'vitest';
import {
  createProjectionRunner,
  LeaseLost,
  rebuild,
  waitForPosition,
  type Progress,
  type ReadModelStore,
} from '#event-sourcing';
import { type MemoryEventStore } from '#event-sourcing/testing';
import { contents, months, poison } from './projection.fixtures.ts';
import { KEYS, type RebuildHarness } from './projection-rebuild.harness.ts';

/** What a rebuild does on every read-model store (design D7). */
export function rebuildContract(desk: RebuildHarness): void {
  const { harness, speak, options, rebuilt, runner, damage, amidTraffic } = desk;
  let store: MemoryEventStore;
  let readModels: ReadModelStore;
  beforeEach(() => {
    ({ store, readModels } = harness);
  });

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

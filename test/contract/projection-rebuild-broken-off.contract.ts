import { beforeEach, describe, expect, it } from 'vitest';
import { LeaseLost, rebuild, type ReadModelStore } from '#event-sourcing';
import { contents, months } from './projection.fixtures.ts';
import { KEYS, type RebuildHarness } from './projection-rebuild.harness.ts';

/** What a rebuild leaves that crashed or was cancelled, on every read-model store (design D7). */
export function brokenOffContract(desk: RebuildHarness): void {
  const { harness, options, runner } = desk;
  let readModels: ReadModelStore;
  beforeEach(() => {
    ({ readModels } = harness);
  });

  describe('a rebuild that is broken off', () => {
    it('leaves the live copy alone when it is cancelled, and removes the half-built one', async () => {
      await runner().catchUp();
      const live = await contents(readModels, months, KEYS);
      const controller = new AbortController();
      const cancelling: ReadModelStore = {
        ...readModels,
        commit: (...args) => {
          controller.abort();
          return readModels.commit(...args);
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
        commit: (collection, ...args) => {
          if (collection.name === months.collection.name) writes += 1;
          return readModels.commit(collection, ...args);
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
  });
}

import { describe, expect, it } from 'vitest';
import { createProjectionRunner, LeaseLost, type Lease, type ReadModelStore } from '#event-sourcing';
import { append, months, poison, runnerOptions, said, talks, tally } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Who may write: one process at a time, by its lease (design D5). */
export function leasesContract(harness: ProjectionHarness): void {
  describe('leases', () => {
    it('let a second process only wait for one that catches up, and take over when it is gone', async () => {
      await harness.writeHistory(3);
      let waiting: Promise<void> | undefined;
      const slow: ReadModelStore = {
        ...harness.readModels,
        async commit(...args) {
          waiting ??= second.catchUp();
          await harness.time.sleep(70);
          return harness.readModels.commit(...args);
        },
      };
      const options = harness.live(harness.readModels, 'two');
      const second = createProjectionRunner(options);
      await harness.time.through(createProjectionRunner(harness.live(slow)).catchUp());
      expect(waiting).toBeDefined();
      await harness.time.through(Promise.resolve(waiting));
      expect(options.codec.decoded).toBe(0);
      await append(harness.store, 'case-1', said('more'));
      await harness.time.through(second.catchUp());
      expect(options.codec.decoded).toBe(1);
      expect(await harness.readModels.get(tally.collection, 'all')).toMatchObject({ count: 4 });
    });

    it('fence a runner that slept through its lease: it writes nothing any more', async () => {
      await harness.writeHistory(6);
      let sleeper: Lease | undefined;
      const port: ReadModelStore = {
        ...harness.readModels,
        async commit(collection, batch, lease) {
          if (sleeper === undefined) {
            sleeper = lease;
            harness.wait(5_000);
            await createProjectionRunner(runnerOptions(harness.store, harness.readModels, 'two')).catchUp();
          }
          return harness.readModels.commit(collection, batch, lease);
        },
      };
      const stale = createProjectionRunner({ ...runnerOptions(harness.store, port), projections: [talks] });
      await expect(stale.catchUp()).rejects.toThrow(LeaseLost);
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('are renewed while a large batch is written for longer than they live', async () => {
      await harness.writeHistory(6);
      const thefts: unknown[] = [];
      const port: ReadModelStore = {
        ...harness.readModels,
        async commit(...batch) {
          for (let wait = 0; wait < 5; wait += 1) {
            await harness.time.sleep(600);
            thefts.push(await harness.readModels.acquireLease('talks@1#0', 'thief', 1_000));
          }
          await harness.readModels.commit(...batch);
        },
      };
      const options = { ...harness.live(port), projections: [talks] };
      await harness.time.through(createProjectionRunner(options).catchUp());
      expect(thefts).toEqual(Array.from({ length: 5 }, () => undefined));
      expect(await harness.readModels.count(talks.collection)).toBeGreaterThan(0);
    });

    it('release and discard also while another process projects, which takes it up again', async () => {
      await append(harness.store, 'case-1', said('one'), said('bad'));
      poison.add('bad');
      const first = harness.start(createProjectionRunner(harness.live()));
      await harness.reached();
      poison.clear();
      const second = createProjectionRunner(runnerOptions(harness.store, harness.readModels, 'two'));
      await expect(second.release('talks@1', 'case-1')).resolves.toMatchObject({ outcome: 'released' });
      await expect(second.discard('months@1', 'case-1')).resolves.toHaveLength(1);
      await expect(second.discard('nothing@1', 'case-1')).rejects.toThrow('there is no projection nothing@1');
      await append(harness.store, 'case-1', said('three'));
      await harness.reached();
      expect(await harness.readModels.get(talks.collection, 'case-1')).toEqual({
        ...{ count: 3, words: 'one bad three ' },
      });
      expect(await harness.readModels.get(months.collection, 'May')).toMatchObject({ words: 'one three ' });
      await first.stop();
    });
  });
}

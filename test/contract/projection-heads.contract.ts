import { describe, expect, it } from 'vitest';
import { createProjectionRunner, type EventStore, type ReadModelStore } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { append, said, tally, type Talk } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** What a live runner makes of the head of the history: ahead of the subscription, or behind what it has projected. */
export function headsContract(harness: ProjectionHarness): void {
  const count = async (): Promise<number | undefined> =>
    ((await harness.readModels.get(tally.collection, 'all')) as Talk | undefined)?.count;

  function recording() {
    const lines: string[] = [];
    const note = (_facts: object, message: string): void => void lines.push(message);
    return { lines, info: note, warn: note, error: note };
  }

  describe('the head of the history', () => {
    it('moving on while read models are slow is no reason to subscribe again', async () => {
      const slow: ReadModelStore = {
        ...harness.readModels,
        async commit(...args) {
          await harness.time.sleep(1_800);
          return harness.readModels.commit(...args);
        },
      };
      const log = recording();
      const options = { ...harness.live(slow), projections: [tally], log };
      const running = harness.start(createProjectionRunner(options));
      await harness.time.advance(200);
      for (const word of ['first', 'second', 'third']) {
        await append(harness.store, 'case-1', said(word));
        await harness.time.advance(300);
      }
      await harness.time.until(async () => (await count()) === 3);
      await running.stop();
      expect(log.lines.filter((line) => line.includes('resubscribing'))).toEqual([]);
    });

    it('before what was projected, as after a restore of an older backup, is said and stops projecting', async () => {
      await harness.writeHistory(10);
      let head = (): ReturnType<EventStore['head']> => harness.store.head();
      const store: EventStore = Object.assign(Object.create(harness.store) as EventStore, {
        readAll: harness.store.readAll.bind(harness.store),
        readStream: harness.store.readStream.bind(harness.store),
        subscribe: harness.store.subscribe.bind(harness.store),
        head: () => head(),
      });
      const older = new MemoryEventStore();
      await append(older, 'case-1', said('the only one in the backup'));
      const log = recording();
      const options = { ...harness.live(), store, projections: [tally], log };
      const runner = createProjectionRunner(options);
      const running = harness.start(runner);
      await harness.time.until(async () => (await count()) === 10);

      head = () => older.head();
      const lastError = async (): Promise<string> => (await runner.status())[0]?.lastError ?? '';
      await harness.time.until(async () =>
        (await lastError()).includes('ends before what this read model has seen'),
      );
      await append(harness.store, 'case-2', said('at a position that was given out once more'));
      await harness.time.advance(800);
      expect(await count()).toBe(10);
      expect(log.lines.filter((line) => line.includes('the history ends before'))).toHaveLength(1);

      head = () => harness.store.head();
      await harness.time.until(async () => (await count()) === 11);
      expect(await lastError()).toBe('');
      await running.stop();
    });
  });
}

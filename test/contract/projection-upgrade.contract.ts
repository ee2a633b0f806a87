import { beforeEach, describe, expect, it } from 'vitest';
import {
  createProjectionRunner,
  isEstablished,
  NewerEvent,
  type EventToAppend,
  type ProjectionRunnerOptions,
} from '#event-sourcing';
import { append, countingCodec, runnerOptions, said, talks } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Shouted: what only the newer program knows. */
const shouted = (word: string): EventToAppend => ({ ...said(word), type: 'Shouted' });

/** A program of an older version beside what a newer one has recorded. */
export function upgradeContract(harness: ProjectionHarness): void {
  describe('events of a newer program', () => {
    const older = (options: ProjectionRunnerOptions): ProjectionRunnerOptions => ({
      ...options,
      codec: countingCodec(['Shouted']),
    });

    beforeEach(async () => {
      await harness.writeHistory(4);
      await append(harness.store, 'case-2', shouted('loud'));
      await append(harness.store, 'case-3', said('after'));
    });

    it('stop the catch-up of an older one before them, which says so; the newer one lacks nothing', async () => {
      const options = older(runnerOptions(harness.store, harness.readModels));
      const told = createProjectionRunner(options).catchUp();
      await expect(told).rejects.toThrow(NewerEvent);
      await expect(told).rejects.toThrow(/talks@1 cannot be brought up to date: event Shouted .*upgrade/);
      const statuses = await createProjectionRunner(options).status();
      expect(statuses).toEqual(
        statuses.map(() =>
          expect.objectContaining({ parked: 0, standsStill: expect.stringMatching(/Shouted/) }),
        ),
      );
      expect(await harness.readModels.parked()).toEqual([]);
      await createProjectionRunner(runnerOptions(harness.store, harness.readModels)).catchUp();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('make an older worker stand still; a newer one beside it takes over and goes on', async () => {
      const old = createProjectionRunner(older(harness.live(harness.readModels, 'old')));
      const running = harness.start(old);
      await harness.time.until(async () =>
        (await old.status()).every(({ standsStill, heldHere }) => standsStill !== undefined && !heldHere),
      );
      expect((await old.status()).map(({ lastError }) => lastError)).toEqual(
        Array.from({ length: 3 }, () => expect.stringContaining('written by a newer program')),
      );
      harness.start(createProjectionRunner(harness.live(harness.connect(), 'new')));
      await harness.reached();
      await append(harness.store, 'case-1', said('more'));
      await harness.reached();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
      await running.stop();
    });
  });

  describe('a copy', () => {
    const established = async (): Promise<boolean> =>
      isEstablished(
        harness.readModels,
        { ...talks.collection, generation: 0 },
        await harness.readModels.checkpoint('talks@1'),
      );

    it('is known to be whole once it has held the whole history, and not when it has lost it since', async () => {
      await harness.writeHistory(4);
      expect(await established()).toBe(false);
      await createProjectionRunner(runnerOptions(harness.store, harness.readModels)).catchUp();
      expect(await established()).toBe(true);
      await append(harness.store, 'case-1', said('more'));
      expect(await established()).toBe(true);
      await harness.readModels.drop(talks.collection);
      expect(await established()).toBe(false);
    });
  });
}

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createProjectionRunner, type Progress, type ReadModelStore } from '#event-sourcing';
import { MemoryEventStore, runs, sampled } from '#event-sourcing/testing';
import { append, poison, runnerOptions, said, talks, tally } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Every write is a moment to die at; not the same ones are tried before and after it in every run. */
const FIRST = sampled({ full: { before: 0, after: 0 }, sample: { before: 1, after: 0 } });

/** Catching up with a history, and dying at any moment of it (design D5). */
export function catchingUpContract(harness: ProjectionHarness): void {
  const step = sampled({ full: 1, sample: harness.onServer ? 5 : 3 });

  describe('catching up', () => {
    it('brings every projection to the head and reads each event once for all of them', async () => {
      await harness.writeHistory();
      const options = runnerOptions(harness.store, harness.readModels);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      expect(await harness.readModels.get(tally.collection, 'all')).toMatchObject({ count: 30 });
      for (const { checkpoint } of await harness.everything())
        expect(checkpoint).toBe(await harness.store.head());
    });

    it('does not read again what was projected, and brings a straggler to the others', async () => {
      await harness.writeHistory();
      await createProjectionRunner({
        ...runnerOptions(harness.store, harness.readModels),
        projections: [talks],
      }).catchUp();
      const options = runnerOptions(harness.store, harness.readModels);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('tells how far it is', async () => {
      await harness.writeHistory();
      const seen: Progress[] = [];
      const options = {
        ...runnerOptions(harness.store, harness.readModels),
        countEvents: () => Promise.resolve(30),
      };
      await createProjectionRunner(options).catchUp(undefined, {
        onProgress: (progress) => seen.push(progress),
      });
      expect(seen.at(-1)).toMatchObject({ done: 30, total: 30, remainingMillis: 0 });
      expect(seen.at(-1)?.rate).toBeGreaterThan(0);
    });

    it('gives the same documents however the log is cut into batches (property)', async () => {
      const events = fc.array(
        fc.tuple(fc.nat(2), fc.constantFrom('a', 'b', 'goodbye'), fc.constantFrom('May', 'June')),
        { maxLength: 25, size: 'max' },
      );
      await fc.assert(
        fc.asyncProperty(
          events,
          fc.integer({ min: 1, max: 9 }),
          fc.nat(20),
          fc.constantFrom(1, 3, 5_000),
          async (facts, batchSize, pause, writeDocuments) => {
            const history = new MemoryEventStore();
            const models = (await harness.fresh()).readModels;
            const runner = createProjectionRunner({
              ...runnerOptions(history, models),
              batchSize,
              writeDocuments,
              cachedDocuments: 2,
            });
            for (const [index, [stream, word, month]] of facts.entries()) {
              await append(history, `case-${stream + 1}`, said(word, month));
              if (index === pause) await runner.catchUp();
            }
            await runner.catchUp();
            expect(await harness.everything(models)).toEqual(await harness.cleanRun(history));
          },
        ),
        { numRuns: runs(harness.onServer ? 5 : 15) },
      );
    });
  });

  /** A port that breaks at one write: before it is done, or after it was done but before anybody heard of it. */
  function breakingAt(models: ReadModelStore, boundary: number, when: 'before' | 'after') {
    let calls = 0;
    const state = { broken: false };
    const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const breaks = calls === boundary;
      calls += 1;
      if (state.broken || (breaks && when === 'before')) {
        state.broken = true;
        throw new Error('killed');
      }
      const result = await work();
      if (breaks) {
        state.broken = true;
        throw new Error('killed');
      }
      return result;
    };
    const port: ReadModelStore = {
      ...models,
      write: (...args) => guard(() => models.write(...args)),
      commit: (...args) => guard(() => models.commit(...args)),
      unpark: (...args) => guard(() => models.unpark(...args)),
      releaseLease: (...args) => guard(() => models.releaseLease(...args)),
    };
    return { port, state };
  }

  describe('killed at any write boundary', () => {
    it.each([
      ['before', 'gathered', 5_000],
      ['after', 'gathered', 5_000],
      ['before', 'begun aside', 1],
      ['after', 'begun aside', 1],
    ] as const)(
      'ends like a clean run when the process dies %s any write, %s',
      async (when, _, writeDocuments) => {
        await harness.writeHistory(12);
        poison.add('word7');
        const clean = await harness.cleanRun();
        let boundary = FIRST[when];
        for (let survived = false; !survived; boundary += step) {
          const { readModels: models, wait: pass } = await harness.fresh();
          const { port, state } = breakingAt(models, boundary, when);
          const options = { ...runnerOptions(harness.store, port), batchSize: 5, writeDocuments };
          await createProjectionRunner(options)
            .catchUp()
            .catch(() => undefined);
          survived = !state.broken;
          pass(2_000);
          await createProjectionRunner(runnerOptions(harness.store, models, 'after the crash')).catchUp();
          expect(await harness.everything(models)).toEqual(clean);
        }
        expect(boundary).toBeGreaterThan(8);
      },
    );

    it.each(['before', 'after'] as const)(
      'releases a parked stream once when it dies %s any write of the release',
      async (when) => {
        await harness.writeHistory(12);
        const right = await harness.cleanRun();
        let boundary = 0;
        for (let survived = false; !survived; boundary += 1) {
          poison.add('word3');
          const { readModels: models, wait: pass } = await harness.fresh();
          await createProjectionRunner(runnerOptions(harness.store, models)).catchUp();
          poison.clear();
          const { port, state } = breakingAt(models, boundary, when);
          await createProjectionRunner(runnerOptions(harness.store, port, 'two'))
            .release('months@1', 'case-1')
            .catch(() => undefined);
          survived = !state.broken;
          pass(2_000);
          const after = createProjectionRunner(runnerOptions(harness.store, models, 'three'));
          for (const name of ['talks@1', 'months@1']) await after.release(name, 'case-1');
          expect(await harness.everything(models)).toEqual(right);
        }
        expect(boundary).toBeGreaterThan(2);
      },
    );
  });
}

import { describe, expect, it } from 'vitest';
import {
  createProjectionRunner,
  type Projection,
  type ProjectionRunnerOptions,
  type ReadModelStore,
} from '#event-sourcing';
import { append, said, tally, type Talk } from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const SEVEN: readonly Projection<Talk>[] = NAMES.map((name) => ({
  ...tally,
  collection: { ...tally.collection, name },
}));

/** Several workers share the projections out, by leases (design D5); the lease alone decides who writes. */
export function sharingContract(harness: ProjectionHarness): void {
  interface Worker {
    readonly holder: string;
    readonly stop: () => Promise<void>;
    readonly log: string[];
  }

  function work(
    holder: string,
    models: ReadModelStore = harness.connect(),
    options: Partial<ProjectionRunnerOptions> = {},
  ): Worker {
    const log: string[] = [];
    const note = (facts: object, message: string): void => {
      log.push(`${message} ${(facts as { projection?: string }).projection ?? ''}`);
    };
    const runner = createProjectionRunner({
      ...harness.live(models, holder),
      projections: SEVEN,
      log: { info: note, warn: note, error: note },
      ...options,
    });
    return { holder, log, ...harness.start(runner) };
  }

  const held = async ({ holder }: Worker): Promise<number> =>
    [...(await harness.readModels.holders())].filter(
      ([lease, each]) => each === holder && /^[a-g]@1#0$/.test(lease),
    ).length;
  const shares = (...workers: readonly Worker[]): Promise<readonly number[]> =>
    Promise.all(workers.map(held)).then((each) => each.toSorted((one, other) => one - other));
  const shared = (workers: readonly Worker[], ...expected: readonly number[]): Promise<void> =>
    harness.time.until(async () => String(await shares(...workers)) === String(expected), 'fair shares');
  const allCounted = (events: number): Promise<void> =>
    harness.time.until(async () => {
      const documents = await Promise.all(
        SEVEN.map(({ collection }) => harness.readModels.get(collection, 'all')),
      );
      return documents.every((document) => (document as Talk | undefined)?.count === events);
    });

  describe('sharing projections out', () => {
    it('lets one worker feed all, and gives whoever joins or stays behind a fair share', async () => {
      await harness.writeHistory(10);
      const first = work('one');
      await shared([first], 7);
      const second = work('two');
      await shared([first, second], 3, 4);
      const third = work('three');
      await shared([first, second, third], 2, 2, 3);
      await append(harness.store, 'case-1', said('for all of them'));
      await allCounted(11);
      const moves = [first, second, third].map(({ log }) => log.length);
      await harness.time.advance(1_500);
      expect([first, second, third].map(({ log }) => log.length)).toEqual(moves);
      const shown = [...(await harness.readModels.holders()).keys()].filter((name) =>
        name.startsWith('worker/'),
      );
      expect(shown).toHaveLength(3);
      await first.stop();
      await shared([second, third], 3, 4);
      await second.stop();
      await shared([third], 7);
      await append(harness.store, 'case-1', said('for the last one'));
      await allCounted(12);
      await third.stop();
      expect(await harness.readModels.holders()).toEqual(new Map());
    });

    it('gives one back at a time, however slowly it is let go', async () => {
      const models = harness.connect();
      let leaving = 0;
      let most = 0;
      const slow: ReadModelStore = {
        ...models,
        async releaseLease(lease) {
          leaving += 1;
          most = Math.max(most, leaving);
          await harness.time.sleep(700);
          leaving -= 1;
          return models.releaseLease(lease);
        },
      };
      const first = work('one', slow);
      await shared([first], 7);
      const second = work('two');
      await shared([first, second], 3, 4);
      expect(most).toBe(1);
      expect(first.log.filter((line) => line.startsWith('left to another'))).toHaveLength(3);
    });

    it('feeds everything when several workers start at once', async () => {
      const workers = ['one', 'two', 'three', 'four'].map((holder) => work(holder));
      await shared(workers, 1, 2, 2, 2);
      await harness.writeHistory(10);
      await allCounted(10);
      for (const { log } of workers) expect(log.filter((line) => line.includes('interrupted'))).toEqual([]);
    });

    it('takes over what a dead worker held, within the life of a lease and a little more', async () => {
      const { port, die } = mortal(harness.connect());
      const dead = work('dead', port);
      const survivor = work('survivor');
      await shared([dead, survivor], 3, 4);
      await harness.writeHistory(5);
      await allCounted(5);
      die();
      const died = harness.time.now();
      await append(harness.store, 'case-2', said('nobody may miss this'));
      await allCounted(6);
      expect(harness.time.now() - died).toBeLessThan(2_000);
      expect(await held(survivor)).toBe(7);
    });

    it('offers what only one of them knows rarely, and does not leave it unfed', async () => {
      const newer = work('newer');
      const older = work('older', harness.connect(), { projections: SEVEN.slice(0, 1) });
      await harness.writeHistory(5);
      await allCounted(5);
      await harness.time.advance(3_000);
      expect((await held(newer)) + (await held(older))).toBe(7);
      expect(newer.log.filter((line) => line.startsWith('left to another')).length).toBeLessThanOrEqual(2);
    });
  });
}

/** A store that fails every request once its process is dead. */
function mortal(models: ReadModelStore): { readonly port: ReadModelStore; readonly die: () => void } {
  let dead = false;
  const port = new Proxy(models, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown =>
        dead && name !== 'close' && name !== 'fits'
          ? Promise.reject(new Error('killed'))
          : Reflect.apply(method, target, args);
    },
  });
  return {
    port,
    die: () => {
      dead = true;
    },
  };
}

import { describe, expect, it } from 'vitest';
import {
  BEGINNING,
  createProjectionRunner,
  waitForPosition,
  type EventStore,
  type Projection,
  type ReadModelStore,
  type SubscriptionMessage,
} from '#event-sourcing';
import { simulatedTiming } from '#event-sourcing/testing';
import {
  append,
  countingCodec,
  poison,
  runnerOptions,
  said,
  talks,
  tally,
  type Talk,
} from './projection.fixtures.ts';
import type { ProjectionHarness } from './projection.harness.ts';

/** Projecting live: drops and interruptions (design D5). */
export function liveContract(harness: ProjectionHarness): void {
  describe('projecting live', () => {
    it('shows an event to whoever waits for its position', async () => {
      const running = harness.start(createProjectionRunner(harness.live()));
      await harness.writeHistory(20);
      const head = await harness.store.head();
      const waiting = { timing: harness.time, timeoutMillis: 5_000 };
      const comes = waitForPosition(harness.readModels, 'talks@1', head, waiting);
      expect(await harness.time.through(comes)).toBe(true);
      const began = harness.time.now();
      const never = waitForPosition(harness.readModels, 'nobody@1', head, waiting);
      expect(await harness.time.through(never)).toBe(false);
      expect(harness.time.now() - began).toBe(5_000);
      await running.stop();
    });

    it('goes on after drops, errors and silent ends of the subscription, without a gap or a repetition', async () => {
      let subscriptions = 0;
      const shaky: EventStore = Object.assign(Object.create(harness.store) as EventStore, {
        readAll: harness.store.readAll.bind(harness.store),
        head: harness.store.head.bind(harness.store),
        readStream: harness.store.readStream.bind(harness.store),
        async *subscribe(
          options: Parameters<EventStore['subscribe']>[0],
        ): AsyncGenerator<SubscriptionMessage> {
          subscriptions += 1;
          let left = 3;
          for await (const message of harness.store.subscribe({ ...options, batchSize: 1 })) {
            yield message;
            left -= 1;
            if (left > 0) continue;
            if (subscriptions % 3 === 0) throw new Error('connection reset');
            if (subscriptions % 3 === 1) yield { kind: 'dropped', reason: 'server says so' };
            return;
          }
        },
      });
      const running = harness.start(createProjectionRunner({ ...harness.live(), store: shaky }));
      for (let round = 0; round < 5; round += 1) {
        await harness.writeHistory(6);
        await harness.time.advance(150);
      }
      await harness.reached();
      await running.stop();
      expect(subscriptions).toBeGreaterThan(3);
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('replaces a subscription that has fallen silent', async () => {
      let silent = true;
      const deaf: EventStore = Object.assign(Object.create(harness.store) as EventStore, {
        readAll: harness.store.readAll.bind(harness.store),
        head: harness.store.head.bind(harness.store),
        subscribe: (options: Parameters<EventStore['subscribe']>[0]) =>
          silent ? nothingUntilAborted(options.signal) : harness.store.subscribe(options),
      });
      const running = harness.start(createProjectionRunner({ ...harness.live(), store: deaf }));
      await harness.time.advance(300);
      silent = false;
      await append(harness.store, 'case-1', said('anybody there?'));
      await harness.reached('talks@1');
      await running.stop();
    });

    it('recovers from an interruption of the read models', async () => {
      let broken = false;
      const port: ReadModelStore = {
        ...harness.readModels,
        commit: (...args) =>
          broken ? Promise.reject(new Error('disk full')) : harness.readModels.commit(...args),
      };
      const runner = createProjectionRunner(harness.live(port));
      const running = harness.start(runner);
      await harness.writeHistory(3);
      await harness.reached();
      broken = true;
      await harness.writeHistory(3);
      await harness.time.until(async () =>
        (await runner.status()).every(({ lastError }) => lastError === 'disk full'),
      );
      expect((await runner.status())[0]).toMatchObject({ lag: 3, lagIsAtLeast: false, parked: 0 });
      broken = false;
      await harness.reached();
      await running.stop();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('does not hold the others up while a new projection reads the whole history', async () => {
      await harness.writeHistory(300);
      await createProjectionRunner({
        ...runnerOptions(harness.store, harness.readModels),
        projections: [talks],
      }).catchUp();
      const slow: Projection<Talk> = { ...tally, collection: { ...tally.collection, name: 'slow' } };
      const port: ReadModelStore = {
        ...harness.readModels,
        load: async (collection, ids) => {
          if (collection.name === 'slow') await harness.time.sleep(100);
          return harness.readModels.load(collection, ids);
        },
      };
      const options = {
        ...harness.live(port),
        projections: [talks, slow],
        batchSize: 10,
        cachedDocuments: 0,
      };
      const runner = createProjectionRunner(options);
      const running = harness.start(runner);
      await harness.time.until(async () => (await runner.status()).every(({ heldHere }) => heldHere));
      await append(harness.store, 'case-1', said('quick'));
      await harness.reached('talks@1');
      expect((await harness.readModels.checkpoint('slow@1')) < (await harness.store.head())).toBe(true);
      await harness.reached('slow@1');
      await running.stop();
      expect(await harness.readModels.get(slow.collection, 'all')).toMatchObject({ count: 301 });
    });

    it('asks little of the store while nothing happens', async () => {
      const asked = new Map<string, number>();
      const counting = new Proxy(harness.readModels, {
        get(models, name, receiver) {
          asked.set(String(name), (asked.get(String(name)) ?? 0) + 1);
          return Reflect.get(models, name, receiver) as unknown;
        },
      });
      const runner = createProjectionRunner({ ...harness.live(counting), leaseMillis: 5_000 });
      const running = harness.start(runner);
      await harness.writeHistory(3);
      await harness.reached();
      await harness.time.advance(300);
      asked.clear();
      await harness.time.advance(2_000);
      // Three projections, four times a second; and whether others hold too much or too little, once a second.
      expect(asked.get('liveGeneration')).toBeLessThanOrEqual(24);
      expect([...asked.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(24 + 3 + 8);
      await running.stop();
    });

    it('tries a straggler whose writes fail again after a while, says why, and feeds the others', async () => {
      await harness.writeHistory(30);
      let broken = true;
      const port: ReadModelStore = {
        ...harness.readModels,
        commit: (collection, batch, lease) =>
          broken && collection.name === 'months'
            ? Promise.reject(new Error('disk full'))
            : harness.readModels.commit(collection, batch, lease),
      };
      const errors: string[] = [];
      const nothing = (): void => undefined;
      const log = { info: nothing, warn: nothing, error: (_: object, text: string) => errors.push(text) };
      const runner = createProjectionRunner({
        ...harness.live(port),
        batchSize: 5,
        writeDocuments: 1,
        log,
      });
      const running = harness.start(runner);
      await harness.reached('talks@1', 'tally@1');
      await harness.time.until(async () =>
        (await runner.status()).some(
          ({ projection, lastError }) => projection === 'months@1' && lastError === 'disk full',
        ),
      );
      await harness.time.advance(500);
      expect(errors.length).toBeLessThanOrEqual(8);
      broken = false;
      await harness.reached('months@1');
      await running.stop();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('begins anew when the collection was dropped under it', async () => {
      const running = harness.start(createProjectionRunner(harness.live()));
      await harness.writeHistory(9);
      await harness.reached();
      await harness.readModels.drop(talks.collection);
      expect(await harness.readModels.checkpoint('talks@1')).toBe(BEGINNING);
      await append(harness.store, 'case-2', said('after the drop'));
      await harness.reached();
      await running.stop();
      expect(await harness.everything()).toEqual(await harness.cleanRun());
    });

    it('reports checkpoint, head, lag and parked events of each projection', async () => {
      await harness.writeHistory(4);
      let reads = 0;
      const store: EventStore = Object.assign(Object.create(harness.store) as EventStore, {
        head: harness.store.head.bind(harness.store),
        readAll: (...page: Parameters<EventStore['readAll']>) => {
          reads += 1;
          return harness.store.readAll(...page);
        },
      });
      const runner = createProjectionRunner({
        ...runnerOptions(store, harness.readModels),
        codec: countingCodec(),
      });
      const [before] = await runner.status();
      // All stand at the same place.
      expect(reads).toBe(1);
      expect(before).toMatchObject({
        projection: 'talks@1',
        generation: 0,
        checkpoint: BEGINNING,
        lag: 4,
        heldHere: false,
      });
      poison.add('word1');
      await runner.catchUp();
      const [talksNow, , tallyNow] = await runner.status();
      expect(talksNow).toMatchObject({ lag: 0, parked: 1, head: await harness.store.head() });
      expect(tallyNow).toMatchObject({ lag: 0, parked: 0 });
    });
  });
}

async function* nothingUntilAborted(signal: AbortSignal): AsyncGenerator<SubscriptionMessage> {
  await simulatedTiming().sleep(1, signal);
  if (signal.aborted) return;
  yield { kind: 'dropped', reason: 'never' };
}

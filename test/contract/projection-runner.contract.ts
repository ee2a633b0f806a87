import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BEGINNING,
  createProjectionRunner,
  LeaseLost,
  waitForPosition,
  type EventStore,
  type Lease,
  type Progress,
  type Projection,
  type ReadModelStore,
  type SubscriptionMessage,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels, systemTiming } from '#read-models';
import {
  append,
  contents,
  countingCodec,
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
const ALL: readonly Projection<Talk>[] = [talks, months, tally];

/** What the projection runner does on every read-model store (design D5, D8). */
export function projectionRunnerContract(target: ReadModelTarget): void {
  let store: MemoryEventStore;
  let readModels: ReadModelStore;
  let wait: (millis: number) => void;
  const controllers: AbortController[] = [];
  const started: Promise<void>[] = [];

  beforeEach(async () => {
    store = new MemoryEventStore();
    ({ readModels, wait } = await target.fresh());
    poison.clear();
  });
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort();
    await Promise.allSettled(started.splice(0));
    await target.dispose();
  });

  const everything = (models: ReadModelStore) =>
    Promise.all(ALL.map((projection) => contents(models, projection, KEYS)));

  /** What a clean run over the same history gives, whatever the engine: documents do not depend on it. */
  async function cleanRun(history: EventStore = store) {
    const clean = openSqliteReadModels({ file: ':memory:' });
    await createProjectionRunner(runnerOptions(history, clean)).catchUp();
    return everything(clean);
  }

  async function writeHistory(events = 30): Promise<void> {
    for (let index = 0; index < events; index += 1) {
      const word = index % 11 === 10 ? 'goodbye' : `word${index}`;
      await append(store, STREAMS[index % 3] ?? '', said(word, index % 2 === 0 ? 'May' : 'June'));
    }
  }

  function start(runner: { run(signal: AbortSignal): Promise<void> }): { stop(): Promise<void> } {
    const controller = new AbortController();
    controllers.push(controller);
    const running = runner.run(controller.signal);
    started.push(running);
    return {
      stop: () => {
        controller.abort();
        return running;
      },
    };
  }

  const reached = async (name: string): Promise<boolean> =>
    waitForPosition(readModels, name, await store.head(), { timing: systemTiming, timeoutMillis: 5_000 });

  describe('catching up', () => {
    it('brings every projection to the head and reads each event once for all of them', async () => {
      await writeHistory();
      const options = runnerOptions(store, readModels);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 30 });
      for (const { checkpoint } of await everything(readModels)) expect(checkpoint).toBe(await store.head());
    });

    it('does not read again what was projected, and brings a straggler to the others', async () => {
      await writeHistory();
      await createProjectionRunner({ ...runnerOptions(store, readModels), projections: [talks] }).catchUp();
      const options = runnerOptions(store, readModels);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      await createProjectionRunner(options).catchUp();
      expect(options.codec.decoded).toBe(30);
      expect(await everything(readModels)).toEqual(await cleanRun());
    });

    it('tells how far it is', async () => {
      await writeHistory();
      const seen: Progress[] = [];
      const options = { ...runnerOptions(store, readModels), countEvents: () => Promise.resolve(30) };
      await createProjectionRunner(options).catchUp(undefined, {
        onProgress: (progress) => seen.push(progress),
      });
      expect(seen.at(-1)).toMatchObject({ done: 30, total: 30, remainingMillis: 0 });
      expect(seen.at(-1)?.rate).toBeGreaterThan(0);
    });

    it('gives the same documents however the log is cut into batches (property)', async () => {
      const events = fc.array(
        fc.tuple(fc.nat(2), fc.constantFrom('a', 'b', 'goodbye'), fc.constantFrom('May', 'June')),
        { maxLength: 25 },
      );
      await fc.assert(
        fc.asyncProperty(
          events,
          fc.integer({ min: 1, max: 9 }),
          fc.nat(25),
          async (facts, batchSize, pause) => {
            const history = new MemoryEventStore();
            const models = (await target.fresh()).readModels;
            const runner = createProjectionRunner({
              ...runnerOptions(history, models),
              batchSize,
              cachedDocuments: 2,
            });
            for (const [index, [stream, word, month]] of facts.entries()) {
              await append(history, `case-${stream + 1}`, said(word, month));
              if (index === pause) await runner.catchUp();
            }
            await runner.catchUp();
            expect(await everything(models)).toEqual(await cleanRun(history));
          },
        ),
        { numRuns: 25 },
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
      park: (...args) => guard(() => models.park(...args)),
      unpark: (...args) => guard(() => models.unpark(...args)),
      saveCheckpoint: (...args) => guard(() => models.saveCheckpoint(...args)),
      releaseLease: (...args) => guard(() => models.releaseLease(...args)),
    };
    return { port, state };
  }

  describe('killed at any write boundary', () => {
    it.each(['before', 'after'] as const)(
      'ends like a clean run when the process dies %s any write',
      async (when) => {
        await writeHistory(12);
        poison.add('word7');
        const clean = await cleanRun();
        let boundary = 0;
        for (let survived = false; !survived; boundary += 1) {
          const { readModels: models, wait: pass } = await target.fresh();
          const { port, state } = breakingAt(models, boundary, when);
          const options = { ...runnerOptions(store, port), batchSize: 5 };
          await createProjectionRunner(options)
            .catchUp()
            .catch(() => undefined);
          survived = !state.broken;
          pass(2_000);
          await createProjectionRunner(runnerOptions(store, models, 'after the crash')).catchUp();
          expect(await everything(models)).toEqual(clean);
        }
        expect(boundary).toBeGreaterThan(8);
      },
    );

    it.each(['before', 'after'] as const)(
      'releases a parked stream once when it dies %s any write of the release',
      async (when) => {
        await writeHistory(12);
        const right = await cleanRun();
        let boundary = 0;
        for (let survived = false; !survived; boundary += 1) {
          poison.add('word3');
          const { readModels: models, wait: pass } = await target.fresh();
          await createProjectionRunner(runnerOptions(store, models)).catchUp();
          poison.clear();
          const { port, state } = breakingAt(models, boundary, when);
          await createProjectionRunner(runnerOptions(store, port, 'two'))
            .release('months@1', 'case-1')
            .catch(() => undefined);
          survived = !state.broken;
          pass(2_000);
          const after = createProjectionRunner(runnerOptions(store, models, 'three'));
          for (const name of ['talks@1', 'months@1']) await after.release(name, 'case-1');
          expect(await everything(models)).toEqual(right);
        }
        expect(boundary).toBeGreaterThan(2);
      },
    );
  });

  describe('leases', () => {
    it('let a second runner only wait for the first one, and take over when it is gone', async () => {
      await writeHistory(3);
      const first = start(createProjectionRunner(runnerOptions(store, readModels)));
      await reached('talks@1');
      const options = runnerOptions(store, readModels, 'two');
      const second = start(createProjectionRunner(options));
      await append(store, 'case-1', said('more'));
      expect(await reached('talks@1')).toBe(true);
      expect(options.codec.decoded).toBeLessThanOrEqual(1);
      await first.stop();
      await append(store, 'case-1', said('and more'));
      expect(await reached('talks@1')).toBe(true);
      expect(await reached('tally@1')).toBe(true);
      await second.stop();
      expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 5 });
    });

    it('fence a runner that slept through its lease: it writes nothing any more', async () => {
      await writeHistory(6);
      let sleeper: Lease | undefined;
      const port: ReadModelStore = {
        ...readModels,
        async write(collection, writes, lease) {
          if (sleeper === undefined && lease !== undefined) {
            sleeper = lease;
            wait(5_000);
            await createProjectionRunner(runnerOptions(store, readModels, 'two')).catchUp();
          }
          return readModels.write(collection, writes, lease);
        },
      };
      const stale = createProjectionRunner({ ...runnerOptions(store, port), projections: [talks] });
      await expect(stale.catchUp()).rejects.toThrow(LeaseLost);
      expect(await everything(readModels)).toEqual(await cleanRun());
    });

    it('refuse to release or discard while another process projects, and say what to do', async () => {
      await writeHistory(3);
      const first = start(createProjectionRunner(runnerOptions(store, readModels)));
      await reached('talks@1');
      const second = createProjectionRunner(runnerOptions(store, readModels, 'two'));
      await expect(second.release('talks@1', 'case-1')).rejects.toThrow(/another process: ask that one/);
      await expect(second.discard('nothing@1', 'case-1')).rejects.toThrow('there is no projection nothing@1');
      await first.stop();
    });
  });

  describe('poison events', () => {
    const runner = () => createProjectionRunner(runnerOptions(store, readModels));
    const parkedOf = async (name: string) =>
      (await readModels.parked(name)).map(({ stream, reason }) => [stream, reason]);

    beforeEach(async () => {
      await append(store, 'case-1', said('one'), said('bad'), said('three'));
      await append(store, 'case-2', said('other'));
      await append(store, 'case-1', said('four'));
      poison.add('bad');
    });

    it('are parked with the later events of their stream, while other streams and projections go on', async () => {
      await runner().catchUp();
      expect(await parkedOf('talks@1')).toEqual([
        ['case-1', 'TypeError: cannot make sense of bad'],
        ['case-1', expect.stringContaining('follows the parked event at position')],
        ['case-1', expect.stringContaining('follows the parked event at position')],
      ]);
      expect(await readModels.get(talks.collection, 'case-1')).toEqual({ count: 1, words: 'one ' });
      expect(await readModels.get(talks.collection, 'case-2')).toEqual({ count: 1, words: 'other ' });
      expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 5 });
      expect(await parkedOf('tally@1')).toEqual([]);
    });

    it('leave every document of the event as it was, not only the one that failed', async () => {
      const choosy: Projection<Talk> = {
        collection: months.collection,
        keys: () => ['good', 'bad'],
        evolve: (document, event, key) => {
          if (key === 'bad') throw new Error('no');
          return months.evolve(document, event, key);
        },
      };
      poison.clear();
      await createProjectionRunner({ ...runnerOptions(store, readModels), projections: [choosy] }).catchUp();
      expect(await readModels.count(months.collection)).toBe(0);
    });

    it('are tried again before they are parked', async () => {
      let failures = 2;
      const shaky: Projection<Talk> = {
        ...tally,
        evolve: (document, event, key) => {
          if (failures > 0) {
            failures -= 1;
            throw new Error('not now');
          }
          return tally.evolve(document, event, key);
        },
      };
      await createProjectionRunner({ ...runnerOptions(store, readModels), projections: [shaky] }).catchUp();
      expect(await readModels.get(tally.collection, 'all')).toMatchObject({ count: 5 });
      expect(await parkedOf('tally@1')).toEqual([]);
    });

    it('stand for every projection when they cannot be decoded', async () => {
      await append(store, 'case-3', said('garbled'));
      poison.clear();
      await runner().catchUp();
      for (const name of ['talks@1', 'months@1', 'tally@1']) {
        expect(await parkedOf(name)).toEqual([['case-3', 'Error: cannot read it']]);
      }
    });

    it('keep later events of the stream waiting after a restart', async () => {
      await runner().catchUp();
      await append(store, 'case-1', said('five'));
      await runner().catchUp();
      expect(await readModels.get(talks.collection, 'case-1')).toEqual({ count: 1, words: 'one ' });
      expect(await readModels.parked('talks@1')).toHaveLength(4);
    });

    it('are applied in order when released after the cause was mended, also where others have moved on', async () => {
      await runner().catchUp();
      poison.clear();
      for (const name of ['talks@1', 'months@1']) {
        expect(await runner().release(name, 'case-1')).toMatchObject({
          outcome: 'released',
          events: { length: 3 },
        });
      }
      expect(await readModels.get(talks.collection, 'case-1')).toEqual({
        count: 4,
        words: 'one bad three four ',
      });
      expect(await readModels.get(months.collection, 'year')).toMatchObject({
        words: 'one bad three other four ',
      });
      expect(await everything(readModels)).toEqual(await cleanRun());
      expect(await runner().release('talks@1', 'case-1')).toMatchObject({ outcome: 'nothing-parked' });
    });

    it('stay parked, with nothing changed, when they still fail', async () => {
      await runner().catchUp();
      const before = await everything(readModels);
      for (const name of ['talks@1', 'months@1']) {
        expect(await runner().release(name, 'case-1')).toMatchObject({
          outcome: 'still-failing',
          reason: 'TypeError: cannot make sense of bad',
        });
      }
      expect(await everything(readModels)).toEqual(before);
    });

    it('are given up when discarded, and the stream goes on', async () => {
      await runner().catchUp();
      expect(await runner().discard('talks@1', 'case-1')).toHaveLength(3);
      await append(store, 'case-1', said('five'));
      await runner().catchUp();
      expect(await readModels.get(talks.collection, 'case-1')).toEqual({ count: 2, words: 'one five ' });
      expect(await parkedOf('talks@1')).toEqual([]);
    });

    it('can be released while the runner is live', async () => {
      const live = runner();
      const running = start(live);
      await reached('months@1');
      poison.clear();
      expect(await live.release('months@1', 'case-1')).toMatchObject({ outcome: 'released' });
      expect(await live.release('talks@1', 'case-1')).toMatchObject({ outcome: 'released' });
      await append(store, 'case-1', said('five'));
      expect(await reached('months@1')).toBe(true);
      expect(await reached('talks@1')).toBe(true);
      await running.stop();
      await runner().catchUp();
      expect(await everything(readModels)).toEqual(await cleanRun());
    });
  });

  describe('projecting live', () => {
    it('shows an event to whoever waits for its position', async () => {
      const running = start(createProjectionRunner(runnerOptions(store, readModels)));
      await writeHistory(20);
      expect(await reached('talks@1')).toBe(true);
      const never = { timing: systemTiming, timeoutMillis: 30 };
      expect(await waitForPosition(readModels, 'nobody@1', await store.head(), never)).toBe(false);
      await running.stop();
    });

    it('goes on after drops, errors and silent ends of the subscription, without a gap or a repetition', async () => {
      let subscriptions = 0;
      const shaky: EventStore = Object.assign(Object.create(store) as EventStore, {
        readAll: store.readAll.bind(store),
        head: store.head.bind(store),
        readStream: store.readStream.bind(store),
        async *subscribe(
          options: Parameters<EventStore['subscribe']>[0],
        ): AsyncGenerator<SubscriptionMessage> {
          subscriptions += 1;
          let left = 3;
          for await (const message of store.subscribe({ ...options, batchSize: 1 })) {
            yield message;
            left -= 1;
            if (left > 0) continue;
            if (subscriptions % 3 === 0) throw new Error('connection reset');
            if (subscriptions % 3 === 1) yield { kind: 'dropped', reason: 'server says so' };
            return;
          }
        },
      });
      const quick = {
        ...systemTiming,
        sleep: (millis: number, signal?: AbortSignal) => systemTiming.sleep(Math.min(millis, 5), signal),
      };
      const running = start(createProjectionRunner({ ...runnerOptions(shaky, readModels), timing: quick }));
      for (let round = 0; round < 5; round += 1) {
        await writeHistory(6);
        await systemTiming.sleep(15);
      }
      for (const name of ['talks@1', 'months@1', 'tally@1']) expect(await reached(name)).toBe(true);
      await running.stop();
      expect(subscriptions).toBeGreaterThan(3);
      expect(await everything(readModels)).toEqual(await cleanRun());
    });

    it('replaces a subscription that has fallen silent', async () => {
      let silent = true;
      const deaf: EventStore = Object.assign(Object.create(store) as EventStore, {
        readAll: store.readAll.bind(store),
        head: store.head.bind(store),
        subscribe: (options: Parameters<EventStore['subscribe']>[0]) =>
          silent ? nothingUntilAborted(options.signal) : store.subscribe(options),
      });
      const running = start(createProjectionRunner({ ...runnerOptions(deaf, readModels), leaseMillis: 100 }));
      await systemTiming.sleep(30);
      silent = false;
      await append(store, 'case-1', said('anybody there?'));
      expect(await reached('talks@1')).toBe(true);
      await running.stop();
    });

    it('recovers from an interruption of the read models', async () => {
      let broken = false;
      const port: ReadModelStore = {
        ...readModels,
        write: (...args) => (broken ? Promise.reject(new Error('disk full')) : readModels.write(...args)),
      };
      const runner = createProjectionRunner(runnerOptions(store, port));
      const running = start(runner);
      await writeHistory(3);
      await reached('talks@1');
      broken = true;
      await writeHistory(3);
      await until(async () => (await runner.status()).every(({ lastError }) => lastError === 'disk full'));
      expect((await runner.status())[0]).toMatchObject({ lag: 3, lagIsAtLeast: false, parked: 0 });
      broken = false;
      for (const name of ['talks@1', 'months@1', 'tally@1']) expect(await reached(name)).toBe(true);
      await running.stop();
      expect(await everything(readModels)).toEqual(await cleanRun());
    });

    it('does not hold the others up while a new projection reads the whole history', async () => {
      await writeHistory(300);
      await createProjectionRunner({ ...runnerOptions(store, readModels), projections: [talks] }).catchUp();
      const slow: Projection<Talk> = { ...tally, collection: { ...tally.collection, name: 'slow' } };
      const port: ReadModelStore = {
        ...readModels,
        load: async (collection, ids) => {
          if (collection.name === 'slow') await systemTiming.sleep(100);
          return readModels.load(collection, ids);
        },
      };
      const options = {
        ...runnerOptions(store, port),
        projections: [talks, slow],
        batchSize: 10,
        cachedDocuments: 0,
      };
      const runner = createProjectionRunner(options);
      const running = start(runner);
      await until(async () => (await runner.status()).every(({ heldHere }) => heldHere));
      await append(store, 'case-1', said('quick'));
      expect(await reached('talks@1')).toBe(true);
      expect((await readModels.checkpoint('slow@1')) < (await store.head())).toBe(true);
      expect(await reached('slow@1')).toBe(true);
      await running.stop();
      expect(await readModels.get(slow.collection, 'all')).toMatchObject({ count: 301 });
    });

    it('begins anew when the collection was dropped under it', async () => {
      const running = start(createProjectionRunner(runnerOptions(store, readModels)));
      await writeHistory(9);
      await reached('talks@1');
      await readModels.drop(talks.collection);
      expect(await readModels.checkpoint('talks@1')).toBe(BEGINNING);
      await append(store, 'case-2', said('after the drop'));
      for (const name of ['talks@1', 'months@1', 'tally@1']) expect(await reached(name)).toBe(true);
      await running.stop();
      expect(await everything(readModels)).toEqual(await cleanRun());
    });

    it('reports checkpoint, head, lag and parked events of each projection', async () => {
      await writeHistory(4);
      const runner = createProjectionRunner({ ...runnerOptions(store, readModels), codec: countingCodec() });
      const [before] = await runner.status();
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
      expect(talksNow).toMatchObject({ lag: 0, parked: 1, head: await store.head() });
      expect(tallyNow).toMatchObject({ lag: 0, parked: 0 });
    });
  });
}

async function* nothingUntilAborted(signal: AbortSignal): AsyncGenerator<SubscriptionMessage> {
  await systemTiming.sleep(60_000, signal);
  if (signal.aborted) return;
  yield { kind: 'dropped', reason: 'never' };
}

import { afterEach, beforeEach } from 'vitest';
import {
  checkpointName,
  createProjectionRunner,
  type EventStore,
  type Projection,
  type ReadModelStore,
} from '#event-sourcing';
import { MemoryEventStore, simulatedTiming, type SimulatedTiming } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import {
  append,
  contents,
  months,
  poison,
  runnerOptions,
  said,
  talks,
  tally,
  type Talk,
} from './projection.fixtures.ts';
import type { FreshReadModels, ReadModelTarget } from './read-model-targets.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];
const ALL: readonly Projection<Talk>[] = [talks, months, tally];

/** A history and empty read models before each test, and what tests do with them. */
export interface ProjectionHarness {
  /** Whether each request goes to a server, so that many of them take a while. */
  readonly onServer: boolean;
  readonly store: MemoryEventStore;
  readonly readModels: ReadModelStore;
  /** The time of live runners, and of the leases, at the speed of the test. */
  readonly time: SimulatedTiming;
  /** Moves the clock of the leases alone. */
  wait(millis: number): void;
  fresh(): Promise<FreshReadModels>;
  /** Another process with the same read models. */
  connect(): ReadModelStore;
  everything(models?: ReadModelStore): Promise<readonly Awaited<ReturnType<typeof contents>>[]>;
  /** What a clean run over the same history gives, whatever the engine: documents do not depend on it. */
  cleanRun(history?: EventStore): ReturnType<ProjectionHarness['everything']>;
  writeHistory(events?: number): Promise<void>;
  /** Options of a live runner, which lives in the simulated time. */
  live(models?: ReadModelStore, holder?: string): ReturnType<typeof runnerOptions>;
  /** Until it is stopped, or the test ends. */
  start(runner: { run(signal: AbortSignal): Promise<void> }): { stop(): Promise<void> };
  /** Lets time pass until each of the projections (default: all three) has reached the end of the history. */
  reached(...names: readonly string[]): Promise<void>;
}

export function projectionHarness(target: ReadModelTarget): ProjectionHarness {
  let store: MemoryEventStore;
  let models: FreshReadModels;
  let time: SimulatedTiming;
  const controllers: AbortController[] = [];
  const started: Promise<void>[] = [];

  async function fresh(): Promise<FreshReadModels> {
    const made = await target.fresh(() => time.now());
    return {
      ...made,
      readModels: time.holding(made.readModels),
      connect: () => time.holding(made.connect()),
    };
  }

  beforeEach(async () => {
    store = new MemoryEventStore();
    time = simulatedTiming();
    models = await fresh();
    poison.clear();
  });
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort();
    await time.through(Promise.allSettled(started.splice(0)));
    await target.dispose();
  });

  const everything: ProjectionHarness['everything'] = (from = models.readModels) =>
    Promise.all(ALL.map((projection) => contents(from, projection, KEYS)));
  return {
    onServer: target.name !== 'SQLite',
    get store() {
      return store;
    },
    get readModels() {
      return models.readModels;
    },
    get time() {
      return time;
    },
    wait: (millis) => {
      models.wait(millis);
    },
    fresh,
    connect: () => models.connect(),
    everything,
    async cleanRun(history = store) {
      const clean = openSqliteReadModels({ file: ':memory:' });
      await createProjectionRunner(runnerOptions(history, clean)).catchUp();
      return everything(clean);
    },
    async writeHistory(events = 30) {
      for (let index = 0; index < events; index += 1) {
        const word = index % 11 === 10 ? 'goodbye' : `word${index}`;
        await append(store, STREAMS[index % 3] ?? '', said(word, index % 2 === 0 ? 'May' : 'June'));
      }
    },
    live: (from = models.readModels, holder = 'one') => ({
      ...runnerOptions(store, from, holder),
      timing: time,
    }),
    start(runner) {
      const controller = new AbortController();
      controllers.push(controller);
      const running = runner.run(controller.signal);
      started.push(running);
      return {
        stop: () => {
          controller.abort();
          return time.through(running, 'the end of the runner');
        },
      };
    },
    async reached(...names) {
      const head = await store.head();
      for (const name of names.length > 0 ? names : ALL.map(({ collection }) => checkpointName(collection)))
        await time.until(
          async () => (await models.readModels.checkpoint(name)) >= head,
          `${name} at the end of the history`,
        );
    },
  };
}

import { afterEach, beforeEach } from 'vitest';
import {
  createProjectionRunner,
  waitForPosition,
  type EventStore,
  type Projection,
  type ReadModelStore,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels, systemTiming } from '#read-models';
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
  readonly store: MemoryEventStore;
  readonly readModels: ReadModelStore;
  /** Moves the clock of the leases. */
  wait(millis: number): void;
  fresh(): Promise<FreshReadModels>;
  /** Another process with the same read models. */
  connect(): ReadModelStore;
  everything(models?: ReadModelStore): Promise<readonly Awaited<ReturnType<typeof contents>>[]>;
  /** What a clean run over the same history gives, whatever the engine: documents do not depend on it. */
  cleanRun(history?: EventStore): ReturnType<ProjectionHarness['everything']>;
  writeHistory(events?: number): Promise<void>;
  /** Until it is stopped, or the test ends. */
  start(runner: { run(signal: AbortSignal): Promise<void> }): { stop(): Promise<void> };
  reached(name: string): Promise<boolean>;
}

export function projectionHarness(target: ReadModelTarget): ProjectionHarness {
  let store: MemoryEventStore;
  let models: FreshReadModels;
  const controllers: AbortController[] = [];
  const started: Promise<void>[] = [];

  beforeEach(async () => {
    store = new MemoryEventStore();
    models = await target.fresh();
    poison.clear();
  });
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort();
    await Promise.allSettled(started.splice(0));
    await target.dispose();
  });

  const everything: ProjectionHarness['everything'] = (from = models.readModels) =>
    Promise.all(ALL.map((projection) => contents(from, projection, KEYS)));
  return {
    get store() {
      return store;
    },
    get readModels() {
      return models.readModels;
    },
    wait: (millis) => {
      models.wait(millis);
    },
    fresh: () => target.fresh(),
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
    start(runner) {
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
    },
    reached: async (name) =>
      waitForPosition(models.readModels, name, await store.head(), {
        timing: systemTiming,
        timeoutMillis: 5_000,
      }),
  };
}

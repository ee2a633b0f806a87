import { beforeEach } from 'vitest';
import { createProjectionRunner, rebuild, type ReadModelStore, type RebuildOptions } from '#event-sourcing';
import { turns } from '#event-sourcing/testing';
import { append, months, runnerOptions, said, type Talk } from './projection.fixtures.ts';
import { projectionHarness } from './projection.harness.ts';
import type { ReadModelTarget } from './read-model-targets.ts';

const STREAMS = ['case-1', 'case-2', 'case-3'];
export const KEYS = [...STREAMS, 'May', 'June', 'year', 'all'];

/** A history of sixty words, and what is done with the read models beside and during a rebuild. */
export function rebuildHarness(target: ReadModelTarget) {
  const harness = projectionHarness(target);
  beforeEach(async () => {
    for (let index = 0; index < 60; index += 1) await speak(index);
  });

  const speak = (index: number, history = harness.store): Promise<void> =>
    append(history, STREAMS[index % 3] ?? '', said(`word${index}`, index % 2 === 0 ? 'May' : 'June'));

  const options = (models = harness.readModels): RebuildOptions => ({
    ...runnerOptions(harness.store, models, 'rebuilder'),
    projection: months,
  });
  /** Beside a live runner, in its time. */
  const rebuilt = (models = harness.readModels) =>
    harness.time.through(rebuild({ ...options(models), timing: harness.time }), 'the rebuild');

  const runner = () => createProjectionRunner(runnerOptions(harness.store, harness.readModels));

  /** Does something to the live documents that no event did. */
  async function damage(): Promise<void> {
    const loaded = await harness.readModels.load(months.collection, ['May']);
    const position = loaded.get('May')?.position;
    if (position === undefined) throw new Error('nothing to damage');
    const document: Talk = { count: -1, words: 'nonsense' };
    await harness.readModels.write(months.collection, [
      { id: 'May', position, document, replaces: position },
    ]);
  }

  /** The same port; before every third request somebody speaks, after each somebody reads how many words there are. */
  function amidTraffic(models: ReadModelStore) {
    const traffic = { written: 60, seen: [] as number[] };
    const reader = harness.connect();
    let requests = 0;
    const look = async (): Promise<void> => {
      const year = (await reader.get(months.collection, 'year')) as Talk | undefined;
      traffic.seen.push(year?.count ?? 0);
    };
    const port = new Proxy(models, {
      get(target, name, receiver) {
        const request: unknown = Reflect.get(target, name, receiver);
        // Leases are asked for again and again.
        if (typeof request !== 'function' || name === 'acquireLease') return request;
        return async (...args: unknown[]): Promise<unknown> => {
          requests += 1;
          if (requests % 3 === 0) {
            await speak(traffic.written);
            traffic.written += 1;
            await turns();
          }
          const answer: unknown = await Reflect.apply(request, target, args);
          await look();
          return answer;
        };
      },
    });
    return Object.assign(traffic, { port });
  }

  return { harness, speak, options, rebuilt, runner, damage, amidTraffic };
}

export type RebuildHarness = ReturnType<typeof rebuildHarness>;

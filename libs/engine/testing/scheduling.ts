import type { RecordedCaseEvent } from '#cases';
import { simulatedTiming } from '#event-sourcing/testing';
import { silentLogger } from '#platform';
import type { RedressEngine } from '../compose.ts';
import { createDueSource } from '../scheduler/due-source.ts';
import { createScheduler } from '../scheduler/scheduler.ts';

/** Of loops and back-offs; that of the cases is each world's own. */
export const passing = simulatedTiming();

/** Whoever waits for it lets the time pass. */
export const inPassingTime = (engine: RedressEngine): RedressEngine => ({
  ...engine,
  scheduler: { runOnce: (...moment) => passing.through(engine.scheduler.runOnce(...moment)) },
  close: () => passing.through(engine.close()),
});

export async function events(engine: RedressEngine, ...types: string[]): Promise<RecordedCaseEvent[]> {
  const found: RecordedCaseEvent[] = [];
  for await (const event of engine.queries.events(types.length > 0 ? { type: types } : {}))
    if (!('damaged' in event)) found.push(event);
  return found;
}

type Breach = RecordedCaseEvent & { readonly type: 'DeadlineBreached' };
export const breachesOf = async (engine: RedressEngine): Promise<Breach[]> =>
  (await events(engine, 'DeadlineBreached')) as Breach[];
export const described = (all: readonly Breach[]): string[] =>
  all.map(({ stream, data }) => `${stream} ${data.clock} ${data.dueAt ?? ''}`);

export function schedulerOf(engine: RedressEngine, { withoutLease = false, catchUpMillis = 5_000 }) {
  const readModels = withoutLease
    ? {
        ...engine.readModels,
        acquireLease: (name: string, holder: string) => Promise.resolve({ name, holder, epoch: 1 }),
      }
    : engine.readModels;
  const deadlines = createDueSource({ ...engine, timing: passing });
  return createScheduler({
    engine: { ...engine, readModels },
    deadlines,
    log: silentLogger,
    timing: passing,
    holder: `test-${String(Math.random())}`,
    catchUpMillis,
  });
}

export class Killed extends Error {}

/** An engine that dies as a killed process would: nothing happens after that command. */
export function killedAt(engine: RedressEngine, crashAt: number, when: 'before' | 'after') {
  let commands = 0;
  const crashing: RedressEngine = {
    ...engine,
    send: async (...request) => {
      commands += 1;
      if (commands > crashAt + 1) return new Promise(() => undefined);
      if (commands <= crashAt) return engine.send(...request);
      if (when === 'after') await engine.send(...request);
      died();
      return new Promise(() => undefined);
    },
  };
  let died = (): void => undefined;
  const death = new Promise<never>((_resolve, reject) => {
    died = () => {
      reject(new Killed());
    };
  });
  return { crashing, death };
}

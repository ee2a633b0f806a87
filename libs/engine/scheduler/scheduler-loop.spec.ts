import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  commandId,
  createFeed,
  eventId,
  instant,
  instantOf,
  millisOf,
  streamName,
  type AppendResult,
  type Instant,
} from '#event-sourcing';
import { MemoryEventStore, simulatedTiming } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { systemTiming } from '#timing';
import { silentLogger } from '#platform';
import { runSchedulerLoop } from './scheduler-loop.ts';

const NOON = instant('2026-11-20T12:00:00Z');
const after = (millis: number): Instant => instantOf(millisOf(NOON) + millis);

/** The moment that the scheduler was told by a machine where it is noon. */
async function toldWhenElsewhere(clock?: () => Promise<Instant>): Promise<Instant | undefined> {
  const stopping = new AbortController();
  let told: Instant | undefined;
  const readModels = openSqliteReadModels({ file: ':memory:' });
  const store = new MemoryEventStore();
  await runSchedulerLoop(
    {
      scheduler: {
        runOnce: (now) => {
          told = now;
          stopping.abort();
          return Promise.resolve({ outcome: 'done', recorded: 0, failed: 0 });
        },
        release: () => Promise.resolve(),
      },
      engine: {
        now: () => NOON,
        store,
        readModels: clock === undefined ? readModels : Object.assign(readModels, { clock }),
      },
      deadlines: { nextAfter: () => Promise.resolve(undefined) },
      feed: createFeed({ store, timing: systemTiming, log: silentLogger }),
      log: silentLogger,
      timing: systemTiming,
    },
    stopping.signal,
  );
  return told;
}

describe('the deadline scheduler (D9)', () => {
  it('goes by the clock of its machine, also where a server is a little behind or far ahead', async () => {
    expect(await toldWhenElsewhere()).toBe(NOON);
    expect(await toldWhenElsewhere(() => Promise.resolve(after(-3_000)))).toBe(NOON);
    expect(await toldWhenElsewhere(() => Promise.resolve(after(3_600_000)))).toBe(NOON);
  });

  it('does not act before its time when the clock of its machine is ahead', async () => {
    expect(await toldWhenElsewhere(() => Promise.resolve(after(-3_600_000)))).toBe(after(-3_600_000));
  });
});

describe('the deadline scheduler between two runs', () => {
  /** One that runs from noon on in simulated time; `due` is the next deadline until it has passed. */
  function started(due?: Instant) {
    const timing = simulatedTiming();
    const stopping = new AbortController();
    const store = new MemoryEventStore();
    /** When it ran, in ms after noon. */
    const runs: number[] = [];
    const running = runSchedulerLoop(
      {
        scheduler: {
          runOnce: (now) => {
            runs.push(millisOf(now ?? NOON) - millisOf(NOON));
            return Promise.resolve({ outcome: 'done', recorded: 0, failed: 0 });
          },
          release: () => Promise.resolve(),
        },
        engine: {
          now: () => after(timing.now()),
          store,
          readModels: openSqliteReadModels({ file: ':memory:' }),
        },
        deadlines: {
          nextAfter: (moment) => Promise.resolve(due !== undefined && due > moment ? due : undefined),
        },
        feed: createFeed({ store, timing, log: silentLogger }),
        log: silentLogger,
        timing,
      },
      stopping.signal,
    );
    const stop = async (): Promise<void> => {
      stopping.abort();
      await timing.through(running);
    };
    return { timing, store, runs, stop };
  }
  const setDeadline = (store: MemoryEventStore, caseId: string): Promise<AppendResult> =>
    store.append(streamName('case', caseId), 'no-stream', [
      {
        id: eventId(commandId(caseId), 0),
        type: 'DeadlineSet',
        data: canonicalJson({}),
        metadata: canonicalJson({}),
      },
    ]);

  it('waits until the next deadline, or for a second when none comes sooner', async () => {
    const { timing, runs, stop } = started(after(300));
    await timing.advance(299);
    expect(runs).toEqual([0]);
    await timing.advance(1);
    expect(runs).toEqual([0, 300]);
    await timing.advance(1_000);
    expect(runs).toEqual([0, 300, 1_300]);
    await stop();
  });

  it('is woken by a deadline that is set meanwhile', async () => {
    const { timing, store, runs, stop } = started();
    await timing.advance(400);
    await setDeadline(store, 'CASE-1');
    await timing.advance(0);
    expect(runs).toEqual([0, 400]);
    await stop();
  });

  it('runs once for many that are set within a moment', async () => {
    const { timing, store, runs, stop } = started();
    for (let number = 0; number < 10; number += 1) {
      await timing.advance(2);
      await setDeadline(store, `CASE-${String(number)}`);
    }
    await timing.advance(29);
    expect(runs).toEqual([0]);
    await timing.advance(500);
    expect(runs).toEqual([0, 50]);
    await stop();
  });
});

import { describe, expect, it } from 'vitest';
import { instant, instantOf, millisOf, type Instant } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { openSqliteReadModels, systemTiming } from '#read-models';
import { silentLogger } from './logger.ts';
import { runSchedulerLoop } from './scheduler-loop.ts';

const NOON = instant('2026-11-20T12:00:00Z');
const after = (millis: number): Instant => instantOf(millisOf(NOON) + millis);

/** The moment that the scheduler was told by a machine where it is noon. */
async function toldWhenElsewhere(clock?: () => Promise<Instant>): Promise<Instant | undefined> {
  const stopping = new AbortController();
  let told: Instant | undefined;
  const readModels = openSqliteReadModels({ file: ':memory:' });
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
        store: new MemoryEventStore(),
        readModels: clock === undefined ? readModels : Object.assign(readModels, { clock }),
      },
      deadlines: { nextAfter: () => Promise.resolve(undefined) },
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

import type { Timing } from '../timing.ts';
import { turns } from './waiting.ts';

/** Time that passes only when a test says so, or when everybody who could do something sleeps. */
export interface SimulatedTiming extends Timing {
  /** Lets the time pass, waking whoever is due in order of their time, each with its turn before the next. */
  advance(millis: number): Promise<void>;
  /** How many sleep now. */
  sleepers(): number;
}

/** Time that passes at once for whoever sleeps, and for nobody else: back-offs and their end are counted, not waited for. */
export function swiftTiming(): Timing {
  let now = 0;
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (millis) => {
      now += millis;
      await turns();
    },
  };
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** What has become ready through one sleeper has this many turns before the next one wakes. */
const TURNS = 10;

export function simulatedTiming(): SimulatedTiming {
  let now = 0;
  const asleep = new Set<Sleeper>();
  const nextDueBy = (end: number): Sleeper | undefined =>
    [...asleep]
      .filter(({ wakesAt }) => wakesAt <= end)
      .toSorted((left, right) => left.wakesAt - right.wakesAt)[0];
  return {
    now: () => now,
    random: () => 0.5,
    sleepers: () => asleep.size,
    sleep: (millis, signal) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          wakesAt: now + millis,
          wake: () => {
            asleep.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        asleep.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    async advance(millis) {
      const end = now + millis;
      await turns(TURNS);
      for (let next = nextDueBy(end); next !== undefined; next = nextDueBy(end)) {
        now = Math.max(now, next.wakesAt);
        next.wake();
        await turns(TURNS);
      }
      now = end;
    },
  };
}

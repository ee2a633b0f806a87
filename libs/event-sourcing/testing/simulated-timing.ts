import type { Timing } from '../timing.ts';
import { eventually, turns } from './waiting.ts';

/**
 * Time that passes only when a test says so. Whoever could do something has done it before the time moves on, however
 * slow the machine is; requests to real servers are seen by {@link SimulatedTiming.holding}.
 */
export interface SimulatedTiming extends Timing {
  /** Lets the time pass, waking whoever is due in order of their time, each with its turn before the next. */
  advance(millis: number): Promise<void>;
  /** Lets the time pass, from one sleeper to the next, until the condition holds; throws with its name when it never does. */
  until(condition: () => boolean | Promise<boolean>, what?: string): Promise<void>;
  /** Lets the time pass until the work is done; gives its result, or its error. */
  through<Result>(work: Promise<Result>, what?: string): Promise<Result>;
  /** The same port; while one of its requests is under way the time stands still. */
  holding<Port extends object>(port: Port): Port;
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
/** Of simulated time: what has not come true until then never will. */
const FOREVER_MILLIS = 600_000;

export function simulatedTiming(): SimulatedTiming {
  let now = 0;
  const asleep = new Set<Sleeper>();
  const { settled, holding } = requests();

  /** Wakes whoever is due first by then; false when nobody is. */
  const wakeNext = (end: number): boolean => {
    const [next] = [...asleep]
      .filter(({ wakesAt }) => wakesAt <= end)
      .toSorted((left, right) => left.wakesAt - right.wakesAt);
    if (next === undefined) return false;
    now = Math.max(now, next.wakesAt);
    next.wake();
    return true;
  };
  const until: SimulatedTiming['until'] = async (condition, what = 'it') => {
    const end = now + FOREVER_MILLIS;
    for (;;) {
      await settled();
      if (await condition()) return;
      if (wakeNext(end)) continue;
      if (asleep.size > 0) throw new Error(`${what} never came true`);
      await eventually(async () => asleep.size > 0 || (await condition()), what);
    }
  };
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
      do await settled();
      while (wakeNext(end));
      now = end;
    },
    until,
    async through(work, what = 'what was waited for') {
      let over = false;
      const end = (): void => {
        over = true;
      };
      work.then(end, end);
      await until(() => over, what);
      return work;
    },
    holding,
  };
}

/** Counts the requests that are under way. */
function requests(): Pick<SimulatedTiming, 'holding'> & { readonly settled: () => Promise<void> } {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const ended = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const wake of waiting) wake();
    waiting = [];
  };
  const hold = (answer: unknown): unknown => {
    if (!(answer instanceof Promise)) return answer;
    underWay += 1;
    answer.then(ended, ended);
    return answer;
  };
  return {
    /** Resolves once nothing is under way and everything that is ready has been done. */
    async settled() {
      await turns(TURNS);
      while (underWay > 0) {
        await new Promise<void>((resolve) => void waiting.push(resolve));
        await turns(TURNS);
      }
    },
    holding: (port) =>
      new Proxy(port, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => hold(Reflect.apply(value, target, args));
        },
      }),
  };
}

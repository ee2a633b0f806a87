import type { Timing } from '../timing.ts';

export interface Progress {
  /** Events read so far. */
  readonly done: number;
  /** Absent when the size of the history is not known. */
  readonly total?: number;
  /** Events per second since the start. */
  readonly rate: number;
  readonly remainingMillis?: number;
}

/** Counts events and reports at most four times a second, and once at the end. */
export interface Meter {
  add(events: number): void;
  end(): void;
}

export function createMeter(timing: Timing, report?: (progress: Progress) => void, total?: number): Meter {
  const startedAt = timing.now();
  let reportedAt = startedAt;
  let done = 0;
  const tell = (now: number): void => {
    reportedAt = now;
    const rate = done / Math.max((now - startedAt) / 1000, 0.001);
    const known = total === undefined ? {} : { total: Math.max(total, done) };
    const remaining =
      total === undefined || rate === 0 ? {} : { remainingMillis: (Math.max(total - done, 0) / rate) * 1000 };
    report?.({ done, rate, ...known, ...remaining });
  };
  return {
    add(events) {
      done += events;
      const now = timing.now();
      if (now - reportedAt >= 250) tell(now);
    },
    end: () => {
      tell(timing.now());
    },
  };
}

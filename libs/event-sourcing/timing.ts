/** What loops need of the outside world; injected, so that tests can hold it still. */
export interface Timing {
  /** Milliseconds from any origin; never goes backwards. */
  now(): number;
  /** Resolves after the time, or at once when the signal aborts. Zero lets other work have its turn. */
  sleep(millis: number, signal?: AbortSignal): Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive), to spread retries. */
  random(): number;
}

/** 100 ms, doubling up to `mostMillis`, of which a random half is left out, so that many clients do not return at once. */
export function backoff(timing: Timing, failures: number, mostMillis = 5_000): number {
  const full = Math.min(mostMillis, 100 * 2 ** Math.min(failures, 16));
  return full * (0.5 + timing.random() / 2);
}

/** Why a wait that is not needed any more is ended: without a reason, each would get a DOMException and its stack. */
export const OVER = 'over';

import { backoff, EventStoreUnavailable, ReadModelsUnavailable } from '#event-sourcing';
import { systemTiming } from '#timing';
import type { Logger } from '#platform';

const MOST_PAUSE_MS = 10_000;

/**
 * Waits for servers that are away, however long that takes, and says so in the log; resolves early when the signal aborts.
 * Throws what waiting cannot mend.
 */
export async function waitUntilReady(
  ready: () => Promise<void>,
  log: Logger,
  signal: AbortSignal,
  timing = systemTiming,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await ready();
      if (failures > 0) log.info({ failures }, 'the servers answer; going on');
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      const pause = Math.round(backoff(timing, failures, MOST_PAUSE_MS));
      log.warn({ why: error.message, againInMillis: pause }, 'waiting for a server that is away');
      await timing.sleep(pause, signal);
    }
  }
}

const WATCH_MS = 10_000;

/**
 * {@link waitUntilReady}, and then again and again: so the log tells of every outage, and a process whose servers have
 * become somebody else's ends, by what this throws. Resolves when the signal aborts.
 */
export async function watchReadiness(
  ready: () => Promise<void>,
  log: Logger,
  signal: AbortSignal,
  timing = systemTiming,
): Promise<void> {
  while (!signal.aborted) {
    await waitUntilReady(ready, log, signal, timing);
    await timing.sleep(WATCH_MS, signal);
  }
}

/** How long a health check waits for the servers. */
const PATIENCE_MILLIS = 2_000;

/** What a health check answers; the log hears why not. */
export const isReady = (ready: () => Promise<void>, log: Logger): Promise<boolean> =>
  succeedsWithin(PATIENCE_MILLIS, ready, (why) => {
    log.warn({ why }, 'not ready');
  });

/** Whether the work is done within the time; when not, `tell` hears why. What comes later is not heard. */
export async function succeedsWithin(
  millis: number,
  work: () => Promise<unknown>,
  tell: (why: string) => void = () => undefined,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, millis, `no answer within ${String(millis)} ms`);
  });
  const answer = work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const why = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (why !== undefined) tell(why);
  return why === undefined;
}

export const isOutage = (error: unknown): error is EventStoreUnavailable | ReadModelsUnavailable =>
  error instanceof EventStoreUnavailable || error instanceof ReadModelsUnavailable;

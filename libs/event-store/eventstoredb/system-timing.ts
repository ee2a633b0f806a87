import type { Timing } from '#event-sourcing';

/** The machine's own monotonic clock. The read models have one like it: the two libraries know nothing of each other. */
export const systemTiming: Timing = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (millis, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, signal?.aborted === true ? 0 : millis);
      signal?.addEventListener('abort', done, { once: true });
    }),
};

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Timing } from '#event-sourcing';
import type { Logger } from '#platform';
import { systemTiming } from '#timing';
import type { WorkerSettings } from './worker.ts';

export interface WorkerThread {
  /** Lets the worker finish what it is at; ends it by force when that takes too long. */
  stop(): Promise<void>;
}

export interface WorkerThreadOptions {
  readonly log: Logger;
  /** How long a stop may take before the thread is ended by force, ms; default 10 s. */
  readonly stopMillis?: number;
  /** Another entry, for tests. */
  readonly entry?: URL;
  /** By what it waits before it starts a thread again, or ends one by force. Default: the machine's. */
  readonly timing?: Timing;
}

/** In a build this file and the entry are JavaScript; the compiler does not rewrite names outside of imports. */
const ENTRY = new URL(
  new URL('./thread.ts', import.meta.url).href.replace(/\.ts$/, path.extname(import.meta.url)),
);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that ran this long was healthy: the next death starts counting anew. */
const HEALTHY_MS = 60_000;

/**
 * Runs the worker in a thread of its own, so that projecting does not take time from requests. When the thread dies
 * unasked it is started again, later after every time; the history lacks nothing, because both its halves are
 * idempotent.
 */
export function startWorkerThread(
  settings: WorkerSettings,
  { log, stopMillis = 10_000, entry = ENTRY, timing = systemTiming }: WorkerThreadOptions,
): WorkerThread {
  const stopping = new AbortController();
  let deaths = 0;
  let current = start();

  function start(): Worker {
    const startedAt = timing.now();
    const worker = new Worker(entry, { workerData: settings });
    worker.on('error', (error: unknown) => {
      log.error({ err: error }, 'the worker thread failed');
    });
    worker.once('exit', (code) => {
      if (stopping.signal.aborted) return;
      deaths = timing.now() - startedAt > HEALTHY_MS ? 1 : deaths + 1;
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (deaths - 1));
      log.error(
        { code, deaths, restartInMillis: pause },
        'the worker thread ended unasked; starting it again',
      );
      void timing.sleep(pause, stopping.signal).then(() => {
        if (!stopping.signal.aborted) current = start();
      });
    });
    return worker;
  }

  return {
    async stop() {
      stopping.abort();
      await stopThread(current, timing, stopMillis);
    },
  };
}

async function stopThread(worker: Worker, timing: Timing, stopMillis: number): Promise<void> {
  if (worker.threadId === -1) return;
  // Not events.once: that one would reject when the thread fails on its way out.
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const over = new AbortController();
  void timing.sleep(stopMillis, over.signal).then(() => {
    if (!over.signal.aborted) void worker.terminate();
  });
  worker.postMessage('stop');
  await exited;
  over.abort();
}

import { Bell, instantOf, millisOf, type Feed, type Instant, type Timing } from '#event-sourcing';
import { clockAhead } from '../readiness/clock-skew.ts';
import type { Engine } from '../engine.ts';
import type { Logger } from '#platform';
import type { DueSource, Scheduler } from './scheduler.ts';

export interface SchedulerLoopOptions {
  readonly scheduler: Scheduler;
  readonly engine: Pick<Engine, 'now' | 'readModels' | 'store'>;
  readonly feed: Feed;
  readonly deadlines: Pick<DueSource, 'nextAfter'>;
  readonly log: Logger;
  readonly timing: Timing;
}

const POLL_MS = 1_000;
/** New events wake the loop; this keeps a busy hour from turning into a run per event. */
const LEAST_PAUSE_MS = 50;
const MOST_BACKOFF_MS = 10_000;

/** Keeps the scheduler running until the signal aborts; heals itself meanwhile. */
export async function runSchedulerLoop(options: SchedulerLoopOptions, signal: AbortSignal): Promise<void> {
  const bell = new Bell();
  const watching = watchDeadlines(options, bell, signal);
  const warning: Warning = { notBefore: 0 };
  let failures = 0;
  while (!signal.aborted) {
    const rings = bell.rings;
    try {
      const { outcome } = await options.scheduler.runOnce(await soberNow(options, warning), signal);
      failures = 0;
      const pause = outcome === 'done' ? await untilNext(options) : POLL_MS;
      await pauseFor(options.timing, pause, outcome === 'done' ? { bell, rings } : undefined, signal);
    } catch (error) {
      failures += 1;
      options.log.error(
        { err: error, failures },
        'the deadline scheduler was interrupted; going on after a pause',
      );
      await options.timing.sleep(
        Math.min(MOST_BACKOFF_MS, POLL_MS * 2 ** Math.min(failures - 1, 10)),
        signal,
      );
    }
  }
  await watching;
}

/** Differences that machines with working clocks have. */
const TOLERANCE_MS = 5_000;

/**
 * A breach that is recorded too early is never taken back; one that is recorded late has its true due time. So a machine
 * whose clock is ahead does not act before the time has come where the read models are kept, too.
 */
async function soberNow(
  { engine: { now, readModels }, log, timing }: SchedulerLoopOptions,
  warning: Warning,
): Promise<Instant> {
  const ahead = await clockAhead(readModels, now);
  const mine = now();
  if (ahead <= TOLERANCE_MS) return mine;
  if (timing.now() >= warning.notBefore) {
    warning.notBefore = timing.now() + WARN_EVERY_MS;
    log.warn(
      { aheadMillis: ahead },
      "deadlines are watched by the clock of the read models' server, which is behind this machine's: set both by NTP",
    );
  }
  return instantOf(millisOf(mine) - ahead);
}

interface Warning {
  notBefore: number;
}
const WARN_EVERY_MS = 600_000;

async function untilNext({ engine, deadlines }: SchedulerLoopOptions): Promise<number> {
  const now = engine.now();
  const next = await deadlines.nextAfter(now);
  return next === undefined
    ? POLL_MS
    : Math.min(POLL_MS, Math.max(LEAST_PAUSE_MS, millisOf(next) - millisOf(now)));
}

async function pauseFor(
  timing: Timing,
  millis: number,
  wake: { bell: Bell; rings: number } | undefined,
  signal: AbortSignal,
): Promise<void> {
  await timing.sleep(LEAST_PAUSE_MS, signal);
  const left = millis - LEAST_PAUSE_MS;
  if (left <= 0) return;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const rung = wake === undefined ? [] : [wake.bell.after(wake.rings, either)];
  await Promise.race([timing.sleep(left, either), ...rung]);
  over.abort();
}

/** Rings when the history says anything new about clocks. */
async function watchDeadlines(
  { engine, feed, log, timing }: SchedulerLoopOptions,
  bell: Bell,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await ringWhenSet(feed.follow(await engine.store.head(), signal), bell);
    } catch (error) {
      log.warn(
        { err: error },
        'the deadline scheduler cannot follow new events; it looks every second instead',
      );
      await timing.sleep(POLL_MS, signal);
    }
  }
}

async function ringWhenSet(followed: ReturnType<Feed['follow']>, bell: Bell): Promise<void> {
  for await (const events of followed)
    if (events.some(({ type }) => type === 'DeadlineSet' || type === 'DeadlineMoved')) bell.ring();
}

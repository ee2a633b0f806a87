import {
  EventStoreUnavailable,
  type StoredEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from './event-store.ts';
import type { Position } from './primitives.ts';

/** Tells waiting readers that there may be something new. Rings between two looks are not lost: they are counted. */
export class Bell {
  #rings = 0;
  readonly #waiting = new Set<() => void>();
  readonly #watch: { start(): void; stop(): void } | undefined;

  /** `watch` runs only while somebody waits, for example a timer that looks for the writes of other processes. */
  constructor(watch?: { start(): void; stop(): void }) {
    this.#watch = watch;
  }

  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves once there was a ring after `seen`, or on abort. */
  after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#rings !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        if (this.#waiting.size === 0) this.#watch?.stop();
        resolve();
      };
      if (this.#waiting.size === 0) this.#watch?.start();
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

/** A log that can be read in order and rings when it grows or closes. */
export interface RingingLog {
  readonly bell: Bell;
  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]>;
}

/**
 * `subscribe` for stores that read their own log: reads until nothing is left, then waits for the bell.
 * The consumer sets the pace; nothing is buffered ahead of it. Only an unavailable store is a drop: the rest are bugs.
 */
export async function* followLog(
  log: RingingLog,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage> {
  const { signal, batchSize = 500 } = options;
  const ended = (): boolean => signal.aborted;
  let position = options.after;
  let live = false;
  while (!ended()) {
    const seen = log.bell.rings;
    const events = await readOrReason(log, position, batchSize);
    if (ended()) return;
    if (typeof events === 'string') {
      yield { kind: 'dropped', reason: events };
      return;
    }
    const last = events.at(-1);
    if (last !== undefined) {
      position = last.position;
      yield { kind: 'events', events };
    }
    const behind = events.length === batchSize;
    if (!behind && !live && !ended()) yield { kind: 'caught-up', position };
    live = !behind;
    if (live) await log.bell.after(seen, signal);
  }
}

async function readOrReason(
  log: RingingLog,
  after: Position,
  limit: number,
): Promise<readonly StoredEvent[] | string> {
  try {
    return await log.readAll(after, limit);
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return error.message;
    throw error;
  }
}

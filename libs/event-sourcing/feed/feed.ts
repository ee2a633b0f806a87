import { Bell } from '../follow-log.ts';
import type { StoredEvent } from '../event-store.ts';
import type { Position } from '../primitives.ts';
import { backoff } from '../timing.ts';
import { LastingSubscription, type SubscriptionOptions } from './subscription.ts';

/** The history as it grows, for all in this process who follow it: they share one subscription. */
export interface Feed {
  /**
   * Everything after a position, in the order of the log, until the signal aborts. Whoever is behind catches up by reading,
   * and joins; whoever is slow gets larger batches, and holds nobody up.
   */
  follow(after: Position, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[]>;
}

export type FeedOptions = SubscriptionOptions;

/** Whoever lets more than this wait reads it again when they come to it. */
const MOST_WAITING = 2_000;
const PAGE = 1_000;
/** A batch costs as much as many events: what comes within this time of the one before makes one batch, in ms. */
const GATHERING_MILLIS = 25;
/** The log, as it is read, may end before what the subscription has brought. */
const LAGGING_MILLIS = 50;

interface Follower {
  /** The last event handed over. */
  position: Position;
  /** What the subscription has brought since, once this one has joined. */
  waiting: StoredEvent[];
  joined: boolean;
}

export function createFeed(options: FeedOptions): Feed {
  return new SharedFeed(options);
}

class SharedFeed implements Feed {
  readonly #options: FeedOptions;
  readonly #followers = new Set<Follower>();
  readonly #bell = new Bell();
  /** While anybody follows. */
  #source: { readonly subscription: LastingSubscription; readonly stop: AbortController } | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    const { timing } = this.#options;
    const follower: Follower = { position: after, waiting: [], joined: false };
    const stopped = (): boolean => signal.aborted;
    this.#enter(follower);
    try {
      while (!stopped()) {
        const { rings } = this.#bell;
        const events = await this.#next(follower, signal);
        const last = events.at(-1);
        if (last === undefined) {
          await this.#bell.after(rings, signal);
          continue;
        }
        if (stopped()) return;
        follower.position = last.position;
        const due = timing.now() + (follower.joined ? GATHERING_MILLIS : 0);
        yield events;
        if (timing.now() < due) await timing.sleep(due - timing.now(), signal);
      }
    } finally {
      this.#leave(follower);
    }
  }

  #enter(follower: Follower): void {
    this.#followers.add(follower);
    if (this.#source !== undefined) return;
    const stop = new AbortController();
    const subscription = new LastingSubscription(this.#options, (events) => {
      if (!stop.signal.aborted) this.#take(events);
    });
    this.#source = { subscription, stop };
    void subscription.run(stop.signal);
  }

  #leave(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    this.#source?.stop.abort();
    this.#source = undefined;
  }

  #take(events: readonly StoredEvent[]): void {
    for (const follower of this.#followers) {
      if (!follower.joined) continue;
      if (follower.waiting.length + events.length > MOST_WAITING) {
        follower.waiting = [];
        follower.joined = false;
      } else follower.waiting.push(...events.filter(({ position }) => position > follower.position));
    }
    this.#bell.ring();
  }

  /** Nothing: there will be when the bell has rung. */
  async #next(follower: Follower, signal: AbortSignal): Promise<readonly StoredEvent[]> {
    const { store, timing, log } = this.#options;
    for (let failures = 0; !signal.aborted;) {
      const lead = this.#source?.subscription.lead;
      if (lead === undefined) return [];
      // Between this look and the joining nothing can come.
      follower.joined ||= follower.position >= lead;
      if (follower.joined) return follower.waiting.splice(0);
      try {
        const page = await store.readAll(follower.position, PAGE);
        if (page.length > 0) return page;
        await timing.sleep(LAGGING_MILLIS, signal);
      } catch (error) {
        log.warn({ error }, 'the history cannot be read; trying again');
        await timing.sleep(backoff(timing, failures), signal);
        failures += 1;
      }
    }
    return [];
  }
}

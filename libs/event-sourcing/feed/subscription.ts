import type { EventStore, StoredEvent } from '../event-store.ts';
import type { Position } from '../primitives.ts';
import { backoff, type Timing } from '../timing.ts';

export interface SubscriptionOptions {
  readonly store: Pick<EventStore, 'head' | 'readAll' | 'subscribe'>;
  readonly timing: Timing;
  readonly log: { warn(facts: object, message: string): void };
  /** Before anybody is told of what a new subscription brings. Rejects when the history has become another one. */
  readonly compare?: (() => Promise<void>) | undefined;
}

/** How often the subscription is compared with the head of the log, in ms. */
const LOOK_MILLIS = 2_500;

/** The one subscription behind a feed: however it ends, the next one starts after the last event that came (design D4). */
export class LastingSubscription {
  readonly #options: SubscriptionOptions;
  readonly #take: (events: readonly StoredEvent[]) => void;
  #current = new AbortController();
  #lead: Position | undefined;

  constructor(options: SubscriptionOptions, take: (events: readonly StoredEvent[]) => void) {
    this.#options = options;
    this.#take = take;
  }

  /** Everything up to here has come, or was there before; unknown until the store has told its head. */
  get lead(): Position | undefined {
    return this.#lead;
  }

  async run(signal: AbortSignal): Promise<void> {
    const head = await this.#head(signal);
    if (head === undefined) return;
    this.#lead = head;
    this.#take([]);
    await Promise.all([this.#follow(head, signal), this.#watch(head, signal)]);
  }

  async #head(signal: AbortSignal): Promise<Position | undefined> {
    const { store, timing, log } = this.#options;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        return await store.head();
      } catch (error) {
        log.warn({ error }, 'the event store does not answer; trying again');
        await timing.sleep(backoff(timing, failures), signal);
      }
    }
    return undefined;
  }

  async #follow(head: Position, signal: AbortSignal): Promise<void> {
    const { timing, log } = this.#options;
    const stopped = (): boolean => signal.aborted;
    let after = head;
    for (let failures = 0; !stopped(); failures += 1) {
      this.#current = new AbortController();
      const why = await this.#consume(after, AbortSignal.any([signal, this.#current.signal]));
      if (stopped()) return;
      if (this.#lead !== undefined && this.#lead > after) failures = 0;
      after = this.#lead ?? after;
      log.warn({ why, after }, 'the subscription ended; resubscribing');
      await timing.sleep(backoff(timing, failures), signal);
    }
  }

  async #consume(after: Position, signal: AbortSignal): Promise<string> {
    const { store, compare } = this.#options;
    try {
      await compare?.();
      for await (const message of store.subscribe({ after, signal })) {
        if (message.kind === 'dropped') return message.reason;
        if (message.kind !== 'events' || signal.aborted) continue;
        this.#lead = message.events.at(-1)?.position ?? this.#lead;
        this.#take(message.events);
      }
      return 'ended without a word';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** A subscription may fall silent without ending: when the log has grown and nothing came, it is replaced (D4). */
  async #watch(began: Position, signal: AbortSignal): Promise<void> {
    const { store, timing } = this.#options;
    let seen = { head: began, lead: this.#lead };
    while (!signal.aborted) {
      await timing.sleep(LOOK_MILLIS, signal);
      const lead = this.#lead ?? began;
      if (seen.head > lead && seen.lead === lead) this.#current.abort();
      seen = { lead, head: await store.head().catch(() => lead) };
    }
  }
}

import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamResolvedEvent,
  type Position as LogPosition,
  type ReadPosition,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import {
  BEGINNING,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { persistently, type Connection } from './connection.ts';
import { NoAnswer } from './failure.ts';
import { joined } from './joined.ts';
import { placeOf, toPosition } from './positions.ts';
import { isReserved, toStoredEvent } from './recorded-events.ts';

/** Most events of the log asked for at once. */
const LARGEST_PAGE = 4096;

type Direction = typeof FORWARDS | typeof BACKWARDS;

/** A stretch of the log. Only our events are kept: the rest may be large, and is none of our business. */
interface Page {
  readonly ours: StoredEvent[];
  /** With those of others. */
  size: number;
  first?: Position;
  last?: LogPosition;
}

/** Up to `upTo`, no event of ours comes after `head`. */
interface Known {
  readonly upTo: Position;
  readonly head: Position;
}

const NOTHING: Known = { upTo: BEGINNING, head: BEGINNING };

/** Reads the streams of the history's categories, and the log as far as it consists of them. */
export class Reader {
  readonly #connection: Connection;
  readonly #prefixes: readonly string[];
  #known: Known = NOTHING;
  /** Where the history ends: everything that was written before the call counts. */
  readonly head: () => Promise<Position>;

  constructor(connection: Connection, prefixes: readonly string[]) {
    this.#connection = connection;
    this.#prefixes = prefixes;
    this.head = joined(() => this.#searchHead());
  }

  /** Whether a stream is part of the history. */
  holds(stream: string): boolean {
    return this.#prefixes.some((prefix) => stream.startsWith(prefix));
  }

  /** The log also holds other streams, and what the server itself notes in ours: `$streamDeleted` for a tombstone. */
  isOurs({ streamId, type }: { readonly streamId: string; readonly type: string }): boolean {
    return this.holds(streamId) && !isReserved(type);
  }

  /** From the leader: a follower may not have what was just written (design D10). */
  async stream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    const { from, direction = 'forwards', limit } = options;
    if (limit !== undefined && limit <= 0) return [];
    const forwards = direction === 'forwards';
    const read = () =>
      this.#connection.client.readStream(stream, {
        fromRevision: from ?? (forwards ? START : END),
        direction: forwards ? FORWARDS : BACKWARDS,
        requiresLeader: true,
        ...(limit !== undefined && { maxCount: limit }),
      });
    return persistently(this.#connection, async () => {
      const events: StoredEvent[] = [];
      try {
        await this.#each<ResolvedEvent>(read(), ({ event }) => {
          if (event !== undefined) events.push(toStoredEvent(event));
        });
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return events;
    });
  }

  /** The client cannot read the log through a filter, so the rest is left out here. */
  async log(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    let from: ReadPosition = placeOf(after) ?? START;
    for (let others = 64; events.length < limit; others *= 2) {
      const count = Math.min(limit - events.length + others, LARGEST_PAGE);
      const page = await this.#page(from, FORWARDS, count);
      const last = events.at(-1)?.position ?? after;
      // A read starts with the position itself.
      events.push(...page.ours.filter(({ position }) => position > last));
      if (page.size < count || page.last === undefined) break;
      from = page.last;
    }
    return events.slice(0, limit);
  }

  /**
   * Searches backwards, not further than an earlier search did: no filter can be had here either. Asks the leader: the
   * log of a follower may end before what another process was told.
   */
  async #searchHead(): Promise<Position> {
    let known = this.#known;
    let upTo: Position | undefined;
    let from: ReadPosition = END;
    const found = (head: Position): Position => {
      this.#known = { upTo: upTo ?? BEGINNING, head };
      return head;
    };
    for (let count = 16; ; count = Math.min(16 * count, LARGEST_PAGE)) {
      const { ours, size, first, last } = await this.#page(from, BACKWARDS, count, { requiresLeader: true });
      upTo ??= first;
      // The log was longer: it was restored from an older backup, and what was known of it counts for nothing.
      if ((upTo ?? BEGINNING) < known.upTo) known = NOTHING;
      const head = ours[0]?.position;
      if (head !== undefined) return found(head);
      if (size < count || last === undefined) return found(known.head);
      if (toPosition(last) <= known.upTo) return found(known.head);
      from = last;
    }
  }

  async #page(
    fromPosition: ReadPosition,
    direction: Direction,
    maxCount: number,
    options: { readonly requiresLeader?: boolean } = {},
  ): Promise<Page> {
    const { client } = this.#connection;
    return persistently(this.#connection, async () => {
      const page: Page = { ours: [], size: 0 };
      const read = client.readAll({ fromPosition, direction, maxCount, ...options });
      await this.#each<AllStreamResolvedEvent>(read, ({ event }) => {
        page.size += 1;
        if (event === undefined) return;
        page.first ??= toPosition(event.position);
        page.last = event.position;
        if (this.isOurs(event)) page.ours.push(toStoredEvent(event));
      });
      return page;
    });
  }

  /** Reads have no deadline in this client: a server that stops in the middle would hold the caller for ever. */
  async #each<Event>(read: StreamingRead<Event>, take: (event: Event) => void): Promise<void> {
    const { deadlineMillis } = this.#connection;
    const silence = listen(this.#connection, () => read.destroy(new NoAnswer(deadlineMillis)));
    // An error that comes after the last look would otherwise end the process.
    read.on('error', () => undefined);
    try {
      for await (const event of read) {
        silence.heard();
        take(event);
      }
    } catch (error) {
      read.cancel().catch(() => undefined);
      throw error;
    } finally {
      silence.stop();
    }
  }
}

/** Calls back when nothing was heard for as long as a request may take, unless stopped before. */
function listen(
  { timing, deadlineMillis }: Connection,
  onSilence: () => void,
): { heard(): void; stop(): void } {
  const over = new AbortController();
  let last = timing.now();
  const wait = async (): Promise<void> => {
    for (let left = deadlineMillis; left > 0; left = last + deadlineMillis - timing.now()) {
      await timing.sleep(left, over.signal);
      if (over.signal.aborted) return;
    }
    onSilence();
  };
  void wait();
  return {
    heard: () => {
      last = timing.now();
    },
    stop: () => {
      over.abort();
    },
  };
}

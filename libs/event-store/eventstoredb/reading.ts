import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
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
import { placeOf, toPosition } from './positions.ts';
import { toStoredEvent } from './recorded-events.ts';

/** Most events of the log asked for at once. */
const LARGEST_PAGE = 4096;

/** Reads the streams of one category, and the log as far as it consists of them. */
export class Reader {
  readonly #connection: Connection;
  readonly #prefix: string;
  /** Up to `upTo`, no event of ours comes after `head`. */
  #known: { readonly upTo: Position; readonly head: Position } = { upTo: BEGINNING, head: BEGINNING };

  constructor(connection: Connection, prefix: string) {
    this.#connection = connection;
    this.#prefix = prefix;
  }

  /** The server keeps events of its own in the same log, and perhaps those of other applications. */
  isOurs({ streamId }: { readonly streamId: string }): boolean {
    return streamId.startsWith(this.#prefix);
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
    const events = await persistently(this.#connection, () =>
      this.#drain<ResolvedEvent>(read()).catch((error: unknown) => {
        if (error instanceof StreamNotFoundError) return [];
        throw error;
      }),
    );
    return events.flatMap(({ event }) => (event === undefined ? [] : [toStoredEvent(event)]));
  }

  /** The client cannot read the log through a filter, so the rest is left out here. */
  async log(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    let last = after;
    for (let others = 64; events.length < limit; others *= 2) {
      const count = Math.min(limit - events.length + others, LARGEST_PAGE);
      const page = await this.#page(placeOf(last) ?? START, FORWARDS, count);
      for (const event of page) {
        const position = toPosition(event.position);
        // A read starts with the position itself.
        if (position <= last) continue;
        last = position;
        if (this.isOurs(event)) events.push(toStoredEvent(event));
      }
      if (page.length < count) break;
    }
    return events.slice(0, limit);
  }

  /** Searches backwards, not further than an earlier search did. */
  async head(): Promise<Position> {
    const known = this.#known;
    let upTo: Position | undefined;
    let from: ReadPosition = END;
    for (let count = 16; ; count = LARGEST_PAGE) {
      const page = await this.#page(from, BACKWARDS, count);
      for (const event of page) {
        const position = toPosition(event.position);
        upTo ??= position;
        if (position <= known.upTo) return this.#found(upTo, known.head);
        if (this.isOurs(event)) return this.#found(upTo, position);
      }
      const last = page.at(-1);
      if (page.length < count || last === undefined) return this.#found(upTo ?? known.upTo, known.head);
      from = last.position;
    }
  }

  /** Searches run side by side; a later answer of an earlier one takes nothing back. */
  #found(upTo: Position, head: Position): Position {
    if (upTo >= this.#known.upTo) this.#known = { upTo, head };
    return head;
  }

  async #page(
    fromPosition: ReadPosition,
    direction: typeof FORWARDS | typeof BACKWARDS,
    maxCount: number,
  ): Promise<readonly AllStreamRecordedEvent[]> {
    const { client } = this.#connection;
    const events = await persistently(this.#connection, () =>
      this.#drain<AllStreamResolvedEvent>(client.readAll({ fromPosition, direction, maxCount })),
    );
    return events.flatMap(({ event }) => (event === undefined ? [] : [event]));
  }

  /** Reads have no deadline in this client: a server that stops in the middle would hold the caller for ever. */
  async #drain<Event>(read: StreamingRead<Event>): Promise<readonly Event[]> {
    const { deadlineMillis } = this.#connection;
    const silence = setTimeout(() => read.destroy(new NoAnswer(deadlineMillis)), deadlineMillis);
    // An error that comes after the last look would otherwise end the process.
    read.on('error', () => undefined);
    const events: Event[] = [];
    try {
      for await (const event of read) {
        silence.refresh();
        events.push(event);
      }
      return events;
    } catch (error) {
      read.cancel().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(silence);
    }
  }
}

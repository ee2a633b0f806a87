import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import {
  joined,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { persistently, type Connection } from './connection.ts';
import { createHeadSearch } from './head.ts';
import { eachAnswer } from './listening.ts';
import { placeOf, toPosition } from './positions.ts';
import {
  eventOf,
  readLogRequest,
  readStreamRequest,
  type LoggedEvent,
  type LogPlace,
  type LogSelection,
} from './protocol.ts';
import { isReserved, toStoredEvent } from './recorded-events.ts';
import { asStreamFault } from './stream-faults.ts';

/** Most events of the log asked for at once. */
const LARGEST_PAGE = 4096;

/** Reads the streams of the history's categories, and the log as far as it consists of them: the server leaves out the rest. */
export class Reader {
  readonly #connection: Connection;
  readonly #prefixes: readonly string[];
  /** Where the history ends: everything that was written before the call counts. */
  readonly head: () => Promise<Position>;

  constructor(connection: Connection, prefixes: readonly string[]) {
    this.#connection = connection;
    this.#prefixes = prefixes;
    this.head = joined(
      createHeadSearch({
        // The leader: the log of a follower may end before what another process was told.
        look: (selection) => this.#page(selection, { requiresLeader: true }),
        prefixes,
        isOurs: (event) => this.isOurs(event),
      }),
    );
  }

  /** Whether a stream is part of the history. */
  holds(stream: string): boolean {
    return this.#prefixes.some((prefix) => stream.startsWith(prefix));
  }

  /** The log also holds other streams, and what the server itself notes in ours: `$streamDeleted` for a tombstone. */
  isOurs({ stream, type }: { readonly stream: string; readonly type: string }): boolean {
    return this.holds(stream) && !isReserved(type);
  }

  /** From the leader: a follower may not have what was just written (design D10). */
  async stream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    const { from, direction = 'forwards', limit } = options;
    if (limit !== undefined && limit <= 0) return [];
    const request = readStreamRequest({ stream, from, direction, limit });
    try {
      return (await this.#events(request, { requiresLeader: true })).map(toStoredEvent);
    } catch (error) {
      throw await asStreamFault(stream, error, () => this.end());
    }
  }

  /** The last event that anybody has written. */
  async end(): Promise<LoggedEvent | undefined> {
    return (await this.#page({ from: 'end', direction: 'backwards', limit: 1 }, { requiresLeader: true }))[0];
  }

  async log(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    let from: LogPlace = placeOf(after) ?? 'start';
    while (events.length < limit) {
      // A read starts with the position itself.
      const count = Math.min(limit - events.length + 1, LARGEST_PAGE);
      const page = await this.#page(
        { from, direction: 'forwards', limit: count, prefixes: this.#prefixes },
        { requiresLeader: false },
      );
      const last = events.at(-1)?.position ?? after;
      const ours = page.filter((event) => this.isOurs(event)).map(toStoredEvent);
      events.push(...ours.filter(({ position }) => position > last));
      const end = page.at(-1)?.position;
      if (page.length < count || end === undefined) break;
      from = end;
    }
    return events.slice(0, limit);
  }

  /** The event at exactly that place of the log. */
  async at(position: Position): Promise<StoredEvent | undefined> {
    const from = placeOf(position);
    if (from === undefined) return undefined;
    const [event] = await this.#page({ from, direction: 'forwards', limit: 1 }, { requiresLeader: true });
    return event !== undefined && this.isOurs(event) && toPosition(event.position) === position
      ? toStoredEvent(event)
      : undefined;
  }

  #page(
    selection: LogSelection,
    from: { readonly requiresLeader: boolean },
  ): Promise<readonly LoggedEvent[]> {
    return this.#events(readLogRequest(selection), from);
  }

  #events(request: ReadReq, from: { readonly requiresLeader: boolean }): Promise<readonly LoggedEvent[]> {
    return persistently(this.#connection, async () => {
      const events: LoggedEvent[] = [];
      await eachAnswer(this.#connection, request, from, (answer) => {
        const event = eventOf(answer);
        if (event !== undefined) events.push(event);
      });
      return events;
    });
  }
}

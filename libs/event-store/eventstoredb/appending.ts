import { NO_STREAM, WrongExpectedVersionError, type EventData } from '@eventstore/db-client';
import {
  EventIdConflict,
  EventStoreUnavailable,
  revision,
  StreamFault,
  type AppendResult,
  type EventToAppend,
  type ExpectedRevision,
  type ReadStreamOptions,
  type Revision,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { GRACE_MILLIS, pause, within, type Connection } from './connection.ts';
import { asUnavailable, isSilence, mayPass } from './failure.ts';
import { isReserved, isUuid, toClientEvent } from './recorded-events.ts';
import { asStreamFault } from './stream-faults.ts';

interface Reading {
  readonly stream: (stream: StreamName, options: ReadStreamOptions) => Promise<readonly StoredEvent[]>;
  readonly end: () => Promise<unknown>;
}

interface Append {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
}

/** What the server said to a write; `sent` counts how often it was asked. */
type Answer = { readonly sent: number } & (
  | { readonly written: true; readonly last: bigint }
  | { readonly written: false; readonly actual: ExpectedRevision }
);

/**
 * Appends exactly once. The server calls a retry a success without saying that nothing was written, and forgets to say
 * whether an append that timed out was written: what stands in the stream tells both.
 */
export class Appender {
  readonly #connection: Connection;
  readonly #reading: Reading;
  readonly #last = new Map<StreamName, Promise<unknown>>();

  constructor(connection: Connection, reading: Reading) {
    this.#connection = connection;
    this.#reading = reading;
  }

  /** One at a time for each stream: two retries at once would both be told that they had written. */
  append(append: Append): Promise<AppendResult> {
    assertAppendable(append);
    const { stream } = append;
    const { timing } = this.#connection;
    const since = timing.now();
    const result = (this.#last.get(stream) ?? Promise.resolve()).then(() => {
      this.#assertPatience(stream, timing.now() - since);
      return this.#append(append);
    });
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(stream) === settled) this.#last.delete(stream);
      });
    this.#last.set(stream, settled);
    return result;
  }

  /** Resolves when no append is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  /** Behind a server that does not answer, the last of many would else wait for the time-outs of all before it. */
  #assertPatience(stream: StreamName, waitedMillis: number): void {
    const { attempts, deadlineMillis, where } = this.#connection;
    if (waitedMillis < attempts * deadlineMillis) return;
    throw new EventStoreUnavailable(
      `EventStoreDB at ${where} is still busy with earlier appends to ${stream}: check its load, its disks and the network. Nothing of this append was sent; repeating the same command is safe.`,
    );
  }

  async #append(append: Append): Promise<AppendResult> {
    const [tail] = await this.#reading.stream(append.stream, { direction: 'backwards', limit: 1 });
    const actual = tail?.revision ?? 'no-stream';
    if (actual !== append.expected) return this.#settle(append, { written: false, actual, sent: 0 });
    return this.#settle(append, await this.#write(append));
  }

  /** The same ids and the same expected revision each time, so that the server writes at most once (design D4). */
  async #write({ stream, expected, events }: Append): Promise<Answer> {
    const data = events.map(toClientEvent);
    for (let sent = 1; ; sent += 1) {
      try {
        return { written: true, last: await this.#send(stream, expected, data), sent };
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return { ...conflictOf(error), sent };
        if (isSilence(error)) this.#connection.giveUp();
        if (!mayPass(error) || sent >= this.#connection.attempts)
          throw await asStreamFault(stream, this.#unknown(stream, sent, error), this.#reading.end);
      }
      await pause(this.#connection, sent);
    }
  }

  async #send(stream: StreamName, expected: ExpectedRevision, events: EventData[]): Promise<bigint> {
    const { client, deadlineMillis, timing } = this.#connection;
    const answer = client.appendToStream(stream, events, {
      expectedRevision: expected === 'no-stream' ? NO_STREAM : expected,
      requiresLeader: true,
      deadline: deadlineMillis,
    });
    return (await within({ timing, millis: deadlineMillis + GRACE_MILLIS }, answer)).nextExpectedRevision;
  }

  /** Reads where the events should stand. Nothing else tells a retry from a first write, or our write from a twin's. */
  async #settle({ stream, expected, events }: Append, answer: Answer): Promise<AppendResult> {
    const from = answer.written ? revision(answer.last - BigInt(events.length - 1)) : placeAfter(expected);
    const look = () =>
      this.#reading.stream(stream, { limit: events.length, ...(from !== undefined && { from }) });
    let there = await look();
    // A read may have ended early without a word: what was confirmed is looked for once more.
    if (answer.written && !isStanding(there, events)) there = await look();
    const last = there.at(-1);
    const standing = isStanding(there, events);
    if (last !== undefined && standing) {
      const ours =
        answer.sent > (answer.written ? 0 : 1) && there.every((each, at) => isSame(each, events[at]));
      return { outcome: ours ? 'appended' : 'repeated', revision: last.revision, position: last.position };
    }
    if (!answer.written) return { outcome: 'conflict', actual: answer.actual };
    throw new StreamFault(
      { stream, finding: 'not-read-back', ...(from !== undefined && { revision: from }) },
      `EventStoreDB at ${this.#connection.where} confirmed an append to ${stream} that cannot be read back: it was deleted or cut: check that the stream has no $maxCount, $maxAge or $tb, and that the connection leads to the leader.`,
    );
  }

  #unknown(stream: StreamName, sent: number, error: unknown): unknown {
    const unavailable = asUnavailable(this.#connection.where, error);
    if (!(unavailable instanceof EventStoreUnavailable) || !mayPass(error)) return unavailable;
    return new EventStoreUnavailable(
      `${unavailable.message} Whether the last append to ${stream} was written is not known after ${sent} attempts; repeating the same command is safe.`,
      { cause: error },
    );
  }
}

function assertAppendable({ stream, events }: Append): void {
  if (events.length === 0) throw new RangeError('append needs at least one event');
  const malformed = events.find(({ id }) => !isUuid(id));
  if (malformed !== undefined) throw new RangeError(`not an event id (lower-case UUID): ${malformed.id}`);
  const reserved = events.find(({ type }) => isReserved(type));
  if (reserved !== undefined) throw new RangeError(`event type ${reserved.type} is kept for the server`);
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new EventIdConflict(`an append to ${stream} holds an event id twice`);
  }
}

const conflictOf = (error: WrongExpectedVersionError) => ({
  written: false as const,
  actual: typeof error.actualVersion === 'bigint' ? revision(error.actualVersion) : ('no-stream' as const),
});

/** From the first event there is: after a soft delete, a stream goes on with later revisions. */
const placeAfter = (expected: ExpectedRevision): Revision | undefined =>
  expected === 'no-stream' ? undefined : revision(expected + 1n);

const isStanding = (there: readonly StoredEvent[], events: readonly EventToAppend[]): boolean =>
  there.length === events.length && there.every(({ id }, at) => id === events[at]?.id);

/** A twin with the same ids may hold something else, when one of the two commands was forged or stamped anew. */
const isSame = (stored: StoredEvent, event: EventToAppend | undefined): boolean =>
  stored.type === event?.type && stored.data === event.data && stored.metadata === event.metadata;

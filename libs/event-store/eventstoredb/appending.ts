import { WrongExpectedVersionError } from '@eventstore/db-client';
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
import { answerOf, appendRequests, type AppendAnswer, type Proposal } from './append-protocol.ts';
import { afterFailure, pause, type Connection } from './connection.ts';
import { GRACE_MILLIS, within } from './within.ts';
import { asUnavailable, mayPass } from './failure.ts';
import { InFlight } from './in-flight.ts';
import { knownPosition } from './positions.ts';
import { isReserved, isUuid, toProposedEvent } from './recorded-events.ts';
import { asStreamFault } from './stream-faults.ts';

interface Reading {
  readonly stream: (stream: StreamName, options: ReadStreamOptions) => Promise<readonly StoredEvent[]>;
  readonly end: () => Promise<unknown>;
  /** Before the first event of a stream. */
  readonly protect: (stream: StreamName) => Promise<void>;
}

interface Append {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
}

/**
 * Appends exactly once, in one call: the ids that an append has on the server are its own, so that the server recognises
 * each of its attempts, and nobody else's. Only when somebody else was first does the stream tell whether these events
 * stand there already.
 */
export class Appender {
  readonly #connection: Connection;
  readonly #reading: Reading;
  readonly #inFlight = new InFlight();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(connection: Connection, reading: Reading) {
    this.#connection = connection;
    this.#reading = reading;
  }

  append(append: Append): Promise<AppendResult> {
    assertAppendable(append);
    const result = this.#inFlight.run(() => this.#append(append));
    const settled = result
      .catch(() => undefined)
      .finally(() => {
        this.#underWay.delete(settled);
      });
    this.#underWay.add(settled);
    return result;
  }

  /** Resolves when no append is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #append(append: Append): Promise<AppendResult> {
    if (append.expected === 'no-stream') await this.#reading.protect(append.stream);
    const answer = await this.#write(append);
    if (!answer.written)
      return this.#whoWasFirst(append, answer.end === undefined ? 'no-stream' : revision(answer.end));
    const at = revision(answer.revision);
    const position = knownPosition(answer.position) ?? (await this.#readBack(append, at)).position;
    return { outcome: 'appended', revision: at, position };
  }

  /** The same ids and the same expected revision each time, so that the server writes at most once (design D4). */
  async #write({ stream, expected, events }: Append): Promise<AppendAnswer> {
    const after = expected === 'no-stream' ? undefined : expected;
    const proposal = { stream, after, events: events.map(toProposedEvent) };
    for (let sent = 1; ; sent += 1) {
      try {
        return await this.#send(proposal);
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return conflictOf(error);
        afterFailure(this.#connection, error);
        if (!mayPass(error) || sent >= this.#connection.attempts)
          throw await asStreamFault(stream, this.#unknown(stream, sent, error), this.#reading.end);
      }
      await pause(this.#connection, sent);
    }
  }

  async #send(proposal: Proposal): Promise<AppendAnswer> {
    const { deadlineMillis, timing } = this.#connection;
    const answer = this.#connection.append(appendRequests(proposal));
    return answerOf(await within({ timing, millis: deadlineMillis + GRACE_MILLIS }, answer));
  }

  /** Reads where the events should stand, if they were appended before. */
  async #whoWasFirst({ stream, expected, events }: Append, actual: ExpectedRevision): Promise<AppendResult> {
    const from = placeAfter(expected);
    const there = await this.#reading.stream(stream, {
      limit: events.length,
      ...(from !== undefined && { from }),
    });
    const last = there.at(-1);
    if (last === undefined || !isStanding(there, events)) return { outcome: 'conflict', actual };
    return { outcome: 'repeated', revision: last.revision, position: last.position };
  }

  /** For a server that does not tell where it has written. */
  async #readBack({ stream }: Append, at: Revision): Promise<StoredEvent> {
    const [event] = await this.#reading.stream(stream, { from: at, limit: 1 });
    if (event?.revision === at) return event;
    throw new StreamFault(
      { stream, finding: 'not-read-back', revision: at },
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

const conflictOf = ({ actualVersion }: WrongExpectedVersionError): AppendAnswer =>
  typeof actualVersion === 'bigint' ? { written: false, end: actualVersion } : { written: false };

/** From the first event there is: after a soft delete, a stream goes on with later revisions. */
const placeAfter = (expected: ExpectedRevision): Revision | undefined =>
  expected === 'no-stream' ? undefined : revision(expected + 1n);

const isStanding = (there: readonly StoredEvent[], events: readonly EventToAppend[]): boolean =>
  there.length === events.length && there.every(({ id }, at) => id === events[at]?.id);

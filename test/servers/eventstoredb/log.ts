import { randomUUID } from 'node:crypto';

/** The server's log, as far as its clients can see: streams, revisions, positions, soft deletes and tombstones. */

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position are the same in current servers. */
  readonly position: bigint;
}

/** Where a tombstone stands. */
const LAST_REVISION = 2n ** 63n - 1n;

export type NewEvent = Omit<LoggedEvent, 'stream' | 'revision' | 'position'>;
export type Expected = 'any' | 'no-stream' | 'stream-exists' | bigint;

export type WriteResult =
  | { readonly outcome: 'written' | 'idempotent'; readonly last: LoggedEvent }
  | { readonly outcome: 'wrong-version'; readonly current: bigint | undefined }
  | { readonly outcome: 'deleted' };

interface Stream {
  events: LoggedEvent[];
  /** What a soft delete has taken away: a retry of it is still recognised. */
  removed: readonly LoggedEvent[];
  /** Revision of the next event; goes on after a soft delete. */
  next: bigint;
  state: 'open' | 'soft-deleted' | 'tombstoned';
}

export class Log {
  readonly events: LoggedEvent[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #listeners = new Set<() => void>();
  #position: bigint;

  constructor(firstPosition: bigint) {
    this.#position = firstPosition;
  }

  stream(name: string): Stream | undefined {
    return this.#streams.get(name);
  }

  /** The server's rule (CheckCommit): a retry is recognised by its ids at the expected place. */
  append(name: string, expected: Expected, events: readonly NewEvent[]): WriteResult {
    const stream = this.#streams.get(name) ?? newStream();
    if (stream.state === 'tombstoned') return { outcome: 'deleted' };
    const current = stream.next === 0n ? undefined : stream.next - 1n;
    const fresh = stream.state === 'soft-deleted' && expected === 'no-stream';
    const last = fresh ? standing(stream.removed, 0n, events) : again(stream, expected, events);
    if (last !== undefined) return { outcome: 'idempotent', last };
    if (!fresh && !fits(expected, current)) return { outcome: 'wrong-version', current };
    this.#streams.set(name, stream);
    stream.state = 'open';
    for (const event of events) this.#write(name, stream, event);
    const written = stream.events.at(-1);
    if (written === undefined) throw new RangeError('the double needs at least one event in an append');
    this.#tellListeners();
    return { outcome: 'written', last: written };
  }

  /** What others write, as much of it as one likes: nobody listens, and it stands in the log alone. */
  fill(count: number, stream = 'other-1'): void {
    const event = { ...note('Noted', '{"theirs":true}'), stream };
    for (let revision = 0n; revision < count; revision += 1n) this.#record({ ...event, revision });
  }

  /** Like the server, it notes the deletion in the log: as metadata of the stream, or as the end of the stream itself. */
  delete(name: string, state: 'soft-deleted' | 'tombstoned'): void {
    const stream = this.#streams.get(name);
    if (stream === undefined) return;
    stream.removed = stream.events;
    stream.events = [];
    stream.state = state;
    if (state === 'tombstoned')
      this.#record({ ...note('$streamDeleted'), stream: name, revision: LAST_REVISION });
    else this.append(`$$${name}`, 'any', [note('$metadata')]);
    this.#tellListeners();
  }

  /** As `$tb` and `$maxCount` do: a read of the stream begins later, and the log still holds what was cut. */
  cut(name: string, firstRevision: bigint): void {
    const stream = this.#streams.get(name);
    if (stream !== undefined)
      stream.events = stream.events.filter(({ revision }) => revision >= firstRevision);
    this.append(`$$${name}`, 'any', [note('$metadata')]);
  }

  /** As after a restored backup: what was written later is gone, and other events will take its places. */
  restore(events: number): readonly LoggedEvent[] {
    const gone = this.events.splice(events);
    this.#position = gone[0]?.position ?? this.#position;
    for (const { stream: name } of gone) {
      const stream = this.#streams.get(name);
      if (stream === undefined) continue;
      stream.events = stream.events.filter(({ position }) => position < this.#position);
      stream.next = (stream.events.at(-1)?.revision ?? -1n) + 1n;
    }
    return gone;
  }

  /** As it stands now: what is written later is not in it. */
  copy(): Log {
    const copy = new Log(this.#position);
    copy.events.push(...this.events);
    for (const [name, stream] of this.#streams)
      copy.#streams.set(name, { ...stream, events: [...stream.events] });
    return copy;
  }

  /** Whoever waits for more; the result stops it. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #write(name: string, stream: Stream, event: NewEvent): void {
    stream.events.push(this.#record({ ...event, stream: name, revision: stream.next }));
    stream.next += 1n;
  }

  #record(event: Omit<LoggedEvent, 'position'>): LoggedEvent {
    const logged = { ...event, position: this.#position };
    this.events.push(logged);
    // A record's length: positions are not consecutive.
    this.#position += BigInt(120 + event.data.length + event.metadata.length);
    return logged;
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener();
  }
}

const newStream = (): Stream => ({ events: [], removed: [], next: 0n, state: 'open' });

/** What the server writes on its own account. */
export const note = (type: string, data = '{}'): NewEvent => ({
  id: randomUUID(),
  type,
  isJson: true,
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});

function fits(expected: Expected, current: bigint | undefined): expected is never {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return current !== undefined;
  return expected === 'no-stream' ? current === undefined : expected === current;
}

/** Whoever expects an earlier end than there is may be repeating an append. */
function again(stream: Stream, expected: Expected, events: readonly NewEvent[]): LoggedEvent | undefined {
  const current = stream.next === 0n ? undefined : stream.next - 1n;
  if (fits(expected, current)) return undefined;
  return standing(stream.events, expected === 'no-stream' ? 0n : BigInt(expected) + 1n, events);
}

/** The last of these events, when all of them stand from that revision on. */
function standing(
  there: readonly LoggedEvent[],
  from: bigint,
  events: readonly NewEvent[],
): LoggedEvent | undefined {
  const start = there.findIndex(({ revision }) => revision === from);
  if (start < 0) return undefined;
  const found = there.slice(start, start + events.length);
  const same = found.length === events.length && found.every(({ id }, index) => id === events[index]?.id);
  return same ? found.at(-1) : undefined;
}

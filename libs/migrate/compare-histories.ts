import { createHash } from 'node:crypto';
import { BEGINNING, bytesToHash, type EventStore, type Position, type StoredEvent } from '#event-sourcing';

/** What a history amounts to. Equal histories have equal summaries, whichever store holds them. */
export interface HistorySummary {
  readonly events: number;
  readonly streams: number;
  /**
   * SHA-256, in hexadecimal, over all events in log order, of each the bytes that the chain hashes, too. A published format:
   * raise no doubt about old records by changing it.
   */
  readonly sha256: string;
}

/** How two logs stand to each other, as far as they have been read. */
export type LogRelation =
  | { readonly kind: 'same' }
  /** The target ends first; `missing` would be its next event. */
  | { readonly kind: 'behind'; readonly missing: StoredEvent }
  /** The source ends first; `extra` is what the target holds beyond it. */
  | { readonly kind: 'ahead'; readonly extra: StoredEvent }
  | { readonly kind: 'different'; readonly source: StoredEvent; readonly target: StoredEvent };

export type ReadableLog = Pick<EventStore, 'readAll'>;

export interface AdvanceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Events found equal since the beginning. */
  readonly onCompared?: (events: number) => void;
}

const PAGE = 1_000;

/** Reads two logs side by side, event by event, and can go on when they have grown. */
export class Comparison {
  readonly #source: ReadableLog;
  readonly #target: ReadableLog;
  readonly #counted = { source: new Counted(), target: new Counted() };
  #sourceAt = BEGINNING;
  #targetAt = BEGINNING;

  constructor(source: ReadableLog, target: ReadableLog) {
    this.#source = source;
    this.#target = target;
  }

  /** The last event of the source that the target has, too. */
  get sourceAt(): Position {
    return this.#sourceAt;
  }

  /** Events that were found equal. */
  get events(): number {
    return this.#counted.source.events;
  }

  summaries(): { readonly source: HistorySummary; readonly target: HistorySummary } {
    return { source: this.#counted.source.summary(), target: this.#counted.target.summary() };
  }

  /** Until one of the logs ends or the first difference. Throws the signal's reason. */
  async advance({ signal, onCompared }: AdvanceOptions = {}): Promise<LogRelation> {
    for (;;) {
      signal?.throwIfAborted();
      const [ours, theirs] = await Promise.all([
        this.#source.readAll(this.#sourceAt, PAGE),
        this.#target.readAll(this.#targetAt, PAGE),
      ]);
      const difference = this.#match(ours, theirs);
      if (difference !== undefined) return difference;
      onCompared?.(this.events);
      const [missing, extra] = [ours[0], theirs[0]];
      if (missing === undefined) return extra === undefined ? { kind: 'same' } : { kind: 'ahead', extra };
      if (extra === undefined) return { kind: 'behind', missing };
    }
  }

  /** What both pages hold; where one is longer, its rest is read again with the next page. */
  #match(ours: readonly StoredEvent[], theirs: readonly StoredEvent[]): LogRelation | undefined {
    for (const [index, source] of ours.entries()) {
      const target = theirs[index];
      if (target === undefined) return undefined;
      if (differingParts(source, target).length > 0) return { kind: 'different', source, target };
      this.#counted.source.add(source);
      this.#counted.target.add(target);
      this.#sourceAt = source.position;
      this.#targetAt = target.position;
    }
    return undefined;
  }
}

/** Everything of an event but its position, which belongs to the store. */
const PARTS = ['stream', 'revision', 'id', 'type', 'data', 'metadata'] as const;

export const differingParts = (one: StoredEvent, other: StoredEvent): readonly string[] =>
  PARTS.filter((part) => one[part] !== other[part]);

class Counted {
  events = 0;
  #streams = 0;
  readonly #hash = createHash('sha256');

  add(event: StoredEvent): void {
    this.events += 1;
    if (event.revision === 0n) this.#streams += 1;
    this.#hash.update(bytesToHash(event));
  }

  summary(): HistorySummary {
    return { events: this.events, streams: this.#streams, sha256: this.#hash.copy().digest('hex') };
  }
}

import { NewerEvent } from '../../codec.ts';
import type { RecordedEvent } from '../../event.ts';
import type { EventStore, StoredEvent } from '../../event-store.ts';
import { isSetAside } from '../../history.ts';
import type { EventId, Position, StreamName } from '../../primitives.ts';
import type { Timing } from '../../timing.ts';

/** The functions of a codec that projections need. */
export interface EventDecoder {
  decode(stored: StoredEvent): RecordedEvent;
  /** False for an event that only a newer program can have recorded. */
  knows(stored: StoredEvent): boolean;
  /** True for what is not ours at all. */
  isForeign?(stored: StoredEvent): boolean;
}

/**
 * An event as all projections get it: decoded once, or with the reason why that failed. Without either it is not ours, or
 * was set aside, and everybody passes over it.
 */
export type FeedItem = { readonly id: EventId; readonly stream: StreamName; readonly position: Position } & (
  | { readonly event: RecordedEvent; readonly failure?: never }
  | { readonly event?: never; readonly failure: string }
  | { readonly event?: never; readonly failure?: never }
);

/** A page of the log, up to the first event that only a newer program can read. */
export interface DecodedPage {
  readonly items: readonly FeedItem[];
  readonly barrier?: Barrier;
}

/** Nobody passes it but a newer program: what it means for a read model is not known here. */
export interface Barrier {
  readonly position: Position;
  readonly reason: string;
}

/** How often a failing event is tried again before it is parked (design D8), and how long to wait first. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly delayMillis: number;
}

export interface DecodingEnvironment {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly codec: EventDecoder;
  readonly timing: Timing;
  readonly retry: RetryPolicy;
  /** Looks up what folds of these events will look for. */
  readonly lookUp?: ((items: readonly FeedItem[]) => Promise<void>) | undefined;
  /** Hears of events that are not ours. */
  readonly onForeign?: ((stored: StoredEvent) => void) | undefined;
}

export async function decodePage(
  env: DecodingEnvironment,
  page: readonly StoredEvent[],
): Promise<DecodedPage> {
  const decoded = await decodeAll(env, page);
  await env.lookUp?.(decoded.items);
  return decoded;
}

async function decodeAll(env: DecodingEnvironment, page: readonly StoredEvent[]): Promise<DecodedPage> {
  const items: FeedItem[] = [];
  for (const stored of page) {
    const { id, stream, position } = stored;
    if (!env.codec.knows(stored)) return { items, barrier: { position, reason: unknownType(stored) } };
    if (env.codec.isForeign?.(stored) === true) {
      env.onForeign?.(stored);
      items.push({ id, stream, position });
      continue;
    }
    const event = attempt(() => env.codec.decode(stored));
    if (!(event instanceof Failure)) items.push({ id, stream, position, event });
    else if (event.newer) return { items, barrier: { position, reason: event.reason } };
    else if (await isSetAside(env.store, env.codec, stored)) items.push({ id, stream, position });
    else items.push({ id, stream, position, ...(await decodeAgain(env, stored, event)) });
  }
  return { items };
}

const unknownType = ({ type, stream, position }: StoredEvent): string =>
  `event ${type} at position ${position} (${stream}): written by a newer program; upgrade this one`;

async function decodeAgain(
  env: DecodingEnvironment,
  stored: StoredEvent,
  first: Failure,
): Promise<{ event: RecordedEvent } | { failure: string }> {
  let failure = first;
  for (let retry = 0; retry < env.retry.attempts; retry += 1) {
    await env.timing.sleep(env.retry.delayMillis * 2 ** retry);
    const event = attempt(() => env.codec.decode(stored));
    if (!(event instanceof Failure)) return { event };
    failure = event;
  }
  return { failure: failure.reason };
}

/** A thrown error as a value, so that hot loops need no await. */
export class Failure {
  readonly reason: string;
  /** It passes when this program is upgraded, and no sooner. */
  readonly newer: boolean;
  constructor(error: unknown) {
    this.reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.newer = error instanceof NewerEvent;
  }
}

export function attempt<Result>(work: () => Result): Result | Failure {
  try {
    return work();
  } catch (error) {
    return new Failure(error);
  }
}

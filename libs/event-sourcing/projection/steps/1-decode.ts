import type { RecordedEvent } from '../../event.ts';
import type { StoredEvent } from '../../event-store.ts';
import type { Position, StreamName } from '../../primitives.ts';
import type { Timing } from '../../timing.ts';

/** The one function of a codec that projections need. */
export interface EventDecoder {
  decode(stored: StoredEvent): RecordedEvent;
}

/** An event as all projections get it: decoded once, or with the reason why that failed. */
export type FeedItem = { readonly stream: StreamName; readonly position: Position } & (
  { readonly event: RecordedEvent } | { readonly event?: never; readonly failure: string }
);

/** How often a failing event is tried again before it is parked (design D8), and how long to wait first. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly delayMillis: number;
}

export interface DecodingEnvironment {
  readonly codec: EventDecoder;
  readonly timing: Timing;
  readonly retry: RetryPolicy;
}

export async function decodePage(
  env: DecodingEnvironment,
  page: readonly StoredEvent[],
): Promise<readonly FeedItem[]> {
  const items: FeedItem[] = [];
  for (const stored of page) {
    const { stream, position } = stored;
    const event = attempt(() => env.codec.decode(stored));
    if (!(event instanceof Failure)) items.push({ stream, position, event });
    else items.push({ stream, position, ...(await decodeAgain(env, stored, event)) });
  }
  return items;
}

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
  constructor(error: unknown) {
    this.reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

export function attempt<Result>(work: () => Result): Result | Failure {
  try {
    return work();
  } catch (error) {
    return new Failure(error);
  }
}

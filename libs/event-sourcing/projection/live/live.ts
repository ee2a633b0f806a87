import type { Position } from '../../primitives.ts';
import { everyTrack, feedPage } from '../catch-up.ts';
import { decodePage } from '../steps/1-decode.ts';
import { applyPage } from '../steps/2-fold.ts';
import { Sharing } from './sharing.ts';
import { followLiveGeneration, guarded, standStill, tend } from './tending.ts';
import { flush } from '../steps/3-write.ts';
import { closeTrack, exclusively, type ProjectionEnvironment, type Track } from '../track.ts';
import type { StoredEvent } from '../../event-store.ts';
import { backoff } from '../../timing.ts';

/**
 * Live projection is three loops. {@link follow} keeps one subscription and feeds every projection that stands at its
 * front (`lead`), each batch to all of them: the slowest of those sets the pace. {@link bringForward} brings stragglers there
 * in bulk, apart from the subscription, so that one that has failed or came late does not hold up the front.
 * {@link tend} looks after leases, shares and generations, and tries failed projections again.
 */
interface LiveFeed {
  readonly env: ProjectionEnvironment;
  readonly tracks: readonly Track[];
  /** Everything up to here was delivered by the subscription, or is left to {@link bringForward}. */
  lead: Position;
  subscription: AbortController;
  headCheckedAt: number;
  /** What the watchdog saw last: the head of the log, and how far the subscription had come. */
  seen: { readonly head: Position; readonly lead: Position };
  /** Whether a batch of the subscription is being folded or written. */
  feeding: boolean;
  /** Those that have seen more than the history holds; they are not fed while it lasts. */
  readonly ahead: Set<Track>;
}

export async function runLive(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  signal: AbortSignal,
): Promise<void> {
  const lead = await headOf(env, signal);
  const feed: LiveFeed = {
    env,
    tracks,
    lead,
    seen: { head: lead, lead },
    feeding: false,
    ahead: new Set(),
    subscription: new AbortController(),
    headCheckedAt: env.timing.now(),
  };
  const sharing = new Sharing(
    env,
    tracks.map(({ alias }) => alias),
  );
  await Promise.all([follow(feed, signal), bringForward(feed, signal), tend(env, tracks, sharing, signal)]);
  const goodbyes = await Promise.allSettled([
    everyTrack(tracks, (track) => exclusively(track, () => closeTrack(env, track))),
    sharing.leave(),
  ]);
  for (const goodbye of goodbyes) if (goodbye.status === 'rejected') throw goodbye.reason;
}

async function headOf(env: ProjectionEnvironment, signal: AbortSignal): Promise<Position> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await env.store.head();
    } catch (error) {
      if (signal.aborted) throw error;
      env.log.warn({ error }, 'the event store does not answer; trying again');
      await env.timing.sleep(backoff(env.timing, failures), signal);
    }
  }
}

/** One subscription at a time; however it ends, the next one starts after the last event that came (design D4). */
async function follow(feed: LiveFeed, signal: AbortSignal): Promise<void> {
  const { env } = feed;
  const stopped = (): boolean => signal.aborted;
  let failures = 0;
  while (!stopped()) {
    feed.subscription = new AbortController();
    const either = AbortSignal.any([signal, feed.subscription.signal]);
    const before = feed.lead;
    const why = await consume(feed, either);
    if (stopped()) return;
    failures = feed.lead > before ? 0 : failures + 1;
    env.log.warn({ why, after: feed.lead }, 'the subscription ended; resubscribing');
    await env.timing.sleep(backoff(env.timing, failures), signal);
  }
}

async function consume(feed: LiveFeed, signal: AbortSignal): Promise<string> {
  try {
    await feed.env.history?.compare();
    for await (const message of feed.env.store.subscribe({ after: feed.lead, signal })) {
      if (message.kind === 'dropped') return message.reason;
      if (message.kind !== 'events') continue;
      feed.feeding = true;
      await feedLive(feed, message.events);
      feed.feeding = false;
    }
    return 'ended without a word';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    feed.feeding = false;
  }
}

async function feedLive(feed: LiveFeed, events: readonly StoredEvent[]): Promise<void> {
  const { env, ahead } = feed;
  await env.history?.unchanged();
  const end = events.at(-1);
  if (end !== undefined) await env.history?.witness(end);
  const decoded = await decodePage(env, events);
  const from = feed.lead;
  await Promise.all(
    feed.tracks
      .filter((track) => track.position >= from && !ahead.has(track))
      .map((track) =>
        guarded(env, track, async () => {
          await followLiveGeneration(env, track);
          if (track.lease === undefined || track.position < from) return;
          await applyPage(env, track, decoded);
          await flush(env, track);
          await standStill(env, track);
        }),
      ),
  );
  feed.lead = events.at(-1)?.position ?? feed.lead;
}

const LOOK_MILLIS = 50;

async function bringForward(feed: LiveFeed, signal: AbortSignal): Promise<void> {
  const { env } = feed;
  let failures = 0;
  while (!signal.aborted) {
    let pause = LOOK_MILLIS;
    try {
      if ((await feedStragglers(feed)) > 0) pause = 0;
      failures = 0;
    } catch (error) {
      env.log.warn({ error }, 'the history cannot be read; trying again');
      pause = backoff(env.timing, failures);
      failures += 1;
    }
    await watchHead(feed);
    await env.timing.sleep(pause, signal);
  }
}

/** One failing straggler does not stop the others: each has its own turn, and its own errors. */
async function feedStragglers({ env, tracks, lead, ahead }: LiveFeed): Promise<number> {
  const stragglers = tracks.filter(
    (track) => track.lease !== undefined && track.position < lead && !ahead.has(track),
  );
  if (stragglers.length === 0) return 0;
  return feedPage(env, stragglers, lead, (track, work) =>
    guarded(env, track, async () => {
      await work();
      await standStill(env, track);
    }),
  );
}

/**
 * A subscription may fall silent without ending: when the log has grown and nothing came, it is replaced (D4). One that
 * waits for slow read models is not silent.
 */
async function watchHead(feed: LiveFeed): Promise<void> {
  const { env, tracks } = feed;
  const now = env.timing.now();
  if (now - feed.headCheckedAt < env.leaseMillis / 2) return;
  feed.headCheckedAt = now;
  const { lead, seen } = feed;
  if (seen.head > lead && seen.lead === lead && !feed.feeding) feed.subscription.abort();
  // As they were before: what is saved meanwhile may be newer than the answer.
  const saved = tracks
    .filter(({ lease }) => lease !== undefined)
    .map((track) => [track, track.saved] as const);
  const head = await env.store.head().catch(() => undefined);
  feed.seen = { lead, head: head ?? lead };
  if (head !== undefined) watchAhead(feed, head, saved);
}

/**
 * A history restored from an older backup gives positions out once more that read models have passed already: what
 * comes there would be left out for ever. A node that lags behind looks the same, and passes by itself.
 */
function watchAhead(
  { env, ahead }: LiveFeed,
  head: Position,
  saved: readonly (readonly [Track, Position])[],
): void {
  for (const [track, position] of saved) {
    if (position <= head) {
      if (ahead.delete(track)) track.lastError = undefined;
      continue;
    }
    if (ahead.has(track)) continue;
    ahead.add(track);
    track.lastError = `the history ends before what this read model has seen of it: ${head} is before ${position}`;
    const remedy = 'restore the newest backup of the history, or rebuild the read models';
    env.log.error({ projection: track.alias, head, position }, `${track.lastError}; ${remedy}`);
  }
}

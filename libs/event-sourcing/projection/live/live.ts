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
 * Live projection is three loops. {@link follow} takes the feed of the process and gives it to every projection that stands
 * at its front (`lead`), each batch to all of them: the slowest of those sets the pace. {@link bringForward} brings stragglers
 * there in bulk, apart from the feed, so that one that has failed or came late does not hold up the front.
 * {@link tend} looks after leases, shares and generations, and tries failed projections again.
 */
interface Live {
  readonly env: ProjectionEnvironment;
  readonly tracks: readonly Track[];
  /** Everything up to here was delivered by the feed, or is left to {@link bringForward}. */
  lead: Position;
  headCheckedAt: number;
  /** Those that have seen more than the history holds; they are not fed while it lasts. */
  readonly ahead: Set<Track>;
}

export async function runLive(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  signal: AbortSignal,
): Promise<void> {
  const lead = await headOf(env, signal);
  const live: Live = { env, tracks, lead, ahead: new Set(), headCheckedAt: env.timing.now() };
  const sharing = new Sharing(
    env,
    tracks.map(({ alias }) => alias),
  );
  await Promise.all([follow(live, signal), bringForward(live, signal), tend(env, tracks, sharing, signal)]);
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

/** However the feed is interrupted, it goes on after the last batch that was folded and written. */
async function follow(live: Live, signal: AbortSignal): Promise<void> {
  const { env } = live;
  const stopped = (): boolean => signal.aborted;
  for (let failures = 0; !stopped(); failures += 1) {
    try {
      for await (const events of env.feed.follow(live.lead, signal)) {
        await feedLive(live, events);
        failures = 0;
      }
    } catch (error) {
      env.log.warn({ error, after: live.lead }, 'projecting was interrupted; going on after a pause');
    }
    if (!stopped()) await env.timing.sleep(backoff(env.timing, failures), signal);
  }
}

async function feedLive(live: Live, events: readonly StoredEvent[]): Promise<void> {
  const { env, ahead } = live;
  await env.history?.unchanged();
  const end = events.at(-1);
  if (end !== undefined) await env.history?.witness(end);
  const decoded = await decodePage(env, events);
  const from = live.lead;
  await Promise.all(
    live.tracks
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
  live.lead = end?.position ?? from;
}

const LOOK_MILLIS = 50;

async function bringForward(live: Live, signal: AbortSignal): Promise<void> {
  const { env } = live;
  let failures = 0;
  while (!signal.aborted) {
    let pause = LOOK_MILLIS;
    try {
      if ((await feedStragglers(live)) > 0) pause = 0;
      failures = 0;
    } catch (error) {
      env.log.warn({ error }, 'the history cannot be read; trying again');
      pause = backoff(env.timing, failures);
      failures += 1;
    }
    await watchHead(live);
    await env.timing.sleep(pause, signal);
  }
}

/** One failing straggler does not stop the others: each has its own turn, and its own errors. */
async function feedStragglers({ env, tracks, lead, ahead }: Live): Promise<number> {
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

async function watchHead(live: Live): Promise<void> {
  const { env, tracks } = live;
  const now = env.timing.now();
  if (now - live.headCheckedAt < env.leaseMillis / 2) return;
  live.headCheckedAt = now;
  // As they were before: what is saved meanwhile may be newer than the answer.
  const saved = tracks
    .filter(({ lease }) => lease !== undefined)
    .map((track) => [track, track.saved] as const);
  const head = await env.store.head().catch(() => undefined);
  if (head !== undefined) watchAhead(live, head, saved);
}

/**
 * A history restored from an older backup gives positions out once more that read models have passed already: what
 * comes there would be left out for ever. A node that lags behind looks the same, and passes by itself.
 */
function watchAhead(
  { env, ahead }: Live,
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

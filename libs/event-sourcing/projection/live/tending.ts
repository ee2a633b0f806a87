import { openLive } from '../catch-up.ts';
import type { Sharing } from './sharing.ts';
import { flush } from '../steps/3-write.ts';
import {
  abandonTrack,
  closeTrack,
  exclusively,
  renewLease,
  type ProjectionEnvironment,
  type Track,
} from '../track.ts';
import { LeaseLost } from '../../read-model-store.ts';
import { backoff } from '../../timing.ts';

const TEND_MILLIS = 50;

/**
 * Takes this worker's share of the projections and gives back what is too much, renews leases, and tries again what
 * has failed. What is busy is left alone and holds nobody up: it renews its lease by itself.
 */
export async function tend(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  sharing: Sharing,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sharing.look();
    giveBack(env, tracks, sharing);
    for (const track of tracks)
      if (track.pending === 0) void guarded(env, track, () => tendTrack(env, sharing, track));
    await env.timing.sleep(TEND_MILLIS, signal);
  }
}

async function tendTrack(env: ProjectionEnvironment, sharing: Sharing, track: Track): Promise<void> {
  if (track.lease !== undefined) {
    await followLiveGeneration(env, track);
    await renewLease(env, track);
    return;
  }
  if (env.timing.now() < track.retryAt || !sharing.mayTake(track.alias)) return;
  if (await isBarred(env, track)) return;
  if (await openLive(env, track)) {
    sharing.took(track.alias);
    env.log.info({ projection: track.alias, position: track.position }, 'projecting from here');
  } else track.retryAt = env.timing.now() + ASK_AGAIN_MILLIS;
}

/** What this program cannot read is left to a newer one, which may be there already. */
export async function standStill(env: ProjectionEnvironment, track: Track): Promise<void> {
  const { barrier, alias } = track;
  if (barrier === undefined || track.lease === undefined) return;
  await flush(env, track);
  await closeTrack(env, track);
  track.lastError = barrier.reason;
  env.log.error({ projection: alias, position: barrier.position }, `standing still: ${barrier.reason}`);
}

async function isBarred(env: ProjectionEnvironment, track: Track): Promise<boolean> {
  if (track.barrier === undefined) return false;
  if ((await env.readModels.checkpoint(track.alias)) < track.barrier.position) {
    track.retryAt = env.timing.now() + ASK_AGAIN_MILLIS;
    return true;
  }
  track.barrier = track.lastError = undefined;
  return false;
}

/** Somebody else was quicker, or holds it without being a worker. */
const ASK_AGAIN_MILLIS = 250;

function giveBack(env: ProjectionEnvironment, tracks: readonly Track[], sharing: Sharing): void {
  const held = tracks.filter(({ lease }) => lease !== undefined);
  const alias = sharing.surplusOf(held.map((track) => track.alias));
  const track = held.find((each) => each.alias === alias);
  if (track === undefined) return;
  sharing.gaveBack(track.alias);
  void guarded(env, track, async () => {
    if (track.lease === undefined) return;
    await flush(env, track);
    await closeTrack(env, track);
    env.log.info({ projection: track.alias }, 'left to another worker');
  });
}

const GENERATION_MILLIS = 250;

/** A rebuilt copy went live: go on with it where it stands. Its checkpoint is not behind, so readers see no gap. */
export async function followLiveGeneration(env: ProjectionEnvironment, track: Track): Promise<void> {
  const now = env.timing.now();
  if (track.lease === undefined || now - track.generationCheckedAt < GENERATION_MILLIS) return;
  track.generationCheckedAt = now;
  const live = await env.readModels.liveGeneration(track.projection.collection);
  if (live === track.collection.generation) return;
  env.log.info({ projection: track.alias, generation: live }, 'a rebuilt copy is live; continuing with it');
  await closeTrack(env, track);
  await openLive(env, track);
}

/** An error concerns one projection: it starts again from its checkpoint after a while; the others go on. */
export async function guarded(
  env: ProjectionEnvironment,
  track: Track,
  work: () => Promise<void>,
): Promise<void> {
  await exclusively(track, async () => {
    try {
      await work();
    } catch (error) {
      abandonTrack(track);
      track.retryAt = env.timing.now() + backoff(env.timing, track.failures);
      track.failures += 1;
      track.lastError = error instanceof Error ? error.message : String(error);
      const facts = { projection: track.alias, error };
      if (error instanceof LeaseLost) env.log.info(facts, 'another process has taken this projection over');
      else env.log.error(facts, 'projection interrupted; starting again from its checkpoint');
    }
  });
}

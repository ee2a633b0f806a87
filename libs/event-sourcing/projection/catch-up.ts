import { NewerEvent } from '../codec.ts';
import type { Position } from '../primitives.ts';
import { decodePage } from './steps/1-decode.ts';
import { applyPage } from './steps/2-fold.ts';
import { flush, flushAside } from './steps/3-write.ts';
import { abandonTrack, exclusively, openTrack, type ProjectionEnvironment, type Track } from './track.ts';
import type { Meter } from './progress.ts';

/** Opens a track on the generation that is live now; what another process feeds stays closed, or changes hands. */
export async function openLive(
  env: ProjectionEnvironment,
  track: Track,
  how: { readonly takeOver?: boolean } = {},
): Promise<boolean> {
  if (track.lease !== undefined) return true;
  return openTrack(env, track, await env.readModels.liveGeneration(track.projection.collection), how);
}

/**
 * One page for the tracks that are furthest behind and for every other one that it serves: the log is read once where
 * checkpoints are equal. Returns how many events were read. Throws what the log, or a track in its turn, throws.
 */
export async function feedPage(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  target: Position,
  turn: (track: Track, work: () => Promise<void>) => Promise<void> = exclusively,
): Promise<number> {
  const from = tracks
    .map(({ position }) => position)
    .reduce((least, position) => (position < least ? position : least));
  await env.history?.unchanged();
  const page = await env.store.readAll(from, env.batchSize);
  const end = page.at(-1);
  if (end !== undefined) await env.history?.witness(end);
  const decoded = await decodePage(env, page);
  await everyTrack(tracks, (track) =>
    turn(track, async () => {
      if (track.lease === undefined || track.position < from) return;
      await applyPage(env, track, decoded);
      const ends = track.position >= target || track.barrier !== undefined;
      await (ends ? flush(env, track) : flushAside(env, track));
    }),
  );
  return page.length;
}

/** Waits for all, then throws the first error: no track is left working unseen. */
export async function everyTrack(
  tracks: readonly Track[],
  work: (track: Track) => Promise<unknown>,
): Promise<void> {
  const results = await Promise.allSettled(tracks.map(work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/**
 * Until every projection has reached the target, by this process or by the one that holds its lease.
 * Rejects with the first error; what was written stays, and the next call continues from it.
 */
export async function catchUpTracks(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  target: Position,
  { meter, signal }: { readonly meter: Meter; readonly signal?: AbortSignal },
): Promise<void> {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const behind = await tracksBehind(env, tracks, target);
      if (behind.length === 0) break;
      const mine = behind.filter(({ lease }) => lease !== undefined);
      const read = mine.length === 0 ? 0 : await feedPage(env, mine, target);
      mine.forEach(assertReadable);
      meter.add(read);
      await env.timing.sleep(read === 0 ? WAIT_MILLIS : 0, signal);
    }
  } catch (error) {
    await Promise.allSettled(tracks.flatMap(({ writing }) => writing ?? []));
    for (const track of tracks) abandonTrack(track);
    throw error;
  }
  meter.end();
}

/** Throws {@link NewerEvent}: the rest of the history is for a newer program. */
export function assertReadable({ alias, barrier }: Track): void {
  if (barrier !== undefined) throw new NewerEvent(`${alias} cannot be brought up to date: ${barrier.reason}`);
}

const WAIT_MILLIS = 50;

async function tracksBehind(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  target: Position,
): Promise<readonly Track[]> {
  const behind: Track[] = [];
  for (const track of tracks) {
    const mine = await exclusively(track, () => openLive(env, track));
    if (mine && track.saved !== track.position && track.position >= target)
      await exclusively(track, () => flush(env, track));
    const reached = mine ? track.position : await env.readModels.checkpoint(track.alias);
    if (reached < target) behind.push(track);
  }
  return behind;
}

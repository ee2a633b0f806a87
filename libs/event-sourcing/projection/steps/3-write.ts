import {
  abandonTrack,
  establishWhenThere,
  renewLease,
  type ProjectionEnvironment,
  type Track,
} from '../track.ts';
import { checkpointName, type DocumentWrite } from '../../read-model-store.ts';

/** Writes everything that has gathered, and waits for it. After an error the track has to be opened again. */
export async function flush(env: ProjectionEnvironment, track: Track): Promise<void> {
  try {
    await track.writing;
    await renewLease(env, track);
    await writeGathered(env, track);
  } catch (error) {
    abandonTrack(track);
    throw error;
  }
}

/**
 * While catching up: what has gathered is written while the next events are folded; one write at a time. When too much
 * gathers meanwhile, it waits. The error of a write comes up with the next call.
 */
export async function flushAside(env: ProjectionEnvironment, track: Track): Promise<void> {
  const { documents, unwritten } = track;
  if (unwritten >= env.flushEvents || documents.changes >= env.flushDocuments) return flush(env, track);
  await renewLease(env, track);
  const due = env.timing.now() - track.flushedAt >= env.leaseMillis;
  if (track.writing !== undefined || (documents.changes < env.writeDocuments && !due)) return;
  const writing = writeGathered(env, track).then(() => {
    track.writing = undefined;
  });
  track.writing = writing;
  writing.catch(() => {
    track.unwritten = env.flushEvents;
  });
}

/**
 * Parked events, then documents, then the checkpoint, last (design D5). Whatever is interrupted is done again from the
 * old checkpoint: parking is idempotent, and the guard ignores documents that were written. Parked events go first,
 * because in a replay the guard may keep a poison event from being tried, and its stream would no longer stand still.
 */
async function writeGathered(env: ProjectionEnvironment, track: Track): Promise<void> {
  const { readModels } = env;
  const { lease, collection, position } = track;
  track.flushedAt = env.timing.now();
  if (lease === undefined || position === track.saved) return;
  const writes = track.documents.takeWrites();
  const parked = track.newlyParked.splice(0);
  track.unwritten = 0;
  if (parked.length > 0) await readModels.park(parked, lease);
  for (let from = 0; from < writes.length; from += WRITTEN_AT_ONCE) {
    if (from > 0) {
      await env.timing.sleep(0);
      await renewLease(env, track);
    }
    const some = writes.slice(from, from + WRITTEN_AT_ONCE);
    await readModels.write(collection, some, lease).catch((error: unknown) => {
      noteOversized(env, track, some);
      throw error;
    });
  }
  await readModels.saveCheckpoint(checkpointName(collection), position, lease);
  if (track.lease !== lease) return;
  track.documents.written();
  track.saved = position;
  await establishWhenThere(env, track);
  track.failures = 0;
  track.lastError = undefined;
}

/** Repeated as it is, such a write would fail for ever, and everything else would stand still with it. */
function noteOversized(
  { readModels: { fits } }: ProjectionEnvironment,
  { oversized }: Track,
  writes: readonly DocumentWrite[],
): void {
  for (const { id, document } of writes)
    if (document !== undefined && fits?.(document) === false) oversized.add(id);
}

/** Others get their turn in between: an embedded store is synchronous. */
const WRITTEN_AT_ONCE = 2_000;

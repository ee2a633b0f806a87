import {
  abandonTrack,
  establishWhenThere,
  openTrack,
  renewLease,
  type ProjectionEnvironment,
  type Track,
} from '../track.ts';
import type { DocumentWrite } from '../../read-model-store.ts';
import { addUp, sumsToLoad } from '../sums.ts';
import { OVER } from '../../timing.ts';

/**
 * Writes everything that has gathered, and waits for it. After an error the track has to be opened again. Where the error
 * is that documents are too large, that is done here: the events that made them so are then parked.
 */
export async function flush(env: ProjectionEnvironment, track: Track): Promise<void> {
  try {
    await track.writing;
    await renewLease(env, track);
    await writeGathered(env, track);
  } catch (error) {
    abandonTrack(track);
    const { generation } = track.collection;
    if (!(error instanceof TooLarge) || generation === undefined) throw error;
    if (!(await openTrack(env, track, generation))) throw error;
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

/** One step of the store (design D5). What is interrupted is done again from the old checkpoint. */
async function writeGathered(env: ProjectionEnvironment, track: Track): Promise<void> {
  track.flushedAt = env.timing.now();
  await loadSums(env, track);
  const { lease, collection, position, lastEvent } = track;
  if (lease === undefined || position === track.saved || lastEvent === undefined) return;
  const first = addUp(track.sums);
  const writes = track.documents.takeWrites();
  const parked = track.newlyParked.splice(0);
  track.unwritten = 0;
  // What is not written must not be in a sum that is: here it is looked at before.
  if (first.length > 0 && noteOversized(env, track, writes)) throw new TooLarge();
  const batch = { first, writes, parked, checkpoint: { position, event: lastEvent } };
  await whileRenewing(env, track, env.readModels.commit(collection, batch, lease)).catch((error: unknown) => {
    throw noteOversized(env, track, writes) ? new TooLarge(error) : error;
  });
  if (track.lease !== lease) return;
  track.documents.written();
  track.sums.documents.written();
  track.saved = position;
  await establishWhenThere(env, track);
  track.failures = 0;
  track.lastError = undefined;
}

/** Events go on being folded while a sum is loaded, and touch others. */
async function loadSums({ readModels }: ProjectionEnvironment, { sums, collection }: Track): Promise<void> {
  for (let ids = sumsToLoad(sums); ids.length > 0; ids = sumsToLoad(sums)) {
    const found = await readModels.load(collection, ids);
    for (const id of ids) sums.documents.put(id, found.get(id));
  }
}

/** A large batch on a slow server may take longer than a lease lives. */
async function whileRenewing(env: ProjectionEnvironment, track: Track, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const renewing = async (): Promise<void> => {
    for (;;) {
      await env.timing.sleep(env.leaseMillis / 3, done.signal);
      if (done.signal.aborted) return;
      await renewLease(env, track);
    }
  };
  await Promise.all([
    work.finally(() => {
      done.abort(OVER);
    }),
    renewing(),
    // Also where the lease cannot be renewed: nobody opens the track again while this still writes.
  ]).finally(() => work.catch(() => undefined));
}

class TooLarge extends Error {
  constructor(cause?: unknown) {
    super('documents are too large', { cause });
  }
}

/**
 * Repeated as it is, such a write would fail for ever, and everything else would stand still with it. False when nothing
 * is to be learned from it.
 */
function noteOversized(
  { readModels: { fits } }: ProjectionEnvironment,
  { oversized }: Track,
  writes: readonly DocumentWrite[],
): boolean {
  const before = oversized.size;
  for (const { id, document } of writes)
    if (document !== undefined && fits?.(document) === false) oversized.add(id);
  return oversized.size > before;
}

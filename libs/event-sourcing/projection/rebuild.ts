import type { Position } from '../primitives.ts';
import { assertReadable, feedPage } from './catch-up.ts';
import { projectionEnvironment, type ProjectionRunnerOptions } from './runner.ts';
import { removeCopy } from './established.ts';
import { flush } from './steps/3-write.ts';
import { closeTrack, createTrack, openTrack, type ProjectionEnvironment, type Track } from './track.ts';
import type { Projection } from './projection.ts';
import { createMeter, type Meter, type Progress } from './progress.ts';
import { checkpointName, LeaseLost, type CollectionSpec, type Lease } from '../read-model-store.ts';

export interface RebuildOptions extends Omit<ProjectionRunnerOptions, 'projections'> {
  readonly projection: Projection<object>;
  /** Cancels: the half-built copy disappears and the live one stays as it is. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Begin anew instead of going on with the copy that a crash left. */
  readonly fresh?: boolean;
  /** Switch although the numbers of documents differ: the live copy is known to be wrong. */
  readonly acceptDifference?: boolean;
}

export interface RebuildResult {
  /** `differs`: not switched; the copy is kept, and a second call with `acceptDifference` makes it live. */
  readonly outcome: 'switched' | 'differs' | 'cancelled';
  readonly generation: number;
  readonly documents: { readonly live: number; readonly rebuilt: number };
  /** Events that could not be applied to the copy. */
  readonly parked: number;
}

/**
 * Blue/green rebuild (design D7): a fresh copy is folded beside the live one, which its runner feeds meanwhile, and
 * becomes live by one atomic change of the alias, once its checkpoint is not behind. After a crash the next call goes
 * on with the unfinished copy. Throws LeaseLost when another process rebuilds the same projection.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildResult> {
  // A holder of its own: two rebuilds of one projection exclude each other within a process too.
  const holder = `${options.holder} rebuilding ${options.timing.random().toString(36).slice(2)}`;
  const env = projectionEnvironment({ ...options, holder });
  const track = await openCopy(env, options);
  const copy: Rebuilding = { env, track, overtaken: 0, heldBack: undefined };
  try {
    return await build(copy, options);
  } finally {
    await closeTrack(env, track);
    if (copy.heldBack !== undefined) await env.readModels.releaseLease(copy.heldBack);
  }
}

interface Rebuilding {
  readonly env: ProjectionEnvironment;
  readonly track: Track;
  /** How often the live runner was faster in the last step. */
  overtaken: number;
  /** The live runner's lease, while it is held back. */
  heldBack: Lease | undefined;
}

async function openCopy(
  env: ProjectionEnvironment,
  { projection, fresh = false }: RebuildOptions,
): Promise<Track> {
  const { collection } = projection;
  const track = createTrack(env, projection);
  await env.readModels.ensure(collection);
  let generation = await env.readModels.beginGeneration(collection);
  if (!(await openTrack(env, track, generation))) {
    throw new LeaseLost(`${track.alias} is being rebuilt by another process already`);
  }
  await removeForgotten(env, collection, generation);
  if (!fresh) return track;
  await removeCopy(env.readModels, track.collection, track.lease);
  generation = await env.readModels.beginGeneration(collection);
  await openTrack(env, track, generation);
  return track;
}

async function build(copy: Rebuilding, options: RebuildOptions): Promise<RebuildResult> {
  const { env, track } = copy;
  const total = options.countEvents && (await options.countEvents(track.position));
  const meter = createMeter(env.timing, options.onProgress, total);
  const signal = options.signal ?? new AbortController().signal;
  const cancelled = (): boolean => signal.aborted;
  const settled = settlement();
  const result = async (outcome: RebuildResult['outcome'], documents: Counts): Promise<RebuildResult> => {
    meter.end();
    const parked = (await env.readModels.parked(checkpointName(track.collection))).length;
    return { outcome, generation: track.collection.generation ?? 0, documents, parked };
  };
  while (!cancelled()) {
    await catchUpCopy(env, track, meter, signal);
    if (cancelled()) break;
    const documents = await compare(env, track);
    if (options.acceptDifference === true || documents.live === documents.rebuilt) {
      await holdLiveBack(copy);
      await catchUpCopy(env, track, meter, signal);
      if (await switchTo(env, track)) return result('switched', documents);
      copy.overtaken += 1;
    } else if (settled(track.position, documents)) return result('differs', documents);
    else await env.timing.sleep(10, signal);
  }
  const cancelledResult = await result('cancelled', await compare(env, track));
  // Whoever stood still for longer than a lease lives may find that another rebuild has made this copy live.
  await removeCopy(env.readModels, track.collection, track.lease);
  return cancelledResult;
}

type Counts = RebuildResult['documents'];

/** How often the live runner may be faster in the last step before it is held back. */
const PATIENCE = 10;

/** Under steady traffic the live copy could stay ahead for ever: its runner is fenced for the moment of the switch. */
async function holdLiveBack(copy: Rebuilding): Promise<void> {
  if (copy.overtaken < PATIENCE) return;
  const { env, track } = copy;
  const { collection } = track.projection;
  const name = checkpointName({ ...collection, generation: await env.readModels.liveGeneration(collection) });
  copy.heldBack = await env.readModels.acquireLease(name, env.holder, env.leaseMillis, { takeOver: true });
}

/** Under live traffic both copies are compared in passing: a difference counts when it stays. */
function settlement(): (position: Position, documents: Counts) => boolean {
  let before = '';
  let same = 0;
  let rounds = 0;
  return (position, { live, rebuilt }) => {
    const now = `${position} ${live} ${rebuilt}`;
    same = now === before ? same + 1 : 0;
    before = now;
    rounds += 1;
    return same >= 5 || rounds >= 300;
  };
}

async function catchUpCopy(
  env: ProjectionEnvironment,
  track: Track,
  meter: Meter,
  signal: AbortSignal,
): Promise<void> {
  const target = await atLeastLive(env, track);
  while (track.position < target && !signal.aborted) {
    meter.add(await feedPage(env, [track], target));
    assertReadable(track);
    if (track.position < target) await env.timing.sleep(0);
  }
  await flush(env, track);
}

async function atLeastLive(env: ProjectionEnvironment, track: Track): Promise<Position> {
  const [head, live] = [await env.store.head(), await env.readModels.checkpoint(track.alias)];
  return live > head ? live : head;
}

async function compare(env: ProjectionEnvironment, track: Track): Promise<Counts> {
  return {
    live: await env.readModels.count(track.projection.collection),
    rebuilt: await env.readModels.count(track.collection),
  };
}

/** False when the live runner was a moment faster: the copy then catches up once more. */
async function switchTo(env: ProjectionEnvironment, track: Track): Promise<boolean> {
  const { readModels } = env;
  const generation = track.collection.generation ?? 0;
  const replaced = await readModels.liveGeneration(track.projection.collection);
  const outcome = await readModels.switchGeneration(track.projection.collection, generation);
  if (outcome === 'superseded')
    throw new LeaseLost(`another rebuild of ${track.alias} took this one's place`);
  if (outcome === 'behind') return false;
  const facts = { projection: track.alias, generation, replaced };
  env.log.info(facts, 'the rebuilt copy is live');
  // Hand over at once: the live runner takes the lease of the copy and continues from its checkpoint.
  await closeTrack(env, track);
  await removeReplaced(env, { ...track.projection.collection, generation: replaced });
  return true;
}

/** The old copy goes when its runner has let go of it; until then its guarded writes hurt nobody. */
async function removeReplaced(env: ProjectionEnvironment, collection: CollectionSpec): Promise<void> {
  const name = checkpointName(collection);
  const end = env.timing.now() + 2 * env.leaseMillis;
  while (env.timing.now() < end) {
    if ((await env.readModels.acquireLease(name, env.holder, env.leaseMillis)) !== undefined) break;
    await env.timing.sleep(20);
  }
  // Dropping takes the lease from whoever still holds it: that runner then opens the live generation.
  await removeCopy(env.readModels, collection);
  env.log.info({ projection: name }, 'the replaced copy is removed');
}

/** Copies that a crash between switch and removal left behind. */
async function removeForgotten(
  env: ProjectionEnvironment,
  collection: CollectionSpec,
  begun: number,
): Promise<void> {
  const live = await env.readModels.liveGeneration(collection);
  for (let generation = 0; generation < begun; generation += 1) {
    if (generation !== live) await removeCopy(env.readModels, { ...collection, generation });
  }
}

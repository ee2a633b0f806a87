import type { EventStore, StoredEvent } from '../event-store.ts';
import { BEGINNING, type Position } from '../primitives.ts';
import { createFeed, type Feed } from '../feed/feed.ts';
import { catchUpTracks, openLive } from './catch-up.ts';
import { decodePage, type EventDecoder, type RetryPolicy } from './steps/1-decode.ts';
import { runLive } from './live/live.ts';
import { discardStream, releaseStream, type ReleaseOutcome } from './release.ts';
import {
  abandonTrack,
  closeTrack,
  createTrack,
  exclusively,
  type HistoryGuard,
  type ProjectionEnvironment,
  type ProjectionLog,
  type Track,
} from './track.ts';
import type { Projection } from './projection.ts';
import { createMeter, type Progress } from './progress.ts';
import { LeaseLost, type ParkedEvent, type ReadModelStore } from '../read-model-store.ts';
import type { Timing } from '../timing.ts';

export interface ProjectionRunnerOptions {
  readonly store: EventStore;
  /** What everybody else in this process follows, too; default: one of its own. */
  readonly feed?: Feed;
  readonly readModels: ReadModelStore;
  readonly codec: EventDecoder;
  readonly projections: readonly Projection<object>[];
  /** Unique to the process instance, for example host, process id and a random part. */
  readonly holder: string;
  readonly timing: Timing;
  readonly log?: ProjectionLog;
  /** How long a projection stands still when the process that feeds it dies; default 5 s. */
  readonly leaseMillis?: number;
  /** Events read at once; default 2,000. */
  readonly batchSize?: number;
  /** Documents that have to change, per projection, before they are written while catching up; default 5,000. */
  readonly writeDocuments?: number;
  /** Documents kept parsed per projection; default 20,000. */
  readonly cachedDocuments?: number;
  readonly retry?: RetryPolicy;
  readonly history?: HistoryGuard;
  readonly onForeign?: (stored: StoredEvent) => void;
  readonly lookUp?: ProjectionEnvironment['lookUp'];
  /** How many events follow a position, where the event store can tell; for progress and lag. */
  readonly countEvents?: (after: Position) => Promise<number>;
}

export interface CatchUpOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface ProjectionStatus {
  /** `open-cases@1`, also the name of its checkpoint. */
  readonly projection: string;
  readonly generation: number;
  readonly checkpoint: Position;
  readonly head: Position;
  /** Events between checkpoint and head; with `lagIsAtLeast`, that many or more. */
  readonly lag: number;
  readonly lagIsAtLeast: boolean;
  readonly parked: number;
  /** Whether this process feeds it. */
  readonly heldHere: boolean;
  readonly lastError?: string;
  /** The next event is for a newer program than this one, which has to be upgraded. */
  readonly standsStill?: string;
}

export interface ProjectionRunner {
  /** Resolves when every projection has reached the position (default: the head at the start). Rejects on any error. */
  catchUp(until?: Position, options?: CatchUpOptions): Promise<void>;
  /** Projects live until the signal aborts, sharing the projections with other runners; heals itself meanwhile. */
  run(signal: AbortSignal): Promise<void>;
  status(): Promise<readonly ProjectionStatus[]>;
  /** Applies a stream's parked events after the cause was mended, also while another process projects. */
  release(projection: string, stream: string): Promise<ReleaseOutcome>;
  /** Gives a stream's parked events up, also while another process projects. */
  discard(projection: string, stream: string): Promise<readonly ParkedEvent[]>;
}

/** Runs any number of projections over one history: each event is read and decoded once for all of them. */
export function createProjectionRunner(options: ProjectionRunnerOptions): ProjectionRunner {
  const env = projectionEnvironment(options);
  const tracks = options.projections.map((projection) => createTrack(env, projection));
  assertDistinct(tracks);
  let running = false;
  const rest = async (): Promise<void> => {
    if (running) return;
    for (const track of tracks) await exclusively(track, () => closeTrack(env, track));
  };
  const held = async <Result>(alias: string, work: (track: Track) => Promise<Result>): Promise<Result> => {
    const track = tracks.find((candidate) => candidate.alias === alias);
    if (track === undefined) throw new RangeError(`there is no projection ${alias}`);
    try {
      return await exclusively(track, () => withLease(env, track, work));
    } finally {
      await rest();
    }
  };
  return {
    async catchUp(until, { signal, onProgress } = {}) {
      const target = until ?? (await env.store.head());
      const total = options.countEvents && (await options.countEvents(await leastCheckpoint(env, tracks)));
      const meter = createMeter(env.timing, onProgress, total);
      try {
        await catchUpTracks(env, tracks, target, { meter, ...(signal && { signal }) });
      } finally {
        await rest();
      }
    },
    async run(signal) {
      if (running) throw new Error('this runner is running already');
      running = true;
      try {
        await runLive(env, tracks, signal);
      } finally {
        running = false;
      }
    },
    status: () => statusOf(env, tracks, options.countEvents),
    release: (projection, stream) => held(projection, (track) => releaseStream(env, track, stream)),
    discard: (projection, stream) => held(projection, (track) => discardStream(env, track, stream)),
  };
}

/** Defaults in one place, for the runner and for rebuilds. */
export function projectionEnvironment(
  options: Omit<ProjectionRunnerOptions, 'projections'>,
): ProjectionEnvironment {
  const { store, readModels, codec, holder, timing, history } = options;
  const { log = SILENT } = options;
  return {
    store,
    feed:
      options.feed ??
      createFeed({ store, timing, log, ...(history && { compare: () => history.compare() }) }),
    readModels,
    codec,
    holder,
    timing,
    log,
    leaseMillis: options.leaseMillis ?? 5_000,
    batchSize: options.batchSize ?? 2_000,
    writeDocuments: options.writeDocuments ?? 5_000,
    flushEvents: 50_000,
    flushDocuments: 20_000,
    cachedDocuments: options.cachedDocuments ?? 20_000,
    onForeign: options.onForeign,
    lookUp: options.lookUp,
    history,
    retry: options.retry ?? { attempts: 3, delayMillis: 10 },
  };
}

const nothing = (): void => undefined;
const SILENT: ProjectionLog = { info: nothing, warn: nothing, error: nothing };

function assertDistinct(tracks: readonly Track[]): void {
  const aliases = new Set(tracks.map(({ alias }) => alias));
  if (aliases.size < tracks.length) throw new RangeError('two projections share a collection and version');
}

/** After an error the track starts again from its checkpoint. */
async function withLease<Result>(
  env: ProjectionEnvironment,
  track: Track,
  work: (track: Track) => Promise<Result>,
): Promise<Result> {
  // Whoever feeds it meanwhile is fenced for the moment, and takes it up again afterwards.
  if (!(await openLive(env, track, { takeOver: true })))
    throw new LeaseLost(`${track.alias} could not be taken over: try again`);
  try {
    return await work(track);
  } catch (error) {
    abandonTrack(track);
    throw error;
  }
}

async function leastCheckpoint(env: ProjectionEnvironment, tracks: readonly Track[]): Promise<Position> {
  const positions = await Promise.all(tracks.map(({ alias }) => env.readModels.checkpoint(alias)));
  return positions.toSorted()[0] ?? BEGINNING;
}

const COUNTED_AT_MOST = 1_000;

type Missing = Pick<ProjectionStatus, 'lag' | 'lagIsAtLeast' | 'standsStill'>;

/** What comes after a checkpoint. */
async function missing(
  env: ProjectionEnvironment,
  after: Position,
  countEvents: ProjectionRunnerOptions['countEvents'],
): Promise<Missing> {
  const page = await env.store.readAll(after, countEvents === undefined ? COUNTED_AT_MOST : 1);
  const lag = (await countEvents?.(after)) ?? page.length;
  const { barrier } = await decodePage(env, page.slice(0, 1));
  return {
    lag,
    lagIsAtLeast: countEvents === undefined && lag === COUNTED_AT_MOST,
    ...(barrier !== undefined && { standsStill: barrier.reason }),
  };
}

async function statusOf(
  env: ProjectionEnvironment,
  tracks: readonly Track[],
  countEvents: ProjectionRunnerOptions['countEvents'],
): Promise<readonly ProjectionStatus[]> {
  const head = await env.store.head();
  /** Asked once for all that stand at the same place, which most do. */
  const asked = new Map<Position, Promise<Missing>>();
  const after = (checkpoint: Position): Promise<Missing> => {
    const answer = asked.get(checkpoint) ?? missing(env, checkpoint, countEvents);
    asked.set(checkpoint, answer);
    return answer;
  };
  return Promise.all(
    tracks.map(async (track) => {
      const checkpoint = await env.readModels.checkpoint(track.alias);
      return {
        projection: track.alias,
        generation: await env.readModels.liveGeneration(track.projection.collection),
        checkpoint,
        head,
        parked: (await env.readModels.parked(track.alias)).length,
        heldHere: track.lease !== undefined,
        ...(track.lastError !== undefined && { lastError: track.lastError }),
        ...(checkpoint >= head ? { lag: 0, lagIsAtLeast: false } : await after(checkpoint)),
      };
    }),
  );
}

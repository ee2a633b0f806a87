import { establish, isEstablished } from './established.ts';
import { earlierCheckpoint } from './serving.ts';
import { createDocumentCache, type DocumentCache } from './document-cache.ts';
import type { EventStore, StoredEvent } from '../event-store.ts';
import type { Feed } from '../feed/feed.ts';
import { BEGINNING, type EventId, type Position } from '../primitives.ts';
import type { Barrier, DecodingEnvironment } from './steps/1-decode.ts';
import type { Projection } from './projection.ts';
import { forgetSums, gatherSums, type GatheredSums } from './sums.ts';
import {
  checkpointName,
  LeaseLost,
  type CollectionSpec,
  type FoldedBatch,
  type Lease,
  type ReadModelStore,
} from '../read-model-store.ts';

/** Facts beside a message, as the platform's logger takes them. */
export interface ProjectionLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Holds read models to the history that they were made from. Each rejects when it has become another one. */
export interface HistoryGuard {
  /** Asks the servers. */
  compare(): Promise<void>;
  /** Asks them only when a connection was lost since the last time. */
  unchanged(): Promise<void>;
  /** Notes what is about to be folded. */
  witness(event: StoredEvent): Promise<void>;
}

export interface ProjectionEnvironment extends DecodingEnvironment {
  readonly store: EventStore;
  readonly feed: Feed;
  readonly readModels: ReadModelStore;
  readonly log: ProjectionLog;
  readonly history?: HistoryGuard | undefined;
  /** Unique to the process instance. */
  readonly holder: string;
  readonly leaseMillis: number;
  /** Events read at once. */
  readonly batchSize: number;
  /** While catching up, documents begin to be written when that many have changed. */
  readonly writeDocuments: number;
  /** And nothing more is read until they are written when that many events or documents have gathered. */
  readonly flushEvents: number;
  readonly flushDocuments: number;
  /** Documents kept parsed, per projection. */
  readonly cachedDocuments: number;
}

/** One projection on its way through the history. Mutable; touched only inside {@link exclusively}. */
export interface Track {
  readonly projection: Projection<object>;
  /** `open-cases@1`. */
  readonly alias: string;
  /** With the generation that is being fed. */
  collection: CollectionSpec;
  lease: Lease | undefined;
  renewAt: number;
  /** The last event folded, and the last one whose documents are written. */
  position: Position;
  saved: Position;
  /** Which event stands at `position`, once one was folded. */
  lastEvent: EventId | undefined;
  /** The end of the history when a copy was opened that has never held all of it. */
  goal: Position | undefined;
  /** First parked event of each stream that stands still. */
  readonly parkedFrom: Map<string, Position>;
  readonly newlyParked: FoldedBatch['parked'][number][];
  readonly documents: DocumentCache;
  /** Of what the projection adds up. */
  readonly sums: GatheredSums;
  /** Documents that the store could not take for their size: what would make them so large again is parked. */
  readonly oversized: Set<string>;
  unwritten: number;
  flushedAt: number;
  failures: number;
  retryAt: number;
  lastError: string | undefined;
  generationCheckedAt: number;
  /** Where it stands still until this program is upgraded, or another one has taken it further. */
  barrier: Barrier | undefined;
  /** What `flushAside` has under way, or why it failed. */
  writing: Promise<void> | undefined;
  /** Work that is under way or waits for its turn. */
  pending: number;
  queue: Promise<unknown>;
}

export const createTrack = (env: ProjectionEnvironment, projection: Projection<object>): Track => ({
  projection,
  alias: checkpointName(projection.collection),
  collection: projection.collection,
  lease: undefined,
  renewAt: 0,
  position: BEGINNING,
  saved: BEGINNING,
  lastEvent: undefined,
  goal: undefined,
  parkedFrom: new Map(),
  newlyParked: [],
  documents: createDocumentCache(env.cachedDocuments),
  sums: gatherSums(env.cachedDocuments),
  oversized: new Set(),
  unwritten: 0,
  flushedAt: 0,
  failures: 0,
  retryAt: 0,
  lastError: undefined,
  generationCheckedAt: 0,
  barrier: undefined,
  writing: undefined,
  pending: 0,
  queue: Promise.resolve(),
});

/** Feeding, renewing, releasing and discarding take turns. */
export function exclusively<Result>(track: Track, work: () => Promise<Result>): Promise<Result> {
  track.pending += 1;
  const turn = track.queue.then(work).finally(() => {
    track.pending -= 1;
  });
  track.queue = turn.catch(() => undefined);
  return turn;
}

/** Takes the lease of a generation and stands where it stands; false while somebody else feeds it, who is fenced otherwise. */
export async function openTrack(
  env: ProjectionEnvironment,
  track: Track,
  generation: number,
  { takeOver = false }: { readonly takeOver?: boolean } = {},
): Promise<boolean> {
  const collection = { ...track.projection.collection, generation };
  const name = checkpointName(collection);
  // What an abandoned write still parks has to be seen below.
  await track.writing?.catch(() => undefined);
  track.writing = undefined;
  const now = env.timing.now();
  const lease = await env.readModels.acquireLease(name, env.holder, env.leaseMillis, { takeOver });
  if (lease === undefined) return false;
  await env.readModels.ensure(collection);
  const parked = await env.readModels.parked(name);
  track.position = track.saved = await env.readModels.checkpoint(name);
  forget(track);
  for (const { stream, position } of parked.toReversed()) track.parkedFrom.set(stream, position);
  track.collection = collection;
  track.lease = lease;
  track.barrier = undefined;
  track.renewAt = now + env.leaseMillis / 3;
  track.flushedAt = track.generationCheckedAt = now;
  const established = await isEstablished(env.readModels, collection, track.saved);
  track.goal = established ? undefined : await env.store.head();
  await establishWhenThere(env, track);
  return true;
}

/** Once its documents hold everything that there was when it began, readers may take them for true. */
export async function establishWhenThere(env: ProjectionEnvironment, track: Track): Promise<void> {
  const { collection, goal, saved } = track;
  if (goal === undefined || saved === BEGINNING || saved < goal) return;
  if (saved < ((await earlierCheckpoint(env.readModels, collection)) ?? BEGINNING)) return;
  await establish(env.readModels, collection, saved);
  track.goal = undefined;
}

function forget(track: Track): void {
  track.documents.clear();
  forgetSums(track.sums);
  track.parkedFrom.clear();
  track.newlyParked.length = 0;
  track.unwritten = 0;
}

/** After any error: what was not written is forgotten; the next {@link openTrack} reads the truth from the store. */
export function abandonTrack(track: Track): void {
  forget(track);
  track.lease = undefined;
  track.position = track.saved;
}

export async function closeTrack(env: ProjectionEnvironment, track: Track): Promise<void> {
  const { lease } = track;
  await track.writing?.catch(() => undefined);
  abandonTrack(track);
  if (lease !== undefined) await env.readModels.releaseLease(lease);
}

/** Throws {@link LeaseLost}. A renewal that brings a new epoch means that somebody else may have written meanwhile. */
export async function renewLease(env: ProjectionEnvironment, track: Track): Promise<Lease> {
  const { lease } = track;
  if (lease === undefined) throw new LeaseLost(`${env.holder} does not hold ${track.alias}`);
  const now = env.timing.now();
  if (now < track.renewAt) return lease;
  const renewed = await env.readModels.acquireLease(lease.name, env.holder, env.leaseMillis);
  if (renewed?.epoch !== lease.epoch) throw new LeaseLost(`${env.holder} no longer holds ${lease.name}`);
  track.renewAt = now + env.leaseMillis / 3;
  return lease;
}

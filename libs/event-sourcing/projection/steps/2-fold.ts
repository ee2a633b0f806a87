import type { DocumentCache } from '../document-cache.ts';
import type { RecordedEvent } from '../../event.ts';
import { BEGINNING } from '../../primitives.ts';
import { attempt, Failure, type DecodedPage, type FeedItem } from './1-decode.ts';
import type { ProjectionEnvironment, Track } from '../track.ts';
import type { Projection } from '../projection.ts';
import { noteChange } from '../sums.ts';

type Keys = readonly string[] | Failure;

/**
 * Folds the events that the projection has not seen yet into its documents in hand. Writes nothing. Before an event that
 * only a newer program can read it stands still ({@link Track.barrier}).
 */
export async function applyPage(
  env: ProjectionEnvironment,
  track: Track,
  { items: page, barrier }: DecodedPage,
): Promise<void> {
  if (barrier !== undefined && barrier.position > track.position) track.barrier = barrier;
  const last = page.at(-1);
  if (last === undefined || last.position <= track.position) return;
  const items = page.filter((item) => item.position > track.position);
  const keys = items.map((item) => keysOf(track, item));
  await loadMissing(env, track, keys);
  let index = 0;
  for (const item of items) {
    const failure = isParked(track, item) ? undefined : applyItem(env, track, item, keys[index]);
    index += 1;
    if (failure !== undefined) await retryOrPark(env, track, item, failure);
    else if (!isPassedOver(item) && isParked(track, item)) park(track, item, followReason(track, item));
    track.position = item.position;
    track.lastEvent = item.id;
  }
  track.unwritten += items.length;
}

const NO_KEYS: readonly string[] = [];

function keysOf(track: Track, item: FeedItem): Keys {
  const { event } = item;
  if (event === undefined || isParked(track, item)) return NO_KEYS;
  return attempt(() => track.projection.keys(event));
}

/** The touched documents that are not in hand, in one go. */
async function loadMissing(env: ProjectionEnvironment, track: Track, keys: readonly Keys[]): Promise<void> {
  const missing = new Set<string>();
  for (const ids of keys) {
    if (ids instanceof Failure) continue;
    for (const id of ids) if (track.documents.get(id) === undefined) missing.add(id);
  }
  if (missing.size === 0) return;
  const found = await env.readModels.load(track.collection, [...missing]);
  for (const id of missing) track.documents.put(id, found.get(id));
}

const isPassedOver = (item: FeedItem): boolean => item.event === undefined && item.failure === undefined;

function applyItem(
  { readModels: { fits } }: ProjectionEnvironment,
  track: Track,
  item: FeedItem,
  keys: Keys | undefined,
): Failure | undefined {
  if (isPassedOver(item)) return undefined;
  if (item.event === undefined) return new Failure(new Error(item.failure));
  if (keys === undefined || keys instanceof Failure) return keys;
  try {
    const folded = { event: item.event, keys };
    const changes = foldEvent(track.projection, track.documents, folded, (id, document) => {
      if (track.oversized.has(id) && fits?.(document) === false)
        throw new Error(`document ${id} would become larger than the read models can hold`);
    });
    const { sums } = track.projection;
    if (sums !== undefined)
      for (const { before, after } of changes) noteChange(sums, track.sums, [before, after], item.position);
    return undefined;
  } catch (error) {
    return new Failure(error);
  }
}

interface DocumentChange {
  readonly key: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** All documents of an event, or none: results are kept only when every one of them was computed. Throws as folds do. */
export function foldEvent(
  projection: Projection<object>,
  documents: DocumentCache,
  { event, keys }: { readonly event: RecordedEvent; readonly keys: readonly string[] },
  check: (id: string, document: object) => void = () => undefined,
): readonly DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (const key of keys) {
    const entry = documents.get(key);
    // The store already holds what this event did: a replayed batch changes nothing.
    if (entry !== undefined && entry.position >= event.position) continue;
    const before = entry?.document;
    const after = projection.evolve(before, event, key);
    if (after === before) continue;
    if (after !== undefined) check(key, after);
    changes.push({ key, before, after });
  }
  for (const { key, after } of changes) documents.set(key, after, event.position);
  return changes;
}

async function retryOrPark(
  env: ProjectionEnvironment,
  track: Track,
  item: FeedItem,
  first: Failure,
): Promise<void> {
  let failure: Failure | undefined = first;
  const { event } = item;
  // What cannot be decoded was tried again when it was decoded, once for all projections.
  for (let retry = 0; event !== undefined && retry < env.retry.attempts; retry += 1) {
    await env.timing.sleep(env.retry.delayMillis * 2 ** retry);
    const keys = keysOf(track, item);
    await loadMissing(env, track, [keys]);
    failure = applyItem(env, track, item, keys);
    if (failure === undefined) return;
  }
  const reason = item.failure ?? failure.reason;
  track.parkedFrom.set(item.stream, item.position);
  park(track, item, reason);
  const facts = { projection: track.alias, stream: item.stream, position: item.position };
  env.log.error(facts, `parked: ${reason}; later events of the stream wait behind it`);
}

function park(track: Track, { stream, position }: FeedItem, reason: string): void {
  track.newlyParked.push({ stream, position, reason });
}

/** An event of a standing stream before the parked one was applied, or is being replayed: the guard decides. */
function isParked(track: Track, { stream, position }: FeedItem): boolean {
  return track.parkedFrom.size > 0 && position >= (track.parkedFrom.get(stream) ?? NEVER);
}

/** Sorts behind every position. */
const NEVER = '\uffff';

const followReason = (track: Track, { stream }: FeedItem): string =>
  `follows the parked event at position ${track.parkedFrom.get(stream) ?? BEGINNING}`;

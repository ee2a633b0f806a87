import { createDocumentCache, type DocumentCache } from './document-cache.ts';
import { NewerEvent } from '../codec.ts';
import type { RecordedEvent } from '../event.ts';
import type { Projection } from './projection.ts';
import { SUBJECT_ERASED } from '../subject-erased.ts';
import { forgetSums, sumsReleased } from './sums.ts';
import { BEGINNING } from '../primitives.ts';
import { attempt, decodePage, Failure, type FeedItem } from './steps/1-decode.ts';
import { foldEvent } from './steps/2-fold.ts';
import { flush } from './steps/3-write.ts';
import { renewLease, type ProjectionEnvironment, type Track } from './track.ts';
import { checkpointName, type DocumentWrite, type ParkedEvent } from '../read-model-store.ts';

/** What became of a stream that stood still: audited by the caller (design D8). */
export type ReleaseOutcome =
  | { readonly outcome: 'released' | 'nothing-parked'; readonly events: readonly ParkedEvent[] }
  /** It fails still; nothing was changed. */
  | { readonly outcome: 'still-failing'; readonly events: readonly ParkedEvent[]; readonly reason: string };

/**
 * Applies a stream's parked events in order, then takes them off the list. Interrupted in between, it can be repeated.
 * A document that other streams have moved on meanwhile cannot take an older event any more without breaking the order
 * of the log: it is folded anew from the history, so the result is always what a rebuild would give.
 */
export async function releaseStream(
  env: ProjectionEnvironment,
  track: Track,
  stream: string,
): Promise<ReleaseOutcome> {
  await flush(env, track);
  const events = await parkedOf(env, track, stream);
  if (events.length === 0) return { outcome: 'nothing-parked', events };
  const recorded = await readParked(env, events);
  const writes = recorded instanceof Failure ? recorded : await foldParked(env, track, recorded, stream);
  if (writes instanceof Failure) return { outcome: 'still-failing', events, reason: writes.reason };
  await writeReleased(env, track, writes, `${stream}@${events[0]?.position ?? BEGINNING}`);
  await takeOff(env, track, stream);
  env.log.warn({ projection: track.alias, stream, events: events.length }, 'parked events released');
  return { outcome: 'released', events };
}

/** @param mark of this release */
async function writeReleased(
  env: ProjectionEnvironment,
  track: Track,
  writes: readonly DocumentWrite[],
  mark: string,
): Promise<void> {
  const { readModels } = env;
  const { sums } = track.projection;
  const { marked, plain } =
    sums === undefined
      ? { marked: [], plain: [] }
      : await sumsReleased({ readModels, collection: track.collection, sums }, writes, mark);
  for (const each of [marked, writes, plain])
    if (each.length > 0) await readModels.write(track.collection, each, await renewLease(env, track));
}

/**
 * Gives the parked events up for this projection: its documents stay without them until a rebuild. Whoever is erased by one
 * of them is erased all the same (PRI-2).
 */
export async function discardStream(
  env: ProjectionEnvironment,
  track: Track,
  stream: string,
): Promise<readonly ParkedEvent[]> {
  await flush(env, track);
  const events = await parkedOf(env, track, stream);
  if (events.length === 0) return events;
  await eraseAllTheSame(env, track, events, stream);
  await takeOff(env, track, stream);
  env.log.warn({ projection: track.alias, stream, events: events.length }, 'parked events discarded');
  return events;
}

async function eraseAllTheSame(
  env: ProjectionEnvironment,
  track: Track,
  parked: readonly ParkedEvent[],
  stream: string,
): Promise<void> {
  const stored = await env.store.readStream(stream as Parameters<typeof env.store.readStream>[0]);
  const erasing = new Set(
    stored.filter(({ type }) => type === SUBJECT_ERASED).map(({ position }) => position),
  );
  const [first, ...others] = parked.filter(({ position }) => erasing.has(position));
  if (first === undefined) return;
  const recorded = await readParked(env, [first, ...others]);
  const writes = recorded instanceof Failure ? recorded : await foldParked(env, track, recorded, stream);
  if (!(writes instanceof Failure)) return writeReleased(env, track, writes, `${stream}@${first.position}`);
  env.log.error(
    { projection: track.alias, stream, why: writes.reason },
    'whoever is erased stays in this read model until it is rebuilt',
  );
}

async function parkedOf(
  env: ProjectionEnvironment,
  track: Track,
  stream: string,
): Promise<readonly ParkedEvent[]> {
  const parked = await env.readModels.parked(checkpointName(track.collection));
  return parked.filter((event) => event.stream === stream);
}

async function takeOff(env: ProjectionEnvironment, track: Track, stream: string): Promise<void> {
  await env.readModels.unpark(checkpointName(track.collection), stream);
  track.parkedFrom.delete(stream);
  track.documents.clear();
  forgetSums(track.sums);
}

async function readParked(
  env: ProjectionEnvironment,
  parked: readonly ParkedEvent[],
): Promise<readonly RecordedEvent[] | Failure> {
  const positions = new Set(parked.map(({ position }) => position));
  const stream = parked[0]?.stream as Parameters<typeof env.store.readStream>[0];
  const stored = (await env.store.readStream(stream)).filter(({ position }) => positions.has(position));
  const { items, barrier } = await decodePage(env, stored);
  if (barrier !== undefined) return new Failure(new NewerEvent(barrier.reason));
  const events: RecordedEvent[] = [];
  for (const item of items) {
    if (item.event !== undefined) events.push(item.event);
    else if (item.failure !== undefined) return new Failure(new Error(item.failure));
  }
  return events;
}

async function foldParked(
  env: ProjectionEnvironment,
  track: Track,
  events: readonly RecordedEvent[],
  stream: string,
): Promise<readonly DocumentWrite[] | Failure> {
  const documents = createDocumentCache(Number.MAX_SAFE_INTEGER);
  const keys = attempt(() => events.flatMap((event) => track.projection.keys(event)));
  if (keys instanceof Failure) return keys;
  const stored = await env.readModels.load(track.collection, [...new Set(keys)]);
  for (const id of keys) documents.put(id, stored.get(id));
  const first = events[0]?.position ?? BEGINNING;
  if ([...stored.values()].some(({ position }) => position >= first))
    return foldAnew(env, track, new Set(keys), stream);
  for (const event of events) {
    const failure = attempt(() => {
      foldEvent(track.projection, documents, { event, keys: track.projection.keys(event) });
    });
    if (failure instanceof Failure) return failure;
  }
  return documents.takeWrites();
}

/** Reads the whole history for a few documents: rare, and always right. */
async function foldAnew(
  env: ProjectionEnvironment,
  track: Track,
  ids: ReadonlySet<string>,
  stream: string,
): Promise<readonly DocumentWrite[] | Failure> {
  const documents = createDocumentCache(Number.MAX_SAFE_INTEGER);
  let from = BEGINNING;
  while (from < track.saved) {
    await renewLease(env, track);
    const page = (await env.store.readAll(from, env.batchSize)).filter(
      ({ position }) => position <= track.saved,
    );
    const { items, barrier } = await decodePage(env, page);
    if (barrier !== undefined) return new Failure(new NewerEvent(barrier.reason));
    for (const item of items) {
      const standing = item.position >= (track.parkedFrom.get(item.stream) ?? '\uffff');
      if (standing && item.stream !== stream) continue;
      const failure = foldInto(documents, track.projection, item, ids);
      if (failure !== undefined && standing) return failure;
      if (failure !== undefined) warnOfDiscarded(env, track, item);
    }
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.position;
  }
  return replacements(env, track, ids, documents);
}

/** What cannot be decoded was parked, or discarded since: it changes nothing. */
function foldInto(
  documents: DocumentCache,
  projection: Projection<object>,
  { event }: FeedItem,
  ids: ReadonlySet<string>,
): Failure | undefined {
  if (event === undefined) return undefined;
  const result = attempt(() => {
    const keys = projection.keys(event).filter((id) => ids.has(id));
    foldEvent(projection, documents, { event, keys });
  });
  return result instanceof Failure ? result : undefined;
}

/** Below the checkpoint, not parked, and failing: somebody discarded it, and it stays so. */
function warnOfDiscarded(
  env: ProjectionEnvironment,
  track: Track,
  at: { stream: string; position: string },
): void {
  env.log.warn(
    { projection: track.alias, stream: at.stream, position: at.position },
    'left out, as it was discarded earlier',
  );
}

async function replacements(
  env: ProjectionEnvironment,
  track: Track,
  ids: ReadonlySet<string>,
  documents: DocumentCache,
): Promise<readonly DocumentWrite[]> {
  const stored = await env.readModels.load(track.collection, [...ids]);
  return [...ids].flatMap((id): DocumentWrite[] => {
    const before = stored.get(id);
    const anew = documents.get(id);
    if (before === undefined) {
      return anew === undefined ? [] : [{ id, position: anew.position, document: anew.document }];
    }
    const position = anew !== undefined && anew.position > before.position ? anew.position : before.position;
    return [{ id, position, document: anew?.document, replaces: before.position }];
  });
}

import {
  AppendTooLarge,
  revision,
  StreamFault,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type StoredEvent,
} from '#event-sourcing';
import type { PatientStore } from './patient-store.ts';

/** The copy cannot go on. What was written stays; the message says what to do. */
export class CopyFailed extends Error {
  override readonly name = 'CopyFailed';
}

export interface Copying {
  readonly source: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly target: PatientStore;
  readonly signal?: AbortSignal | undefined;
  /** After each append, with the number of its events. */
  readonly onWritten: (events: number) => void;
}

const PAGE = 1_000;

/**
 * Copies everything after a position of the source, one append after the other, so that the target's log has the
 * source's order. Resolves to the position of the last event copied. Throws {@link CopyFailed}, EventStoreUnavailable,
 * or the signal's reason; in each case the target holds a prefix of the source.
 */
export async function copyAfter(after: Position, copying: Copying): Promise<Position> {
  let at = after;
  for (;;) {
    const page = await copying.source.readAll(at, PAGE);
    for (const group of groupsOf(page)) {
      copying.signal?.throwIfAborted();
      await write(copying, group);
      copying.onWritten(group.length);
    }
    const last = page.at(-1);
    if (last === undefined) return at;
    at = last.position;
  }
}

/** Far below the 1 MiB that EventStoreDB takes in one append by default; a larger event goes alone. */
const MOST_BYTES = 256 * 1024;
const MOST_EVENTS = 200;

type Group = readonly [StoredEvent, ...StoredEvent[]];

/** Neighbours in the log that follow each other in one stream, too: what one append may write. */
export function groupsOf(events: readonly StoredEvent[]): readonly Group[] {
  const groups: [StoredEvent, ...StoredEvent[]][] = [];
  let bytes = 0;
  for (const event of events) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    bytes += bytesOf(event);
    const joins =
      before?.stream === event.stream &&
      event.revision === before.revision + 1n &&
      bytes <= MOST_BYTES &&
      group !== undefined &&
      group.length < MOST_EVENTS;
    if (joins) group.push(event);
    else {
      groups.push([event]);
      bytes = bytesOf(event);
    }
  }
  return groups;
}

/** As much as any server may count: EventStoreDB keeps the type as UTF-16. */
const bytesOf = ({ type, data, metadata }: StoredEvent): number =>
  2 * type.length + Buffer.byteLength(data) + Buffer.byteLength(metadata);

async function write(copying: Copying, group: Group): Promise<void> {
  const [first] = group;
  const last = group.at(-1) ?? first;
  const expected = first.revision === 0n ? 'no-stream' : revision(first.revision - 1n);
  const events = group.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
  const result = await copying.target.append(first.stream, expected, events).catch(notTaken);
  if (result.outcome === 'conflict') return writeRest(copying, group, result.actual);
  if (result.revision === last.revision) return;
  throw new CopyFailed(
    `${placeOf(last)} became revision ${result.revision} in the target, where a stream of that name was deleted before. Migrate into a server whose streams were never used.`,
  );
}

/** What repeating does not mend: somebody has to do something first. */
function notTaken(error: unknown): never {
  if (!(error instanceof AppendTooLarge || error instanceof StreamFault)) throw error;
  throw new CopyFailed(`${error.message} Nothing is lost: then run the same command again to go on.`, {
    cause: error,
  });
}

/**
 * An append of an earlier run may have come through late, when the source ended within this group: then the rest of
 * the group is missing.
 */
async function writeRest(copying: Copying, group: Group, actual: ExpectedRevision): Promise<void> {
  const [first] = group;
  const there = await copying.target.readStream(first.stream, { from: first.revision, limit: group.length });
  const [next, ...others] = group.slice(there.length);
  const ours = there.every(({ id }, index) => id === group[index]?.id);
  if (there.length > 0 && ours && next !== undefined) return write(copying, [next, ...others]);
  throw new CopyFailed(await reasonOf(copying.source, first, actual));
}

async function reasonOf(
  source: Copying['source'],
  { stream, revision: at }: StoredEvent,
  actual: ExpectedRevision,
): Promise<string> {
  const begin = (await source.readStream(stream, { limit: 1 }))[0]?.revision ?? 0n;
  if (begin > 0n) {
    return `This history is incomplete: ${stream} begins with revision ${begin}. Restore the data folder from a backup that holds all of it.`;
  }
  if (actual === 'no-stream' || actual < at) {
    return `The target holds less of ${stream} than it confirmed before: look for a fail-over or a deletion in the server's log, then run the same command again.`;
  }
  return `Something else writes to the target: it has a ${stream}@${at} of its own. Stop what runs on it, then run the same command again to see what it has written.`;
}

export const placeOf = ({ stream, revision: at }: StoredEvent): string => `${stream}@${at}`;

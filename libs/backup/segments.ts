import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { revision, type EventStore, type Position, type StoredEvent } from '#event-sourcing';
import { EvidenceCorrupt, type EvidenceStore } from '#evidence';
import { DamagedBackup, OBJECTS, type Segment, type Stored } from './manifest.ts';

/** So much of a long history is one object: what has to be written again after an interruption. */
const MOST_EVENTS = 50_000;
const PAGE = 1_000;

/** A line of a segment, as JSON: everything of an event but its position, which follows from its place. Stored contract. */
type Line = readonly [
  stream: string,
  revision: string,
  id: string,
  type: string,
  data: string,
  metadata: string,
];

const lineOf = ({ stream, revision: at, id, type, data, metadata }: StoredEvent): string =>
  `${JSON.stringify([stream, at.toString(), id, type, data, metadata] satisfies Line)}\n`;

export interface Writing {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly objects: EvidenceStore;
  readonly signal?: AbortSignal | undefined;
  readonly onEvents: (events: number) => void;
}

/** Everything after one position up to another one. */
export async function writeSegments(
  writing: Writing,
  after: Position,
  until: Position,
): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (let at = after; at < until;) {
    const segment = await writeSegment(writing, at, until);
    segments.push(segment);
    at = segment.last.position;
  }
  return segments;
}

async function writeSegment(writing: Writing, after: Position, until: Position): Promise<Segment> {
  const { objects, onEvents, signal } = writing;
  let events = 0;
  let last: Segment['last'] | undefined;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const event of eventsAfter(writing.store, after)) {
      signal?.throwIfAborted();
      if (event.position > until || events === MOST_EVENTS) return;
      events += 1;
      last = { position: event.position, id: event.id };
      yield lineOf(event);
      onEvents(1);
    }
  };
  const { sha256, size } = await pipeline(
    Readable.from(lines()),
    createGzip(),
    (compressed: AsyncIterable<Uint8Array>) => keep(objects, compressed),
  );
  if (last === undefined) throw new Error('the history ends before its own head');
  return { sha256, size, events, last };
}

async function* eventsAfter(
  store: Pick<EventStore, 'readAll'>,
  after: Position,
): AsyncGenerator<StoredEvent> {
  for (let at = after; ;) {
    const page = await store.readAll(at, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    at = last.position;
  }
}

/** Written once, however often it is asked for. */
export async function keep(objects: EvidenceStore, content: AsyncIterable<Uint8Array>): Promise<Stored> {
  const received = await objects.receive(content);
  await received.keep();
  return { sha256: received.sha256, size: received.size };
}

/** The bytes of an object, all of them checked before the first is given out. Throws {@link DamagedBackup}. */
export async function contentOf(objects: EvidenceStore, { sha256 }: Stored): Promise<Readable> {
  try {
    const found = await objects.get(sha256);
    if (found === undefined) throw new DamagedBackup(`${placeOf(sha256)} is missing.`);
    return found.content;
  } catch (error) {
    if (error instanceof EvidenceCorrupt)
      throw new DamagedBackup(`${placeOf(sha256)} is damaged: it is not what was written there.`);
    throw error;
  }
}

const placeOf = (sha256: string): string => `${OBJECTS}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;

/** Its events in pages, as they stood in the log. Throws {@link DamagedBackup} where it holds something else than it says. */
export async function readSegment(
  objects: EvidenceStore,
  segment: Segment,
  onPage: (events: readonly ReadEvent[]) => Promise<void>,
): Promise<void> {
  const content = await contentOf(objects, segment);
  let events = 0;
  let last: string | undefined;
  await pipeline(content, createGunzip(), async (text: AsyncIterable<Uint8Array>) => {
    for await (const page of pagesOf(linesOf(text))) {
      events += page.length;
      last = page.at(-1)?.id;
      await onPage(page);
    }
  });
  if (events !== segment.events || last !== segment.last.id)
    throw new DamagedBackup(`${placeOf(segment.sha256)} does not hold the events that it says.`);
}

export type ReadEvent = Omit<StoredEvent, 'position'>;

/** At our own line breaks alone: `node:readline` also breaks at U+2028, which may stand in what people write. */
async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* pagesOf(lines: AsyncIterable<string>): AsyncGenerator<readonly ReadEvent[]> {
  let page: ReadEvent[] = [];
  for await (const line of lines) {
    page.push(eventOf(line));
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function eventOf(line: string): ReadEvent {
  const [stream, at, id, type, data, metadata] = JSON.parse(line) as Line;
  return { stream, revision: revision(BigInt(at)), id, type, data, metadata } as ReadEvent;
}

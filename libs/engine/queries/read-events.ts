import { setImmediate } from 'node:timers/promises';
import { caseIdOf, caseStreamOf, type RecordedCaseEvent } from '#cases';
import {
  BEGINNING,
  decodeOrDamage,
  type Damage,
  type DamageFinding,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#event-sourcing';
import { caseCodec, type CodecPort } from '../commands/codecs.ts';
import type { EventsFilter } from './query-types.ts';

const PAGE_SIZE = 500;

/** What stands in a case's stream and is not ours, or cannot be read: told as such, and gone on behind. */
export interface DamagedEvent extends Pick<StoredEvent, 'position' | 'stream' | 'revision' | 'id' | 'type'> {
  readonly damaged: DamageFinding;
}

export type ToldEvent = RecordedCaseEvent | DamagedEvent;

const damaged = (
  { position, stream, revision, id, type }: StoredEvent,
  { finding }: Damage,
): DamagedEvent => ({ position, stream, revision, id, type, damaged: finding });

/** Which of the cases somebody is not told of. */
export type Hidden = (caseIds: readonly string[]) => Promise<ReadonlySet<string>>;

export const nothing: Hidden = () => Promise.resolve(new Set());

/** Events of cases in log order. Reads page by page and lets other work in between, however long the history is. */
export async function* readEvents(
  { store, ...ports }: CodecPort & { readonly store: Pick<EventStore, 'readAll' | 'readStream'> },
  { type, caseId, after = BEGINNING, limit = Number.POSITIVE_INFINITY }: EventsFilter,
  hidden: Hidden = nothing,
): AsyncGenerator<ToldEvent> {
  const types = type === undefined ? undefined : new Set(typeof type === 'string' ? [type] : type);
  const pages = caseId === undefined ? pagesOfLog(store, after) : pageOfCase(store, caseId, after);
  let left = limit;
  for await (const page of pages) {
    for (const stored of await toldOf(page, types, hidden)) {
      if (left <= 0) return;
      left -= 1;
      const decoded = decodeOrDamage(caseCodec(ports), stored);
      yield 'finding' in decoded ? damaged(stored, decoded) : decoded;
    }
  }
}

/** Where the next page begins: nothing is cut off without a word. */
export interface MoreEvents {
  readonly more: true;
  readonly after: Position;
}

/** So many of them and, where there are others, where those begin; `limit` absent: all. */
export async function* eventsUpTo(
  limit: number | undefined,
  read: (limit: Pick<EventsFilter, 'limit'>) => AsyncIterable<ToldEvent>,
): AsyncGenerator<ToldEvent | MoreEvents> {
  let last: ToldEvent | undefined;
  let told = 0;
  for await (const event of read(limit === undefined ? {} : { limit: limit + 1 })) {
    if (told === limit && last !== undefined) {
      yield { more: true, after: last.position };
      return;
    }
    yield event;
    last = event;
    told += 1;
  }
}

async function toldOf(
  page: readonly StoredEvent[],
  types: ReadonlySet<string> | undefined,
  hidden: Hidden,
): Promise<readonly StoredEvent[]> {
  const ofCases = page.flatMap((stored) => {
    const caseId = types?.has(stored.type) === false ? undefined : caseIdOf(stored.stream);
    return caseId === undefined ? [] : [{ stored, caseId }];
  });
  const leftOut = await hidden([...new Set(ofCases.map(({ caseId }) => caseId))]);
  return ofCases.filter(({ caseId }) => !leftOut.has(caseId)).map(({ stored }) => stored);
}

async function* pagesOfLog(
  store: Pick<EventStore, 'readAll'>,
  after: EventsFilter['after'] & string,
): AsyncGenerator<readonly StoredEvent[]> {
  let position = after;
  for (;;) {
    const page = await store.readAll(position, PAGE_SIZE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE_SIZE) return;
    position = last.position;
    await setImmediate();
  }
}

async function* pageOfCase(
  store: Pick<EventStore, 'readStream'>,
  caseId: string,
  after: string,
): AsyncGenerator<readonly StoredEvent[]> {
  const events = await store.readStream(caseStreamOf(caseId));
  yield events.filter(({ position }) => position > after);
}

import { hash } from 'node:crypto';
import { InvalidCursor, type CollectionSpec, type Page, type Query } from './read-model-store.ts';
import type { Position } from './primitives.ts';
import type { ServedReads } from './projection/serving.ts';

type List = Pick<Query, 'where' | 'sort'>;
type Request = Pick<Query, 'limit' | 'cursor'>;
type WalkPorts = Pick<ServedReads, 'query' | 'checkpoint'>;

/**
 * Where a walk through the pages of a list is. First it goes along the list's order; then it meets, round by round, what
 * has been written since: a document that moved behind the walker's back is met there at the latest.
 */
interface Place {
  /** The walk or this round began there: whatever was written until then has been met. */
  readonly since: Position;
  /** Of a round: how far the read model was when it began. */
  readonly until?: Position;
  /** As the store gave it. */
  readonly inner?: string;
}

/** One page of a walk that meets every document that matched throughout; what changed meanwhile may be met twice. */
export async function walk(
  store: WalkPorts,
  collection: CollectionSpec,
  list: List,
  { limit, cursor }: Request,
): Promise<Page<object>> {
  const reached = (): Promise<Position> => store.checkpoint(collection);
  const place = cursor === undefined ? { since: await reached() } : decoded(cursor, list);
  const { since, until, inner } = place;
  const question = until === undefined ? list : changesOf(list, since);
  const page = await store.query(collection, {
    ...{ ...question, limit },
    ...(inner !== undefined && { cursor: inner }),
  });
  const next = page.nextCursor === undefined ? await nextRound() : { ...place, inner: page.nextCursor };
  return { items: page.items, ...(next !== undefined && { nextCursor: encoded(next, list) }) };

  /** None after a list of one page, which nobody could move on, and none where nothing has been written. */
  async function nextRound(): Promise<Place | undefined> {
    if (cursor === undefined) return undefined;
    const met = until ?? since;
    const found = await store.query(collection, { ...changesOf(list, met), limit: 1 });
    if (found.items.length === 0) return undefined;
    const now = await reached();
    // Written without its ever being noted how far: that was met in this round.
    return until !== undefined && now === since ? undefined : { since: met, until: now };
  }
}

const changesOf = ({ where }: List, changedAfter: Position): Omit<Query, 'limit'> => ({
  ...(where && { where }),
  changedAfter,
});

/** Bound to the list, so that it cannot be continued under another question. */
const encoded = (place: Place, list: List): string =>
  Buffer.from(JSON.stringify({ ...place, of: question(list) })).toString('base64url');

const question = (list: List): string => hash('sha256', JSON.stringify(list), 'base64url').slice(0, 16);

function decoded(cursor: string, list: List): Place {
  const { of, since, until, inner } = parsed(cursor);
  if (of !== question(list))
    throw new InvalidCursor('this cursor belongs to another query; start again without it');
  if (!isText(since) || !isTextOrNone(until) || !isTextOrNone(inner))
    throw new InvalidCursor('this cursor was not issued here');
  return {
    since: since as Position,
    ...(until !== undefined && { until: until as Position }),
    ...(inner !== undefined && { inner }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNone = (value: unknown): value is string | undefined => value === undefined || isText(value);

function parsed(cursor: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new InvalidCursor('this cursor was not issued here');
}

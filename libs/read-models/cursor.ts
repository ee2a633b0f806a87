import { createHash } from 'node:crypto';
import {
  checkpointName,
  InvalidCursor,
  type CollectionSpec,
  type FieldKind,
  type Query,
} from '#event-sourcing';
import { fieldKind } from './query-rules.ts';

/** Where a page ended: the sort value of its last document (null when it has none) and that document's id. */
export interface Place {
  readonly sortValue: string | number | boolean | null;
  readonly id: string;
}

/** Opaque, and bound to filter and sort, so that it cannot be continued under another question. */
export const encodeCursor = (collection: CollectionSpec, query: Query, place: Place): string =>
  Buffer.from(JSON.stringify([fingerprint(collection, query), place.sortValue, place.id])).toString(
    'base64url',
  );

/** Throws {@link InvalidCursor}. */
export function decodeCursor(collection: CollectionSpec, query: Query): Place | undefined {
  if (query.cursor === undefined) return undefined;
  const kind = sortKind(collection, query);
  const parts = parse(query.cursor);
  if (!Array.isArray(parts) || parts.length !== 3) throw new InvalidCursor('this cursor was not issued here');
  const [bound, sortValue, id] = parts as [unknown, unknown, unknown];
  if (bound !== fingerprint(collection, query)) {
    throw new InvalidCursor('this cursor belongs to another query; start again without it');
  }
  if (typeof id !== 'string' || !isSortValue(sortValue, kind)) {
    throw new InvalidCursor('this cursor was not issued here');
  }
  return { sortValue, id };
}

/** Of what the pages are in order of; none: of their ids. */
export function sortKind(collection: CollectionSpec, { sort, changedAfter }: Query): FieldKind | undefined {
  if (changedAfter !== undefined) return 'text';
  return sort === undefined ? undefined : fieldKind(collection, sort.field);
}

function isSortValue(value: unknown, kind: FieldKind | undefined): value is Place['sortValue'] {
  if (value === null) return true;
  if (kind === undefined || kind === 'texts') return false;
  return typeof value === (kind === 'text' ? 'string' : kind);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new InvalidCursor('this cursor was not issued here', { cause });
  }
}

/** The oldest version whose readers read this one too: a page of it goes on in the version that takes over from it. */
const firstOf = (collection: CollectionSpec): CollectionSpec =>
  collection.earlier === undefined ? collection : firstOf(collection.earlier);

/** The limit is left out: a reader may change the page size. */
function fingerprint(collection: CollectionSpec, query: Query): string {
  const { name, version } = firstOf(collection);
  const where = (query.where ?? []).map((c) => [c.field, c.equals, c.in, c.atLeast, c.below, c.isNull]);
  const question = [
    checkpointName({ name, version, fields: {}, indexes: [] }),
    where,
    query.sort?.field,
    query.sort?.direction,
    ...(query.changedAfter === undefined ? [] : [query.changedAfter]),
  ];
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

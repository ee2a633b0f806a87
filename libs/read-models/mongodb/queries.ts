import type { CollectionSpec, Condition, Page, Position, Query } from '#event-sourcing';
import type { Db, Filter, SortDirection } from 'mongodb';
import { decodeCursor, encodeCursor, type Place } from '../cursor.ts';
import { assertConditions, assertQuery, fieldKind } from '../query-rules.ts';
import { documentsIn, pathOf, type StoredDocument } from './collections.ts';

type Clause = Filter<StoredDocument>;
type Row = Pick<StoredDocument, '_id' | '_position' | 'document'>;

export async function countDocuments(
  database: Db,
  home: string,
  { spec, where }: { readonly spec: CollectionSpec; readonly where: readonly Condition[] },
): Promise<number> {
  assertConditions(spec, where);
  return documentsIn(database, home).countDocuments(all([NOT_DELETED, ...where.flatMap(clausesOf)]));
}

/** Keyset pages: each segment continues after the last (value, id) along an index, however deep the page. */
export async function queryDocuments(
  database: Db,
  home: string,
  { spec, query }: { readonly spec: CollectionSpec; readonly query: Query },
): Promise<Page<object>> {
  assertQuery(spec, query);
  const place = decodeCursor(spec, query);
  const filter = [NOT_DELETED, ...(query.where ?? []).flatMap(clausesOf)];
  const rows = new Map<string, Row>();
  for (const { branches, sort } of segments(query, place)) {
    const missing = query.limit + 1 - rows.size;
    if (missing <= 0) break;
    const found = documentsIn(database, home)
      .find(any(branches.map((branch) => all([...filter, ...branch]))), {
        projection: { document: 1, _position: 1 },
      })
      .sort(sort)
      .limit(missing)
      .batchSize(missing + 1);
    // A document that lost the sort field between two segments is shown once.
    for (const row of await found.toArray()) if (!rows.has(row._id)) rows.set(row._id, row);
  }
  return toPage(spec, query, [...rows.values()]);
}

interface Segment {
  /** Any of these; each is one range of the same index, so the engine merges them in order. */
  readonly branches: readonly (readonly Clause[])[];
  readonly sort: Record<string, SortDirection>;
}

/** First the documents that have the sort field, then those without it. */
function segments({ sort, changedAfter }: Query, place: Place | undefined): readonly Segment[] {
  if (changedAfter !== undefined) return [changes(changedAfter, place)];
  const direction = sort?.direction === 'descending' ? -1 : 1;
  const beyond = direction === 1 ? '$gt' : '$lt';
  const afterId: Clause[] = place === undefined ? [] : [{ _id: { [beyond]: place.id } }];
  if (sort === undefined) return [{ branches: [afterId], sort: { _id: direction } }];

  const path = pathOf(sort.field);
  const isNull: Clause = { [path]: null };
  const absent = { sort: { _id: direction } } as const;
  if (place?.sortValue === null) return [{ ...absent, branches: [[isNull, ...afterId]] }];

  const present: Segment['branches'] =
    place === undefined
      ? [[{ [path]: { $ne: null } }]]
      : [[{ [path]: { [beyond]: place.sortValue } }], [{ [path]: place.sortValue }, ...afterId]];
  return [
    { branches: present, sort: { [path]: direction, _id: direction } },
    { ...absent, branches: [[isNull]] },
  ];
}

function changes(changedAfter: Position, place: Place | undefined): Segment {
  // The engine knows positions as what they are: text.
  const after = place === undefined ? changedAfter : (place.sortValue as Position);
  const later: Clause = { _position: { $gt: after } };
  const branches =
    place === undefined ? [[later]] : [[later], [{ _position: after }, { _id: { $gt: place.id } }]];
  return { branches, sort: { _position: 1, _id: 1 } };
}

function toPage(collection: CollectionSpec, query: Query, rows: readonly Row[]): Page<object> {
  const shown = rows.slice(0, query.limit);
  const items = shown.flatMap(({ document }) => document ?? []);
  const last = shown.at(-1);
  if (rows.length <= query.limit || last === undefined) return { items };
  const place = { sortValue: sortValueOf(collection, query, last), id: last._id };
  return { items, nextCursor: encodeCursor(collection, query, place) };
}

function sortValueOf(
  collection: CollectionSpec,
  { sort, changedAfter }: Query,
  { document, _position }: Row,
): Place['sortValue'] {
  if (changedAfter !== undefined) return _position;
  if (sort === undefined) return null;
  let value: unknown = document;
  for (const key of sort.field.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const kind = fieldKind(collection, sort.field);
  if (kind === 'number' && typeof value === 'number') return value;
  if (kind === 'boolean' && typeof value === 'boolean') return value;
  return kind === 'text' && typeof value === 'string' ? value : null;
}

const NOT_DELETED: Clause = { _deleted: false };

function clausesOf(condition: Condition): readonly Clause[] {
  const path = pathOf(condition.field);
  const { equals, atLeast, below, isNull } = condition;
  const clauses: Clause[] = [];
  if (equals !== undefined) clauses.push({ [path]: equals });
  if (atLeast !== undefined) clauses.push({ [path]: { $gte: atLeast } });
  if (below !== undefined) clauses.push({ [path]: { $lt: below } });
  if (condition.in !== undefined) clauses.push({ [path]: { $in: [...condition.in] } });
  if (isNull !== undefined) clauses.push({ [path]: isNull ? null : { $ne: null } });
  return clauses;
}

const all = (clauses: readonly Clause[]): Clause => ({ $and: [...clauses] });
const any = (clauses: readonly Clause[]): Clause =>
  clauses.length === 1 && clauses[0] !== undefined ? clauses[0] : { $or: [...clauses] };

import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { CollectionSpec, Condition, FieldKind, Page, Position, Query } from '#event-sourcing';
import { decodeCursor, encodeCursor, sortKind, type Place } from '../cursor.ts';
import { assertConditions, assertQuery, fieldKind } from '../query-rules.ts';
import type { Database, Row } from './database.ts';
import { parseDocument } from './documents.ts';
import { columnOf, jsonPath, tableOf, type ExactCollection } from './tables.ts';
import { soughtTexts, unsought } from './texts.ts';

/** A piece of SQL with the values for its question marks. */
interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export function countDocuments(
  database: Database,
  collection: ExactCollection,
  where: readonly Condition[],
): number {
  assertConditions(collection, where);
  const filter = all(filterOf(database, collection, where));
  const row = database.get(
    `SELECT count(*) AS n FROM ${tableOf(collection)} WHERE ${filter.sql}`,
    ...filter.values,
  );
  return Number(row?.['n']);
}

/** Keyset pages: each segment continues after the last (value, id) along an index, however deep the page. */
export function queryDocuments(database: Database, collection: ExactCollection, query: Query): Page<object> {
  assertQuery(collection, query);
  const place = decodeCursor(collection, query);
  const filter = filterOf(database, collection, query.where ?? []);
  const rows: Row[] = [];
  for (const segment of segments(collection, query, place)) {
    const missing = query.limit + 1 - rows.length;
    if (missing <= 0) break;
    const where = all([...filter, ...segment.where]);
    const sql = `SELECT id, document, ${segment.value} AS sort_value FROM ${tableOf(collection)}
      WHERE ${where.sql} ORDER BY ${segment.order} LIMIT ?`;
    rows.push(...database.all(sql, ...where.values, missing));
  }
  return toPage(collection, query, rows);
}

interface Segment {
  readonly value: string;
  readonly where: readonly Clause[];
  readonly order: string;
}

/** First the documents that have the sort field, then those without it: both can use the index on it. */
function segments(collection: CollectionSpec, query: Query, place: Place | undefined): readonly Segment[] {
  if (query.changedAfter !== undefined) return [changes(query.changedAfter, place)];
  const direction = query.sort?.direction === 'descending' ? 'DESC' : 'ASC';
  const beyond = direction === 'DESC' ? '<' : '>';
  const afterId = place === undefined ? [] : [{ sql: `id ${beyond} ?`, values: [place.id] }];
  if (query.sort === undefined) return [{ value: 'NULL', where: afterId, order: `id ${direction}` }];

  const column = columnOf(query.sort.field);
  const isNull = { sql: `${column} IS NULL`, values: [] };
  const absent = { value: 'NULL', order: `id ${direction}` };
  if (place?.sortValue === null) return [{ ...absent, where: [isNull, ...afterId] }];

  const afterValue =
    place === undefined
      ? []
      : [{ sql: `(${column}, id) ${beyond} (?, ?)`, values: [bind(place.sortValue), place.id] }];
  const present = {
    value: fieldKind(collection, query.sort.field) === 'number' ? `CAST(${column} AS REAL)` : column,
    where: [{ sql: `${column} IS NOT NULL`, values: [] }, ...afterValue],
    order: `${column} ${direction}, id ${direction}`,
  };
  return [present, { ...absent, where: [isNull] }];
}

function changes(changedAfter: Position, place: Place | undefined): Segment {
  const after =
    place === undefined
      ? { sql: 'position > ?', values: [changedAfter] }
      : { sql: '(position, id) > (?, ?)', values: [bind(place.sortValue), place.id] };
  return { value: 'position', where: [after], order: 'position, id' };
}

function toPage(collection: CollectionSpec, query: Query, rows: readonly Row[]): Page<object> {
  const shown = rows.slice(0, query.limit);
  const items = shown.map((row) => parseDocument(row['document'])).filter((item) => item !== undefined);
  const last = shown.at(-1);
  if (rows.length <= query.limit || last === undefined) return { items };
  const place = {
    sortValue: unbind(last['sort_value'], sortKind(collection, query)),
    id: String(last['id']),
  };
  return { items, nextCursor: encodeCursor(collection, query, place) };
}

const NOT_DELETED: Clause = { sql: 'deleted = 0', values: [] };

const filterOf = (
  database: Database,
  collection: ExactCollection,
  where: readonly Condition[],
): readonly Clause[] => [
  NOT_DELETED,
  ...soughtTexts(database, collection, where),
  ...where.flatMap((each) => clausesOf(collection, unsought(collection, each))),
];

const clausesOf = (collection: CollectionSpec, condition: Condition): readonly Clause[] =>
  fieldKind(collection, condition.field) === 'texts' ? listClauses(condition) : conditionClauses(condition);

/** What a condition of a list asks of one of its texts. */
function listClauses({ field, equals, in: oneOf, isNull }: Condition): readonly Clause[] {
  const some = (comparison: string, value: SQLInputValue): Clause => ({
    sql: `EXISTS (SELECT 1 FROM json_each(document, '${jsonPath(field)}') WHERE value ${comparison})`,
    values: [value],
  });
  return [
    ...(equals === undefined ? [] : [some('= ?', bind(equals))]),
    ...(oneOf === undefined ? [] : [some('IN (SELECT value FROM json_each(?))', JSON.stringify(oneOf))]),
    ...(isNull === undefined ? [] : conditionClauses({ field, isNull })),
  ];
}

function conditionClauses(condition: Condition): readonly Clause[] {
  const column = columnOf(condition.field);
  const clauses: Clause[] = [];
  const compare = (operator: string, value: string | number | boolean | undefined): void => {
    if (value !== undefined) clauses.push({ sql: `${column} ${operator} ?`, values: [bind(value)] });
  };
  compare('=', condition.equals);
  compare('>=', condition.atLeast);
  compare('<', condition.below);
  if (condition.in !== undefined) {
    clauses.push({
      sql: `${column} IN (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(condition.in)],
    });
  }
  if (condition.isNull !== undefined) {
    clauses.push({ sql: `${column} IS ${condition.isNull ? '' : 'NOT '}NULL`, values: [] });
  }
  return clauses;
}

const all = (clauses: readonly Clause[]): Clause => ({
  sql: clauses.map((clause) => clause.sql).join(' AND '),
  values: clauses.flatMap((clause) => clause.values),
});

/** SQLite's JSON functions give true and false as 1 and 0. */
const bind = (value: string | number | boolean | null): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : value;

function unbind(value: SQLOutputValue | undefined, kind: FieldKind | undefined): Place['sortValue'] {
  if (value === null || value === undefined || kind === undefined) return null;
  if (kind === 'boolean') return value !== 0;
  return kind === 'number' ? Number(value) : String(value);
}

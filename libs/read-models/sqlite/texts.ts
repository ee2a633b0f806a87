import type { SQLInputValue } from 'node:sqlite';
import type { CollectionSpec, Condition } from '#event-sourcing';
import { isOfTexts } from '../query-rules.ts';
import type { Database } from './database.ts';
import { isThere, jsonPath, quote, tableOf, textsTableOf, unquoted, type ExactCollection } from './tables.ts';

/** The fields of lists whose texts are found by an index. */
const indexedTexts = (collection: CollectionSpec): readonly string[] =>
  collection.indexes.filter((index) => isOfTexts(collection, index)).flat();

/**
 * A column has one value in a row, so the texts of lists stand in a table of their own; triggers keep it at one with the
 * documents.
 */
export function ensureTexts(database: Database, collection: ExactCollection): void {
  const fields = indexedTexts(collection);
  if (fields.length === 0) return;
  const [documents, texts] = [tableOf(collection), textsTableOf(collection)];
  const isNew = !isThere(database, texts);
  database.run(`CREATE TABLE IF NOT EXISTS ${texts} (
    field TEXT NOT NULL, text TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (field, text, id)
  ) STRICT, WITHOUT ROWID`);
  const trigger = (event: string, statements: readonly string[]): void => {
    database.run(`CREATE TRIGGER IF NOT EXISTS ${quote(`${unquoted(texts)} after ${event}`)}
      AFTER ${event} ON ${documents} BEGIN ${statements.join('; ')}; END`);
  };
  const add = fields.map((field) => adding(texts, field, 'NEW.id', textsIn('NEW', field)));
  trigger('INSERT', add);
  trigger('UPDATE', [...fields.map((field) => removing(texts, field, textsIn('NEW', field))), ...add]);
  trigger(
    'DELETE',
    fields.map((field) => removing(texts, field)),
  );
  // Documents that were there before.
  for (const field of isNew ? fields : [])
    database.run(adding(texts, field, `${documents}.id`, `${documents}, ${textsIn(documents, field)}`));
}

const textsIn = (row: string, field: string): string => `json_each(${row}.document, '${jsonPath(field)}')`;

const adding = (texts: string, field: string, id: string, from: string): string =>
  `INSERT INTO ${texts} (field, text, id) SELECT '${field}', value, ${id} FROM ${from}
    WHERE true ON CONFLICT DO NOTHING`;

/** Only what is not there any more: most changes of a document leave nearly all of its texts. */
const removing = (texts: string, field: string, kept?: string): string =>
  `DELETE FROM ${texts} WHERE field = '${field}' AND id = OLD.id AND text IN (
    SELECT value FROM ${textsIn('OLD', field)} ${kept === undefined ? '' : `EXCEPT SELECT value FROM ${kept}`})`;

interface Sought {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A text that more documents have than this is as good as any other to begin with. */
const OFTEN = 1_000;

/**
 * What asks for texts of indexed lists: the documents of the text that fewest have are looked at, each of them for the
 * other texts. The engine cannot know by itself which text that is.
 */
export function soughtTexts(
  database: Database,
  collection: ExactCollection,
  where: readonly Condition[],
): readonly Sought[] {
  const asked = where.flatMap((each) =>
    isSoughtText(collection, each) ? [[each.field, String(each.equals)] as const] : [],
  );
  const texts = textsTableOf(collection);
  const howMany = ([field, text]: readonly [string, string]): number =>
    Number(
      database.get(
        `SELECT count(*) AS n FROM (SELECT 1 FROM ${texts} WHERE field = ? AND text = ? LIMIT ?)`,
        ...[field, text, OFTEN],
      )?.['n'],
    );
  const byRarity = asked
    .map((each) => ({ each, count: asked.length > 1 ? howMany(each) : 0 }))
    .toSorted((left, right) => left.count - right.count);
  const has = `field = ? AND text = ?`;
  return byRarity.map(({ each }, index) => ({
    sql:
      index === 0
        ? `id IN (SELECT id FROM ${texts} WHERE ${has})`
        : `EXISTS (SELECT 1 FROM ${texts} AS other WHERE ${has} AND other.id = ${tableOf(collection)}.id)`,
    values: each,
  }));
}

/** Whether {@link soughtTexts} asks for it. */
export const isSoughtText = (collection: CollectionSpec, { field, equals }: Condition): boolean =>
  typeof equals === 'string' && indexedTexts(collection).includes(field);

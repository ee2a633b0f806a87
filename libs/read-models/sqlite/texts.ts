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

/** What a document has to have one of. */
interface Choice {
  readonly field: string;
  readonly texts: readonly string[];
}

/**
 * What asks for texts of indexed lists: the documents of the choice that fewest have are looked at, each of them for the
 * others. The engine cannot know by itself which that is.
 */
export function soughtTexts(
  database: Database,
  collection: ExactCollection,
  where: readonly Condition[],
): readonly Sought[] {
  const asked = where.filter((each) => isSought(collection, each)).flatMap(choicesOf);
  const texts = textsTableOf(collection);
  const howMany = (choice: Choice): number =>
    Number(
      database.get(
        `SELECT count(*) AS n FROM (SELECT 1 FROM ${texts} WHERE ${having(choice)} LIMIT ?)`,
        ...[...valuesOf(choice), OFTEN],
      )?.['n'],
    );
  const byRarity = asked
    .map((choice) => ({ choice, count: asked.length > 1 ? howMany(choice) : 0 }))
    .toSorted((left, right) => left.count - right.count);
  return byRarity.map(({ choice }, index) => ({
    sql:
      index === 0
        ? `id IN (SELECT id FROM ${texts} WHERE ${having(choice)})`
        : `EXISTS (SELECT 1 FROM ${texts} AS other WHERE ${having(choice)} AND other.id = ${tableOf(collection)}.id)`,
    values: valuesOf(choice),
  }));
}

const choicesOf = ({ field, equals, in: oneOf }: Condition): readonly Choice[] => [
  ...(equals === undefined ? [] : [{ field, texts: [String(equals)] }]),
  ...(oneOf === undefined ? [] : [{ field, texts: oneOf.map(String) }]),
];

const having = ({ texts }: Choice): string =>
  `field = ? AND text ${texts.length === 1 ? '= ?' : 'IN (SELECT value FROM json_each(?))'}`;

const valuesOf = ({ field, texts }: Choice): readonly string[] => [
  field,
  texts.length === 1 ? (texts[0] ?? '') : JSON.stringify(texts),
];

/** Whether {@link soughtTexts} asks for it. */
const isSought = (collection: CollectionSpec, { field }: Condition): boolean =>
  indexedTexts(collection).includes(field);

/** What is left of a condition when {@link soughtTexts} has asked for its texts. */
export const unsought = (collection: CollectionSpec, condition: Condition): Condition => {
  if (!isSought(collection, condition)) return condition;
  const { equals: _equals, in: _in, ...rest } = condition;
  return rest;
};

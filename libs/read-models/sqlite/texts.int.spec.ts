import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Condition } from '#event-sourcing';
import { openDatabase, type Database } from './database.ts';
import { queryDocuments } from './queries.ts';
import { ensureTable, SCHEMA } from './tables.ts';
import { ensureTexts } from './texts.ts';

describe('texts of lists that have an index', () => {
  const collection = {
    ...{ name: 'marked', version: 1, generation: 0 },
    fields: { marks: 'texts', at: 'text' },
    indexes: [['marks']],
  } as const;
  let database: Database;
  let asked: (readonly [string, ...(string | number)[]])[];
  beforeEach(() => {
    const opened = openDatabase(':memory:', SCHEMA);
    asked = [];
    database = {
      ...opened,
      all(sql, ...values) {
        asked.push([sql, ...values.map(String)]);
        return opened.all(sql, ...values);
      },
    };
    ensureTable(opened, collection);
    ensureTexts(opened, collection);
  });
  afterEach(() => {
    database.close();
  });

  const plansFor = (where: readonly Condition[]): readonly string[] => {
    queryDocuments(database, collection, { where, sort: { field: 'at', direction: 'descending' }, limit: 9 });
    return asked
      .splice(0)
      .flatMap(([sql, ...values]) =>
        database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)),
      );
  };

  it.each<[string, Condition[]]>([
    ['one text', [{ field: 'marks', equals: 'a' }]],
    ['one of several', [{ field: 'marks', in: ['a', 'b'] }]],
    ['one of one', [{ field: 'marks', in: ['a'] }]],
    [
      'several at once',
      [
        { field: 'marks', equals: 'a' },
        { field: 'marks', in: ['b', 'c'] },
      ],
    ],
  ])('are found without looking through all documents: %s', (_what, where) => {
    const plans = plansFor(where);
    expect(plans.filter((plan) => plan.startsWith('SEARCH documents of marked'))).not.toEqual([]);
    expect(plans.filter((plan) => plan.startsWith('SCAN documents of marked'))).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { GroupedWrites } from './grouped-writes.ts';

describe('writes that come in one turn of the event loop', () => {
  let database: Database;
  let transactions: number;
  let grouped: GroupedWrites;
  beforeEach(() => {
    const tables = 'CREATE TABLE IF NOT EXISTS notes (text TEXT PRIMARY KEY) STRICT;';
    database = openDatabase(':memory:', { layout: 1, tables, isOurs: () => true });
    transactions = 0;
    grouped = new GroupedWrites({
      ...database,
      transaction: (work) => {
        transactions += 1;
        return database.transaction(work);
      },
    });
  });
  afterEach(() => {
    database.close();
  });

  const note = (text: string): number => database.run('INSERT INTO notes (text) VALUES (?)', text);
  const notes = () => database.all('SELECT text FROM notes ORDER BY text').map(({ text }) => text);

  it('share a transaction', async () => {
    const texts = ['a', 'b', 'c'];
    expect(await Promise.all(texts.map((text) => grouped.write(() => note(text))))).toEqual([1, 1, 1]);
    expect({ notes: notes(), transactions }).toEqual({ notes: texts, transactions: 1 });
    await grouped.write(() => note('d'));
    expect(transactions).toBe(2);
  });

  it('are each done whole or not at all, and fail alone', async () => {
    const half = () => {
      note('half');
      throw new Error('another holds the lease');
    };
    const results = await Promise.allSettled([
      grouped.write(() => note('before')),
      grouped.write(half),
      grouped.write(() => note('after')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect({ notes: notes(), transactions }).toEqual({ notes: ['after', 'before'], transactions: 4 });
  });

  it('are done each by itself where one of them has lost their transaction', async () => {
    const lost = () => {
      note('lost');
      database.run('ROLLBACK');
      throw new Error('the disk is full');
    };
    const results = await Promise.allSettled([
      grouped.write(() => note('before')),
      grouped.write(lost),
      grouped.write(() => note('after')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(notes()).toEqual(['after', 'before']);
  });

  it('are all done when the store is closed', async () => {
    const writing = grouped.write(() => note('the last one'));
    grouped.flush();
    expect(notes()).toEqual(['the last one']);
    expect(await writing).toBe(1);
  });
});

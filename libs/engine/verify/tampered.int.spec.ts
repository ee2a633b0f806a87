import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { ReadModelStore } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { dataFolder } from '#platform';
import { openSqliteReadModels } from '#read-models';
import type { Choice } from '../testing/altered-history.ts';
import { CASES, prepareProven, verifierOf, whatIsWrong } from '../testing/proven-folder.ts';
import type { VerifyOptions } from './options.ts';
import type { HistoryVerdict } from './verify-history.ts';

let root = '';
let intact = '';
let readModels: ReadModelStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-tampered-'));
  intact = path.join(root, 'intact');
  await prepareProven(intact);
  readModels = openSqliteReadModels({ file: path.join(root, 'read-models.db') });
});
afterAll(async () => {
  await readModels.close();
  await rm(root, { recursive: true, force: true });
});

async function verified(dataDirectory: string, options: VerifyOptions = {}): Promise<HistoryVerdict> {
  const store = openSqliteEventStore({ file: dataFolder(dataDirectory).events });
  try {
    return await (
      await verifierOf(dataDirectory, readModels)
    )(store, options);
  } finally {
    await store.close();
  }
}

async function altered<Result>(
  alter: (directory: string) => unknown,
  look: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(path.join(root, 'altered-'));
  try {
    await cp(intact, directory, { recursive: true });
    await alter(directory);
    return await look(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** As somebody does who has the file, and whom the triggers do not stop. */
function inHistory(directory: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(dataFolder(directory).events);
  db.exec('PRAGMA synchronous = OFF; BEGIN');
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed');
  work(db);
  db.exec('COMMIT');
  db.close();
}

const headOf = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT max(position) AS head FROM events').get()?.['head']);

const set = (db: DatabaseSync, sql: string, ...values: SQLInputValue[]): void => {
  db.prepare(sql).run(...values);
};

/** Each changes what the history says, whatever is chosen. */
const ALTERATIONS: Readonly<Record<string, (db: DatabaseSync, choice: Choice) => void>> = {
  'a byte'(db, { at, other, byte }) {
    const column = ['stream', 'type', 'data', 'metadata', 'event_id'][other % 5] ?? '';
    const position = (at % headOf(db)) + 1;
    const row = db.prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM events WHERE position = ?`);
    const bytes = Buffer.from(row.get(position)?.['bytes'] as Uint8Array);
    const place = Math.floor(other / 5) % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ byte;
    const value = column === 'event_id' ? '?' : 'CAST(? AS TEXT)';
    set(db, `UPDATE events SET ${column} = ${value} WHERE position = ?`, bytes, position);
  },
  'the bytes of another event'(db, { at, other }) {
    const head = headOf(db);
    const [one, two] = [at % head, (at + 1 + (other % (head - 1))) % head];
    set(
      db,
      'UPDATE events SET (type, data, metadata) = (SELECT type, data, metadata FROM events WHERE position = ?) WHERE position = ?',
      one + 1,
      two + 1,
    );
  },
  'an event of another stream'(db, { at }) {
    const position = (at % headOf(db)) + 1;
    set(db, "UPDATE events SET stream = 'case-somebody', revision = 0 WHERE position = ?", position);
  },
  'two events in the other order'(db, { at, other }) {
    const head = headOf(db);
    const [one, two] = [at % head, (at + 1 + (other % (head - 1))) % head];
    set(db, 'UPDATE events SET position = -1 WHERE position = ?', one + 1);
    set(db, 'UPDATE events SET position = ? WHERE position = ?', one + 1, two + 1);
    set(db, 'UPDATE events SET position = ? WHERE position = -1', two + 1);
  },
  'an event less'(db, { at }) {
    set(db, 'DELETE FROM events WHERE position = ?', (at % headOf(db)) + 1);
  },
  'a cut end'(db, { at }) {
    set(db, 'DELETE FROM events WHERE position > ?', at % headOf(db));
  },
  'a stream less'(db, { at }) {
    const position = (at % headOf(db)) + 1;
    set(db, 'DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE position = ?)', position);
  },
  'an event more'(db, { at, other }) {
    const [head, place] = [headOf(db), (at % headOf(db)) + 1];
    set(db, 'UPDATE events SET position = -(position + 1) WHERE position >= ?', place);
    set(db, 'UPDATE events SET position = -position WHERE position < 0');
    set(
      db,
      `INSERT INTO events SELECT ?, stream, (SELECT max(revision) + 1 FROM events f WHERE f.stream = e.stream), randomblob(16), type, data, metadata
         FROM events e WHERE position <> ? ORDER BY position LIMIT 1 OFFSET ?`,
      place,
      place,
      other % head,
    );
  },
};

const choices = fc.record({
  at: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
  byte: fc.integer({ min: 1, max: 255 }),
});

describe('D15 a data folder that somebody has altered', () => {
  it('is not alarmed about when nobody has', async () => {
    const verdict = await altered(() => undefined, verified);
    expect(whatIsWrong(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      linked: verdict.events,
      evidence: 3,
      covered: { events: verdict.events },
    });
    for (const caseId of CASES)
      expect(
        whatIsWrong(
          await altered(
            () => undefined,
            (at) => verified(at, { caseId }),
          ),
        ),
      ).toEqual([]);
  });

  it.each(Object.entries(ALTERATIONS))('is found out: %s', async (_name, alter) => {
    await fc.assert(
      fc.asyncProperty(choices, async (choice) => {
        const verdict = await altered((directory) => {
          inHistory(directory, (db) => {
            alter(db, choice);
          });
        }, verified);
        expect(whatIsWrong(verdict)).not.toEqual([]);
        expect(
          verdict.findings.some(({ position, finding }) => position !== undefined || finding === 'cut'),
        ).toBe(true);
      }),
      { numRuns: runs(2) },
    );
  });
});

import { chmodSync, closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable, type Position } from '#event-sourcing';
import { openDatabase } from './database.ts';
import { openSqliteEventStore, SqliteEventStore } from './sqlite-event-store.ts';
import { events, stream, useFolder } from './testing/noted.ts';

const place = useFolder();

describe('a file that cannot serve', () => {
  const opening = (path = place.file) => {
    return () => openSqliteEventStore({ file: path, busyTimeoutMillis: 50 });
  };
  const expectSentence = (action: () => unknown, sentence: string | RegExp): void => {
    expect(action).toThrow(EventStoreUnavailable);
    expect(action).toThrow(sentence);
  };
  const createHistory = async (count = 1): Promise<void> => {
    const store = openSqliteEventStore({ file: place.file });
    await store.append(stream(1), 'no-stream', events(count));
    await store.close();
  };

  it('is in a folder that does not exist', () => {
    expectSentence(
      opening(join(place.folder, 'missing', 'events.db')),
      /missing\/events.db cannot be opened: check that its folder exists/,
    );
  });

  it('is below something that is not a folder', () => {
    writeFileSync(place.file, 'a file');
    expectSentence(opening(join(place.file, 'events.db')), 'cannot be opened');
  });

  it('is no database', () => {
    writeFileSync(place.file, 'Dear Sir or Madam, '.repeat(500));
    expectSentence(opening(), 'is not an SQLite database or is damaged');
  });

  it('belongs to another program, and stays as it was', () => {
    const other = new DatabaseSync(place.file);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const before = statSync(place.file).mtimeMs;
    expectSentence(opening(), 'is an SQLite database of another program');
    expect(statSync(place.file).mtimeMs).toBe(before);
  });

  it('was written by a newer version', async () => {
    await createHistory();
    const newer = new DatabaseSync(place.file);
    newer.exec('PRAGMA user_version = 2');
    newer.close();
    expectSentence(opening(), 'was written by a newer version (schema 2, this program knows 1)');
  });

  it('is damaged in the middle', async () => {
    await createHistory(500);
    const store = openSqliteEventStore({ file: place.file });
    const handle = openSync(place.file, 'r+');
    for (let at = 4096; at < statSync(place.file).size; at += 4096)
      writeSync(handle, Buffer.alloc(4096, 0xab), 0, 4096, at);
    closeSync(handle);
    const reading = store.readAll('' as Position, 1000);
    await expect(reading).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(reading).rejects.toThrow('is damaged: stop the service');
    await store.close();
  });

  it.each([
    ['together with its folder', 0o555],
    ['in a folder that may be written', 0o777],
  ])('may only be read, %s', async (_name, folderMode) => {
    await createHistory();
    chmodSync(place.file, 0o444);
    chmodSync(place.folder, folderMode);
    withoutPrivileges(() => {
      expectSentence(opening(), /cannot be (written|opened).*service's user/);
    });
  });

  it('would have to be created in a folder that may only be read', () => {
    chmodSync(place.folder, 0o555);
    withoutPrivileges(() => {
      expectSentence(opening(), /cannot be opened.*service's user/);
    });
  });

  it('became read-only while it was open', async () => {
    const db = openDatabase(place.file, 100);
    const store = new SqliteEventStore(db, place.file);
    db.exec('PRAGMA query_only = 1');
    const appending = store.append(stream(1), 'no-stream', events(1));
    await expect(appending).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(appending).rejects.toThrow('cannot be written');
    await store.close();
  });

  it('is locked by another process for too long', async () => {
    const store = opening()();
    const other = new DatabaseSync(place.file);
    other.exec('BEGIN IMMEDIATE');
    const locked = store.append(stream(1), 'no-stream', events(1));
    await expect(locked).rejects.toThrow(/is locked by another process: end what holds it/);
    other.exec('ROLLBACK');
    expect(await store.append(stream(1), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
    other.close();
    await store.close();
  });
});

/** Root may write everything, so the test steps down to an account without any rights for a moment. */
function withoutPrivileges(action: () => void): void {
  if (process.geteuid?.() !== 0) {
    action();
    return;
  }
  process.seteuid?.(65_534);
  try {
    action();
  } finally {
    process.seteuid?.(0);
  }
}

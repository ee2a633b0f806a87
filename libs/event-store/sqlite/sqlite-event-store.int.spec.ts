import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  canonicalJson,
  EventIdConflict,
  EventStoreUnavailable,
  revision,
  streamName,
  type EventId,
  type EventToAppend,
  type Position,
} from '#event-sourcing';
import { openDatabase } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { openSqliteEventStore, SqliteEventStore } from './sqlite-event-store.ts';

const stream = (id: number | string) => streamName('case', String(id));
const event = (note = 'x'): EventToAppend => ({
  id: randomUUID() as EventId,
  type: 'Noted',
  data: canonicalJson({ note }),
  metadata: canonicalJson({}),
});
const events = (count: number) => Array.from({ length: count }, () => event());

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-sqlite-'));
  file = join(folder, 'events.db');
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

describe('group commit', () => {
  it('commits the appends of one turn together, and those of the next turn by themselves', async () => {
    const db = openDatabase(file, 100);
    let commits = 0;
    const writer = new GroupCommit(db, file, () => (commits += 1));
    const append = (id: number) =>
      writer.append({ stream: stream(id), expected: 'no-stream', events: [event()] });
    await Promise.all([1, 2, 3].map(append));
    expect(commits).toBe(1);
    await append(4);
    expect(commits).toBe(2);
    db.close();
  });

  it('lets a conflict, a used id and a malformed id fail alone', async () => {
    const store = openSqliteEventStore({ file });
    const used = event();
    await store.append(stream(1), 'no-stream', [used]);
    const results = await Promise.allSettled([
      store.append(stream(2), 'no-stream', events(2)),
      store.append(stream(1), 'no-stream', events(2)),
      store.append(stream(3), 'no-stream', [event(), used]),
      store.append(stream(4), 'no-stream', [{ ...event(), id: 'NOT-A-UUID' as EventId }]),
      store.append(stream(5), 'no-stream', events(1)),
    ]);
    expect(results).toMatchObject([
      { value: { outcome: 'appended', position: '0000000000000000003' } },
      { value: { outcome: 'conflict', actual: 0n } },
      { reason: expect.any(EventIdConflict) },
      { reason: expect.any(RangeError) },
      { value: { outcome: 'appended', position: '0000000000000000004' } },
    ]);
    expect(await store.readAll('' as Position, 10)).toHaveLength(4);
    await store.close();
  });

  it('keeps order when a crowd needs several commits', async () => {
    const store = openSqliteEventStore({ file });
    const results = await Promise.all(
      [1, 2, 3].map((id) => store.append(stream(id), 'no-stream', events(1500))),
    );
    expect(results.map((each) => 'position' in each && Number(each.position))).toEqual([1500, 3000, 4500]);
    await store.close();
  });

  it('writes what was asked for before closing', async () => {
    const store = openSqliteEventStore({ file });
    const result = store.append(stream(1), 'no-stream', events(1));
    await store.close();
    expect(await result).toMatchObject({ outcome: 'appended' });
  });

  it('takes back what was written before a failure in the middle of the group', async () => {
    const store = openSqliteEventStore({ file });
    const shell = new DatabaseSync(file);
    shell.exec(
      `CREATE TRIGGER broken BEFORE INSERT ON events WHEN NEW.stream = 'case-2' BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    );
    const append = (ids: readonly number[]) =>
      Promise.allSettled(ids.map((id) => store.append(stream(id), 'no-stream', events(2))));
    expect((await append([1, 2, 3])).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(await store.head()).toBe('');
    expect(await append([1, 3])).toMatchObject([
      { value: { outcome: 'appended' } },
      { value: { revision: 1n } },
    ]);
    expect(shell.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 4 });
    shell.close();
    await store.close();
  });

  it('rejects everything gathered when the disk is full, writes none of it, and works again once there is room', async () => {
    const db = openDatabase(file, 100);
    const store = new SqliteEventStore(db, file);
    await store.append(stream('before'), 'no-stream', events(1));
    db.exec('PRAGMA max_page_count = 20');
    const batches = [1, 2, 3].map((id) => ({ id, batch: [event(), event('y'.repeat(60_000))] }));
    const append = () => batches.map(({ id, batch }) => store.append(stream(id), 'no-stream', batch));
    for (const result of await Promise.allSettled(append())) {
      expect(result).toMatchObject({ reason: expect.any(EventStoreUnavailable) });
      expect(String(result.status === 'rejected' && result.reason)).toContain(
        `${file} has no room to grow, the disk is full`,
      );
    }
    expect(await store.readAll('' as Position, 10)).toHaveLength(1);
    db.exec('PRAGMA max_page_count = 100000');
    expect((await Promise.all(append())).map(({ outcome }) => outcome)).toEqual(Array(3).fill('appended'));
    expect(await store.head()).toBe('0000000000000000007');
    await store.close();
  });
});

describe('the file', () => {
  it('syncs every commit to disk', () => {
    const db = openDatabase(file, 100);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    db.close();
  });

  it('refuses to change or remove an event, whoever asks', async () => {
    const store = openSqliteEventStore({ file });
    await store.append(stream(1), 'no-stream', events(1));
    await store.close();
    const shell = new DatabaseSync(file);
    expect(() => {
      shell.exec(`UPDATE events SET type = 'Forged'`);
    }).toThrow('events are never changed');
    expect(() => {
      shell.exec('DELETE FROM events');
    }).toThrow('events are never removed');
    shell.close();
  });

  it('keeps revisions and positions exact where a float would not', async () => {
    const big = 2n ** 53n + 1n;
    const store = openSqliteEventStore({ file });
    const shell = new DatabaseSync(file);
    shell
      .prepare(`INSERT INTO events VALUES (?, 'case-1', ?, randomblob(16), 'T', '{}', '{}')`)
      .run(big, big);
    shell.close();
    expect(await store.readStream(stream(1))).toMatchObject([
      { revision: big, position: '0009007199254740993' },
    ]);
    expect(await store.append(stream(1), revision(big), events(1))).toEqual({
      outcome: 'appended',
      revision: big + 1n,
      position: '0009007199254740994',
    });
    await store.close();
  });

  it('does not take a position that it never handed out', async () => {
    const store = openSqliteEventStore({ file });
    await expect(store.readAll('7' as Position, 1)).rejects.toThrow('not a position of this event store: 7');
    await store.close();
  });
});

describe('a file that cannot serve', () => {
  const opening = (path = file) => {
    return () => openSqliteEventStore({ file: path, busyTimeoutMillis: 50 });
  };
  const expectSentence = (action: () => unknown, sentence: string | RegExp): void => {
    expect(action).toThrow(EventStoreUnavailable);
    expect(action).toThrow(sentence);
  };
  const createHistory = async (count = 1): Promise<void> => {
    const store = openSqliteEventStore({ file });
    await store.append(stream(1), 'no-stream', events(count));
    await store.close();
  };

  it('is in a folder that does not exist', () => {
    expectSentence(
      opening(join(folder, 'missing', 'events.db')),
      /missing\/events.db cannot be opened: check that its folder exists/,
    );
  });

  it('is below something that is not a folder', () => {
    writeFileSync(file, 'a file');
    expectSentence(opening(join(file, 'events.db')), 'cannot be opened');
  });

  it('is no database', () => {
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(500));
    expectSentence(opening(), 'is not an SQLite database or is damaged');
  });

  it('belongs to another program, and stays as it was', () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const before = statSync(file).mtimeMs;
    expectSentence(opening(), 'is an SQLite database of another program');
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it('was written by a newer version', async () => {
    await createHistory();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 2');
    newer.close();
    expectSentence(opening(), 'was written by a newer version (schema 2, this program knows 1)');
  });

  it('is damaged in the middle', async () => {
    await createHistory(500);
    const store = openSqliteEventStore({ file });
    const handle = openSync(file, 'r+');
    for (let at = 4096; at < statSync(file).size; at += 4096)
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
    chmodSync(file, 0o444);
    chmodSync(folder, folderMode);
    withoutPrivileges(() => {
      expectSentence(opening(), /cannot be (written|opened).*service's user/);
    });
  });

  it('would have to be created in a folder that may only be read', () => {
    chmodSync(folder, 0o555);
    withoutPrivileges(() => {
      expectSentence(opening(), /cannot be opened.*service's user/);
    });
  });

  it('became read-only while it was open', async () => {
    const db = openDatabase(file, 100);
    const store = new SqliteEventStore(db, file);
    db.exec('PRAGMA query_only = 1');
    const appending = store.append(stream(1), 'no-stream', events(1));
    await expect(appending).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(appending).rejects.toThrow('cannot be written');
    await store.close();
  });

  it('is locked by another process for too long', async () => {
    const store = opening()();
    const other = new DatabaseSync(file);
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

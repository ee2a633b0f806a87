import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  EventIdConflict,
  EventStoreUnavailable,
  revision,
  type EventId,
  type Position,
} from '#event-sourcing';
import { openDatabase } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { openSqliteEventStore, SqliteEventStore } from './sqlite-event-store.ts';
import { event, events, stream, useFolder } from './testing/noted.ts';

const place = useFolder();

describe('group commit', () => {
  it('commits the appends of one turn together, and those of the next turn by themselves', async () => {
    const db = openDatabase(place.file, 100);
    let commits = 0;
    const writer = new GroupCommit(db, place.file, () => (commits += 1));
    const append = (id: number) =>
      writer.append({ stream: stream(id), expected: 'no-stream', events: [event()] });
    await Promise.all([1, 2, 3].map(append));
    expect(commits).toBe(1);
    await append(4);
    expect(commits).toBe(2);
    db.close();
  });

  it('lets a conflict, a used id and a malformed id fail alone', async () => {
    const store = openSqliteEventStore({ file: place.file });
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
    const store = openSqliteEventStore({ file: place.file });
    const results = await Promise.all(
      [1, 2, 3].map((id) => store.append(stream(id), 'no-stream', events(1500))),
    );
    expect(results.map((each) => 'position' in each && Number(each.position))).toEqual([1500, 3000, 4500]);
    await store.close();
  });

  it('writes what was asked for before closing', async () => {
    const store = openSqliteEventStore({ file: place.file });
    const result = store.append(stream(1), 'no-stream', events(1));
    await store.close();
    expect(await result).toMatchObject({ outcome: 'appended' });
  });

  it('takes back what was written before a failure in the middle of the group', async () => {
    const store = openSqliteEventStore({ file: place.file });
    const shell = new DatabaseSync(place.file);
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
    const db = openDatabase(place.file, 100);
    const store = new SqliteEventStore(db, place.file);
    await store.append(stream('before'), 'no-stream', events(1));
    db.exec('PRAGMA max_page_count = 20');
    const batches = [1, 2, 3].map((id) => ({ id, batch: [event(), event('y'.repeat(60_000))] }));
    const append = () => batches.map(({ id, batch }) => store.append(stream(id), 'no-stream', batch));
    for (const result of await Promise.allSettled(append())) {
      expect(result).toMatchObject({ reason: expect.any(EventStoreUnavailable) });
      expect(String(result.status === 'rejected' && result.reason)).toContain(
        `${place.file} has no room to grow, the disk is full`,
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
    const db = openDatabase(place.file, 100);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    db.close();
  });

  it('refuses to change or remove an event, whoever asks', async () => {
    const store = openSqliteEventStore({ file: place.file });
    await store.append(stream(1), 'no-stream', events(1));
    await store.close();
    const shell = new DatabaseSync(place.file);
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
    const store = openSqliteEventStore({ file: place.file });
    const shell = new DatabaseSync(place.file);
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
    const store = openSqliteEventStore({ file: place.file });
    await expect(store.readAll('7' as Position, 1)).rejects.toThrow('not a position of this event store: 7');
    await store.close();
  });
});

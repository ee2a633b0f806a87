import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BEGINNING,
  canonicalJson,
  EventStoreUnavailable,
  streamName,
  type EventId,
  type EventStore,
  type EventToAppend,
  type StoredEvent,
} from '#event-sourcing';
import { MemoryEventStore, swiftTiming } from '#event-sourcing/testing';
import { migrateHistory, verifyMigration, type MigrationProgress } from './migrate.ts';

const stream = (id: string) => streamName('case', id);
const event = (note: string): EventToAppend => ({
  id: randomUUID() as EventId,
  type: 'Noted',
  data: canonicalJson({ note }),
  metadata: canonicalJson({ actor: { id: 'u-1', role: 'agent' } }),
});

/** Events `a0 b0 a1 a2 c0 b1`, in this order of the log. */
async function source(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  await store.append(stream('a'), 'no-stream', [event('a0')]);
  await store.append(stream('b'), 'no-stream', [event('b0')]);
  await store.append(stream('a'), revisionOf(0), [event('a1')]);
  await store.append(stream('a'), revisionOf(1), [event('a2')]);
  await store.append(stream('c'), 'no-stream', [event('c0')]);
  await store.append(stream('b'), revisionOf(0), [event('b1')]);
  return store;
}

const revisionOf = (value: number) => BigInt(value) as StoredEvent['revision'];
const logOf = (store: EventStore) => store.readAll(BEGINNING, 10_000);
const placeless = (events: readonly StoredEvent[]) =>
  events.map(({ position: _position, ...event }) => event);
const sameLog = async (one: EventStore, other: EventStore) => {
  expect(placeless(await logOf(other))).toEqual(placeless(await logOf(one)));
};

/** A store behind another one's face. */
const behind = (store: EventStore, instead: Partial<EventStore>): EventStore => ({
  append: (...append) => store.append(...append),
  readStream: (...stream) => store.readStream(...stream),
  readAll: (...page) => store.readAll(...page),
  at: (position) => store.at(position),
  identity: () => store.identity(),
  head: () => store.head(),
  subscribe: (options) => store.subscribe(options),
  close: () => store.close(),
  ...instead,
});

const neverWritten = (store: EventStore): EventStore =>
  behind(store, { append: () => Promise.reject(new Error('something was written')) });

describe('migrating a history', () => {
  it('copies events in log order, those of one stream that follow each other in one append', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    const appends: number[] = [];
    const target = behind(to, {
      append: (...append) => (appends.push(append[2].length), to.append(...append)),
    });
    let millis = 0;
    const timing = { ...swiftTiming(), now: () => (millis += 1_500) };
    const { seconds, ...result } = await migrateHistory(from, target, { timing });
    await sameLog(from, to);
    expect(appends).toEqual([1, 1, 2, 1, 1]);
    expect(seconds).toBe(1.5);
    const { sha256 } = result;
    const summary = { events: 6, streams: 3, sha256 };
    expect(result).toEqual({ ...summary, target: summary, copied: 6, alreadyThere: 0 });
  });

  it('writes nothing when it is repeated', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    const { sha256 } = await migrateHistory(from, to);
    expect(await migrateHistory(from, neverWritten(to))).toMatchObject({
      ...{ events: 6, sha256, copied: 0, alreadyThere: 6 },
    });
  });

  it('hashes in a way that anybody can repeat', async () => {
    const from = await source();
    const hash = createHash('sha256');
    for (const { stream, revision, id, type, data, metadata } of await logOf(from)) {
      for (const text of [stream, String(revision), id, type, data, metadata]) {
        hash
          .update(`${String(Buffer.from(text).length)}:`)
          .update(text)
          .update(',');
      }
    }
    expect((await migrateHistory(from, new MemoryEventStore())).sha256).toBe(hash.digest('hex'));
  });

  it('has nothing to do for an empty history', async () => {
    const result = await migrateHistory(new MemoryEventStore(), new MemoryEventStore());
    expect(result).toMatchObject({ events: 0, streams: 0, copied: 0 });
  });

  it('takes along what is appended meanwhile, until nothing more comes', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    const late = ['late-1', 'late-2'];
    const onProgress = ({ phase, done }: MigrationProgress): void => {
      const name = phase === 'verifying' && done >= 6 ? late.shift() : undefined;
      if (name !== undefined) void from.append(stream(name), 'no-stream', [event(name)]);
    };
    const result = await migrateHistory(from, to, { onProgress });
    expect(result).toMatchObject({ events: 8, streams: 5, copied: 8, alreadyThere: 0 });
    await sameLog(from, to);
  });

  it('tells how far it is, in each phase', async () => {
    const from = await source();
    const told: MigrationProgress[] = [];
    await migrateHistory(from, new MemoryEventStore(), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ phase, done, total }) => `${phase} ${String(done)}/${String(total)}`)).toEqual([
      'comparing 0/0',
      ...[1, 2, 4, 5, 6].map((done) => `copying ${String(done)}/6`),
      ...['verifying 6/6', 'verifying 6/6'],
    ]);
  });

  it('tells no total where the store cannot count', async () => {
    const told: MigrationProgress[] = [];
    await migrateHistory(behind(await source(), {}), new MemoryEventStore(), {
      onProgress: (progress) => told.push(progress),
    });
    expect(told.at(-1)).toEqual({ phase: 'verifying', done: 6 });
  });
});

describe('a target that is not the place for this history', () => {
  const refused = async (from: EventStore, to: EventStore, sentence: string | RegExp) => {
    const before = await logOf(to);
    const migrating = migrateHistory(from, neverWritten(to));
    await expect(migrating).rejects.toMatchObject({ name: 'MigrationRefused' });
    await expect(migrating).rejects.toThrow(sentence);
    expect(await logOf(to)).toEqual(before);
  };

  it('holds the history of somebody else', async () => {
    const to = new MemoryEventStore();
    await to.append(stream('z'), 'no-stream', [event('foreign')]);
    await refused(
      await source(),
      to,
      /another history[.] Events that are the same: 0; then comes case-z@0 \(Noted\), which is not from here; here it is case-a@0 .* Nothing was written/,
    );
  });

  it('holds a part of this history, then something else', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    const [a0, b0] = await logOf(from);
    for (const each of [a0, b0]) if (each !== undefined) await to.append(each.stream, 'no-stream', [each]);
    await to.append(stream('a'), revisionOf(0), [event('of its own')]);
    await refused(
      from,
      to,
      'Events that are the same: 2; then comes case-a@1 (Noted), which is not from here',
    );
  });

  it('holds this history and has gone on by itself', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    await migrateHistory(from, to);
    await to.append(stream('new'), 'no-stream', [event('of its own')]);
    await refused(
      from,
      to,
      'The target has gone on by itself. Events that are the same: 6; case-new@0 is the first one that is only there. Nothing was written. Somebody works on it already: set EVENT_STORE',
    );
  });

  it('holds a history while this one is empty', async () => {
    await refused(
      new MemoryEventStore(),
      await source(),
      'a history that begins with case-a@0, and this one is empty',
    );
  });
});

describe('a copy that is not equal', () => {
  const failing = async (migrating: Promise<unknown>, sentence: string) => {
    await expect(migrating).rejects.toMatchObject({ name: 'HistoriesDiffer' });
    await expect(migrating).rejects.toThrow(sentence);
  };

  it.each([
    ['data', (event: EventToAppend) => ({ ...event, data: canonicalJson({ note: 'b2' }) })],
    ['metadata', (event: EventToAppend) => ({ ...event, metadata: canonicalJson({ actor: null }) })],
    ['type', (event: EventToAppend) => ({ ...event, type: 'Nöted' })],
  ])('is noticed when the %s of one event has changed', async (part, change) => {
    const to = new MemoryEventStore();
    const target = behind(to, {
      append: (name, expected, events) =>
        to.append(name, expected, name === stream('b') ? events.map(change) : events),
    });
    const where = `case-b@0 (${part === 'type' ? 'Nöted' : 'Noted'}) with another ${part}. Events that are the same: 1;`;
    await failing(migrateHistory(await source(), target), where);
  });

  it('is noticed when the target forgets what it had confirmed', async () => {
    const to = new MemoryEventStore();
    const target = behind(to, { readAll: async (...page) => (await to.readAll(...page)).slice(0, 5) });
    const short = behind(target, {
      readAll: async (after, limit) => (after === '' ? target.readAll(after, limit) : []),
    });
    await failing(
      migrateHistory(await source(), short),
      'not complete. Events that are the same: 5; case-b@1 is',
    );
  });

  it('is found without writing anything', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    await failing(verifyMigration(from, neverWritten(to)), 'case-a@0 is the first one that is missing');
    await migrateHistory(from, to);
    expect(await verifyMigration(from, neverWritten(to))).toMatchObject({ events: 6, target: { events: 6 } });
    await to.append(stream('new'), 'no-stream', [event('of its own')]);
    await failing(verifyMigration(from, neverWritten(to)), 'has gone on by itself');
  });
});

describe('a target that is away', () => {
  const away = () => Promise.reject(new EventStoreUnavailable('The server cannot be reached.'));

  it('is asked again, and the outage is told once', async () => {
    const [from, to, timing] = [await source(), new MemoryEventStore(), swiftTiming()];
    let failures = 5;
    const target = behind(to, {
      append: (...append) => ((failures -= 1) >= 0 ? away() : to.append(...append)),
    });
    const outages: string[] = [];
    await migrateHistory(from, target, { timing, onOutage: ({ message }) => outages.push(message) });
    await sameLog(from, to);
    expect(outages).toEqual(['The server cannot be reached.']);
    expect(timing.now()).toBeGreaterThan(1_000);
  });

  it('for too long ends the copy, and the next call goes on', async () => {
    const [from, to, timing] = [await source(), new MemoryEventStore(), swiftTiming()];
    let left = 2;
    const target = behind(to, { append: (...append) => ((left -= 1) >= 0 ? to.append(...append) : away()) });
    const migrating = migrateHistory(from, target, { timing });
    await expect(migrating).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(migrating).rejects.toThrow(
      'The server cannot be reached. Given up after 60 s; nothing is lost: run the same command again to go on.',
    );
    expect(timing.now()).toBe(60_000);
    expect(await migrateHistory(from, to)).toMatchObject({ alreadyThere: 2, copied: 4 });
    await sameLog(from, to);
  });

  it('from the start is told at once', async () => {
    const timing = swiftTiming();
    const target = behind(new MemoryEventStore(), { readStream: away });
    await expect(migrateHistory(await source(), target, { timing })).rejects.toThrow(
      /^The server cannot be reached.$/,
    );
    expect(timing.now()).toBe(0);
  });

  it('does not keep anybody who wants to stop', async () => {
    const stopping = new AbortController();
    const migrating = migrateHistory(await source(), behind(new MemoryEventStore(), { append: away }), {
      signal: stopping.signal,
      onOutage: () => {
        stopping.abort();
      },
    });
    await expect(migrating).rejects.toMatchObject({ name: 'AbortError' });
  });
});

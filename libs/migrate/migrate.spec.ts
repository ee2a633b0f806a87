import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type EventStore, type EventToAppend } from '#event-sourcing';
import { MemoryEventStore, swiftTiming } from '#event-sourcing/testing';
import { migrateHistory, verifyMigration, type MigrationProgress } from './migrate.ts';
import { stream, event, source, logOf, sameLog, behind } from './testing/histories.ts';

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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { status } from '@grpc/grpc-js';
import { BEGINNING, EventStoreUnavailable, streamName, type EventStore } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { MemoryEventStore, sampled, swiftTiming } from '#event-sourcing/testing';
import { migrateHistory, verifyMigration } from '#migrate';
import { pages } from '../contract/event-store.fixtures.ts';
import { meanwhile } from '../contract/event-store.patience.ts';
import { serviceError, type AppendFault } from '../servers/eventstoredb/faults.ts';
import type { NewEvent } from '../servers/eventstoredb/log.ts';
import { proposed as inServerWords, useDouble } from './eventstoredb.fixtures.ts';
import { extendHistory, inFile, noted, onServer } from './migrate.fixtures.ts';

const { double, open, timing } = useDouble();

let folder = '';
let file = '';
let source: EventStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-migrate-'));
  file = join(folder, 'events.db');
  await extendHistory(file, { appends: 60, name: 'begin' });
  source = openSqliteEventStore({ file });
});
afterEach(async () => {
  await source.close();
  rmSync(folder, { recursive: true });
});

const stream = streamName('case', 'one');
const proposed = (index: number): NewEvent => inServerWords(noted(stream, index));
const appendOne = (...indexes: readonly number[]) =>
  source.append(
    stream,
    'no-stream',
    indexes.map((index) => noted(stream, index)),
  );

describe('an embedded history', () => {
  it('is the same in another store, to the byte', async () => {
    const target = new MemoryEventStore();
    await migrateHistory(source, target);
    const there = (await pages(target, BEGINNING, 1000)).map(({ position: _position, ...event }) => event);
    expect(there).toEqual(await inFile(file));
  });

  it('is the same on EventStoreDB (protocol double), to the byte', async () => {
    const result = await migrateHistory(source, open());
    const original = await inFile(file);
    expect(onServer(double())).toEqual(original);
    expect(result).toMatchObject({ events: original.length, copied: original.length, alreadyThere: 0 });
    expect(await verifyMigration(source, open())).toMatchObject({ sha256: result.sha256 });
  });

  it('goes over although one event is nearly as large as the server allows', async () => {
    const large = noted(stream, 0, 'x'.repeat(1_000_000));
    await source.append(stream, 'no-stream', [large, noted(stream, 1), noted(stream, 2)]);
    await migrateHistory(source, open());
    expect(onServer(double())).toEqual(await inFile(file));
  });
});

it('says what to do about an event that the server (protocol double) does not take', async () => {
  const large = noted(stream, 0, 'x'.repeat(1_100_000));
  await source.append(stream, 'no-stream', [large]);
  const migrating = migrateHistory(source, open(), { timing: swiftTiming(), patienceMillis: 100 });
  await expect(migrating).rejects.toThrow(/raise its MaxAppendSize.*run the same command again to go on/);
  expect(onServer(double())).toEqual((await inFile(file)).slice(0, -1));
});

/** Appends to a history whose migration is broken eight times. */
const MORE = sampled({ full: 400, sample: 100 });

const FAULTS: readonly AppendFault[] = [
  'cut before writing',
  'cut after writing',
  'stall before writing',
  'stall after writing',
  'answer late',
  'write late',
  { error: serviceError(status.UNAVAILABLE, 'Server Is Not Ready') },
];

describe('a migration into EventStoreDB (protocol double) survives that', () => {
  it('single appends are lost, late or never answered', async () => {
    double().faults.append.push(...FAULTS);
    await meanwhile(timing(), migrateHistory(source, open(), { timing: swiftTiming() }));
    double().release();
    expect(onServer(double())).toEqual(await inFile(file));
  });

  it('the connection breaks again and again', async () => {
    await extendHistory(file, { appends: MORE, name: 'more' });
    let appends = 0;
    double().log.onAppend(() => {
      appends += 1;
      // The append is written, and its answer lost.
      if (appends % (MORE / 4) === 0) double().cut();
    });
    await migrateHistory(source, open(), { timing: swiftTiming() });
    expect(appends).toBeGreaterThan(2 * MORE);
    expect(onServer(double())).toEqual(await inFile(file));
  });

  it('the server is away for longer than a request waits', async () => {
    const outages: string[] = [];
    const swift = swiftTiming();
    let [away, pauses] = [false, 0];
    await migrateHistory(source, open(), {
      onProgress: ({ phase, done }) => {
        if (phase !== 'copying' || done < 50 || away) return;
        away = true;
        double().proxy.refuse();
      },
      onOutage: ({ message }) => outages.push(message),
      timing: {
        ...swift,
        sleep: (millis) => {
          pauses += 1;
          if (pauses === 5) double().proxy.restore();
          return swift.sleep(millis);
        },
      },
    });
    expect(pauses).toBe(5);
    expect(outages).toHaveLength(1);
    expect(outages[0]).toContain('cannot be reached');
    expect(onServer(double())).toEqual(await inFile(file));
  });

  it('the server stays away, then somebody runs it again', async () => {
    const away = migrateHistory(source, open({ attempts: 1 }), {
      timing: swiftTiming(),
      onProgress: ({ phase, done }) => {
        if (phase === 'copying' && done > 50) double().proxy.refuse();
      },
    });
    await expect(away).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(away).rejects.toThrow('run the same command again to go on');
    double().proxy.restore();
    const there = onServer(double()).length;
    const original = await inFile(file);
    expect(there).toBeGreaterThan(50);
    expect(there).toBeLessThan(original.length);
    const again = await migrateHistory(source, open());
    expect(again).toMatchObject({ alreadyThere: there, copied: original.length - there });
    expect(onServer(double())).toEqual(original);
  });

  it('an append of an earlier run is written late, when the source has grown', async () => {
    await appendOne(0, 1, 2);
    let late = 0;
    await migrateHistory(source, open(), {
      onProgress: ({ phase, done, total = 0 }) => {
        // Before the last append of this run comes what the earlier one knew of it.
        if (phase !== 'copying' || done !== total - 3) return;
        late += 1;
        double().write(stream, 'no-stream', [proposed(0), proposed(1)]);
      },
    });
    expect(late).toBe(1);
    expect(onServer(double())).toEqual(await inFile(file));
  });

  it('it is started twice at once', async () => {
    await Promise.all([migrateHistory(source, open()), migrateHistory(source, open())]);
    expect(onServer(double())).toEqual(await inFile(file));
  });
});

describe('a migration into EventStoreDB (protocol double) is refused', () => {
  it('when cases of somebody else stand there, and leaves them as they are', async () => {
    double().write('case-other', 'no-stream', [proposed(0)]);
    const before = double().log.events.length;
    await expect(migrateHistory(source, open())).rejects.toThrow(
      /then comes case-other@0 .* Nothing was written/,
    );
    expect(double().log.events).toHaveLength(before);
  });

  it('not when other applications have streams of their own there', async () => {
    double().write('orders-1', 'no-stream', [proposed(0)]);
    await migrateHistory(source, open());
    expect(onServer(double())).toEqual(await inFile(file));
  });

  it('when a stream of that name was deleted, as its revisions would go on', async () => {
    const empty = openSqliteEventStore({ file: join(folder, 'one.db') });
    await empty.append(stream, 'no-stream', [noted(stream, 0)]);
    double().write(stream, 'no-stream', [proposed(7)]);
    double().log.delete(stream, 'soft-deleted');
    double().log.events.length = 0; // scavenged
    await expect(migrateHistory(empty, open())).rejects.toThrow(
      'case-one@0 became revision 1 in the target, where a stream of that name was deleted before',
    );
    await empty.close();
  });
});

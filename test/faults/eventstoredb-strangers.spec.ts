import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { openEngine } from '#engine';
import { consume, events, idsOf } from '../contract/event-store.fixtures.ts';
import { note } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';
import { newStream, useDouble } from './eventstoredb.fixtures.ts';

const { double, open } = useDouble();

describe('the identity of a history on EventStoreDB (protocol double)', () => {
  const IDENTITY = 'redress-history';
  const standing = (): readonly string[] =>
    double()
      .log.events.filter(({ stream }) => stream === IDENTITY)
      .map(({ id }) => id);

  it('is made once, also when many processes start at the same time', async () => {
    const names = await Promise.all(Array.from({ length: 20 }, () => open().identity()));
    expect(new Set(names)).toEqual(new Set(standing()));
    expect(standing()).toHaveLength(1);
  });

  it('is that of its first event where the history is older than its identity, whoever makes it', async () => {
    const batch = events(3);
    await open().append(newStream(), 'no-stream', batch);
    double().log.fill(100);
    const names = await Promise.all([open().identity(), open().identity()]);
    expect(names).toEqual([batch[0]?.id, batch[0]?.id]);
    expect(standing()).toEqual([batch[0]?.id]);
  });

  it('is whole after a connection that broke while it was written', async () => {
    for (const fault of ['cut before writing', 'cut after writing'] as const) {
      const other = await startEventStoreDbDouble();
      const store = open({ connectionString: other.connectionString });
      other.faults.append.push(fault);
      const name = await store.identity();
      expect(await open({ connectionString: other.connectionString }).identity()).toBe(name);
      await store.close();
      await other.stop();
    }
  });

  it('is found by its name, without a look at the log', async () => {
    await open().identity();
    const before = double().asked.length;
    await open().identity();
    expect(double().asked.slice(before)).toEqual([{ what: 'stream', requiresLeader: true }]);
  });

  it('is one for each namespace, and no part of the history', async () => {
    const [one, other] = [open({ namespace: 'a_' }), open({ namespace: 'b_' })];
    expect(await one.identity()).not.toBe(await other.identity());
    expect(await one.readAll(BEGINNING, 10)).toEqual([]);
    expect(await one.head()).toBe(BEGINNING);
  });
});

describe('what strangers write into streams that are called like ours', () => {
  it.each([
    ['JSON that has no canonical form', '"\\ud83d"'],
    ['a number that no float holds', '[1e999]'],
    ['no JSON', 'hello'],
    ['nothing', ''],
  ])('is handed on as it is and ends nothing: %s', async (_what, data) => {
    const store = open();
    const [before, after] = [events(1), events(1)];
    await store.append(newStream(), 'no-stream', before);
    const theirs = note('Theirs', data);
    double().log.append('case-theirs', 'any', [theirs]);
    double().log.append('case-theirs', 'any', [{ ...theirs, data: Uint8Array.of(0xff, 0xfe) }]);
    await store.append(newStream(), 'no-stream', after);
    const all = await store.readAll(BEGINNING, 10);
    expect(all.map((each) => each.data)).toEqual([before[0]?.data, data, '', after[0]?.data]);
    expect(await store.head()).toBe(all.at(-1)?.position);
    const { seen } = await consume(store, BEGINNING, (some) => some.length === 4);
    expect(idsOf(seen)).toEqual(idsOf(all));
  });
});

describe('a server that others use as well costs no more than one of our own', () => {
  let directory = '';
  let shared: EventStoreDbDouble;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-strangers-'));
    shared = await startEventStoreDbDouble();
  });
  afterEach(async () => {
    await shared.stop();
    await rm(directory, { recursive: true });
  });

  /** What the server is asked, and sends, for a start, a command and a look at the projections by a new process. */
  const cost = async (folder: string, strangers: number) => {
    const server = await startEventStoreDbDouble();
    const settings = {
      dataDirectory: path.join(directory, folder),
      eventStoreUrl: server.connectionString,
    };
    server.log.fill(strangers);
    const first = await openEngine(settings);
    await hire(first, { id: 'staff-1' });
    await first.execute(logging('A'));
    await first.catchUp();
    server.log.fill(strangers);
    await first.execute(logging('B'));
    await first.catchUp();
    await first.close();
    server.log.fill(strangers);
    const before = { sent: server.sent, asked: server.asked.length };
    const next = await openEngine(settings);
    await next.ready();
    const { outcome } = await next.execute(logging('C'));
    const lags = (await next.projections()).map(({ missing }) => missing);
    await next.close();
    const spent = { sent: server.sent - before.sent, asked: server.asked.length - before.asked };
    await server.stop();
    return { ...spent, outcome, lags };
  };

  it('asks as often and is sent as much, with strangers before, between and after ours', async () => {
    const alone = await cost('alone', 0);
    const among = await cost('among', sampled({ full: 1_000_000, sample: 20_000 }));
    expect(among.outcome).toBe('accepted');
    expect(among.lags).toEqual(alone.lags);
    expect(among.asked).toBeLessThanOrEqual(alone.asked + 2);
    expect(among.sent).toBeLessThanOrEqual(alone.sent + 8);
  });
});

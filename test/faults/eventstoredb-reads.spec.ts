import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { BEGINNING, EventStoreUnavailable, type Position } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { events, follow } from '../contract/event-store.fixtures.ts';
import { DEADLINE, openPatiently } from '../contract/event-store.patience.ts';
import { serviceError, type ReadFault } from '../servers/eventstoredb/faults.ts';
import { note } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { idsOf, newStream, proposed, useDouble } from './eventstoredb.fixtures.ts';

const { double, open, timing, giveUpAt } = useDouble();

describe('a read', () => {
  const FAULTS: readonly (readonly [string, ReadFault])[] = [
    ['breaks off', { after: 2, then: 'cut' }],
    ['stalls', { after: 2, then: 'stall' }],
    ['fails', { after: 2, then: serviceError(status.UNAVAILABLE, 'Server Is Too Busy') }],
  ];

  it.each(FAULTS)('that %s in the middle is done again, and gives everything once', async (_name, fault) => {
    const store = open();
    const [stream, batch] = [newStream(), events(5)];
    await store.append(stream, 'no-stream', batch);
    const { readStream, readAll } = double().faults;
    readStream.push(fault);
    const readingStream = store.readStream(stream);
    if (fault.then === 'stall') await giveUpAt(readStream);
    expect(idsOf(await readingStream)).toEqual(idsOf(batch));
    readAll.push(fault);
    const readingAll = store.readAll(BEGINNING, 10);
    if (fault.then === 'stall') await giveUpAt(readAll);
    expect(idsOf(await readingAll)).toEqual(idsOf(batch));
  });

  it('that takes longer than a request may, and never is silent for as long, is not done again', async () => {
    const store = open();
    const [stream, batch] = [newStream(), events(4)];
    await store.append(stream, 'no-stream', batch);
    double().faults.readStream.push({ after: 1, then: 'wait' });
    const before = double().calls.readStream;
    const reading = store.readStream(stream);
    await eventually(() => double().late.length > 0, 'the first event');
    while (double().late.length > 0) {
      // The answer comes after the event, through the same connection.
      await store.head();
      await timing().advance(0.6 * DEADLINE);
      double().release();
    }
    expect(idsOf(await reading)).toEqual(idsOf(batch));
    expect(double().calls.readStream - before).toBe(1);
  });

  it('that meets silence does not end a connection that is younger than itself', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    const before = double().proxy.connections();
    await timing().advance(DEADLINE);
    const { readAll } = double().faults;
    readAll.push({ after: 1, then: 'stall' }, { after: 1, then: 'stall' });
    const first = store.readAll(BEGINNING, 10);
    await eventually(() => readAll.length === 1, 'the first read');
    await timing().advance(DEADLINE / 2);
    const second = store.readAll(BEGINNING, 10);
    await eventually(() => readAll.length === 0, 'the second read');
    for (const reading of [first, second]) {
      await timing().advance(DEADLINE / 2);
      expect(await reading).toHaveLength(5);
    }
    // The one that was made when the first read was given up serves both.
    expect(double().proxy.connections()).toBe(before + 1);
  });

  it('that stalls every time is given up', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push(...Array.from({ length: 3 }, () => ({ after: 1, then: 'stall' as const })));
    const attempt = store.readAll(BEGINNING, 10);
    const failed = expect(attempt).rejects.toBeInstanceOf(EventStoreUnavailable);
    for (const left of [2, 1, 0]) await giveUpAt(double().faults.readAll, left);
    await failed;
    await expect(attempt).rejects.toThrow('does not answer in time');
  });

  it('of the head does not search twice what was searched before', async () => {
    const store = open();
    const noise = Array.from({ length: 6000 }, () => note('$stats'));
    const result = await store.append(newStream(), 'no-stream', events(2));
    double().log.append('$stats', 'any', noise);
    const head = await store.head();
    expect(result).toMatchObject({ position: head });
    const before = double().calls.readAll;
    expect(await store.head()).toBe(head);
    expect(double().calls.readAll - before).toBe(1);
  });

  it('of the head is answered by the leader, and one search serves all who ask at the same time', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(2));
    const before = double().asked.length;
    const heads = await Promise.all(Array.from({ length: 20 }, () => store.head()));
    expect(new Set(heads).size).toBe(1);
    expect(double().asked.slice(before)).toEqual([
      { what: 'log', requiresLeader: true },
      { what: 'log', requiresLeader: true, prefixes: ['case-'] },
      { what: 'log', requiresLeader: true },
    ]);
  });

  it('of the head sees that the log was restored from an older backup', async () => {
    const store = open();
    const older = await store.append(newStream(), 'no-stream', events(2));
    double().log.append(
      '$stats',
      'any',
      Array.from({ length: 300 }, () => note('$stats')),
    );
    const backup = double().log.events.length;
    const newer = await store.append(newStream(), 'no-stream', events(2));
    expect(newer).toMatchObject({ position: await store.head() });
    double().log.events.splice(backup);
    expect(older).toMatchObject({ position: await store.head() });
  });

  it('that closing cuts short does not pass for the whole', async () => {
    const store = open();
    await store.append(newStream(), 'no-stream', events(5));
    double().faults.readAll.push({ after: 2, then: 'stall' });
    const reading = expect(store.readAll(BEGINNING, 10)).rejects.toThrow('was closed by this program');
    await eventually(() => double().faults.readAll.length === 0, 'the read');
    await store.close();
    await reading;
  });
});

describe('a position', () => {
  it('that a signed 64-bit number cannot hold is refused', async () => {
    const other = await startEventStoreDbDouble({ firstPosition: 2n ** 63n });
    const { connectionString } = other;
    other.write('case-1', 'no-stream', events(1).map(proposed));
    const store = openPatiently({ connectionString });
    await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(store.readAll(BEGINNING, 1)).rejects.toThrow('without a place in its log');
    await store.close();
    await other.stop();
  });

  it.each(['7', '0000000000000000007', '9223372036854775808-9223372036854775808', 'x'])(
    'that this store never handed out is refused: %s',
    async (position) => {
      const store = open();
      await expect(store.readAll(position as Position, 1)).rejects.toThrow(
        'not a position of this event store',
      );
      const subscription = follow(store, {
        after: position as Position,
        signal: new AbortController().signal,
      });
      await expect(subscription.next()).rejects.toThrow(RangeError);
    },
  );
});

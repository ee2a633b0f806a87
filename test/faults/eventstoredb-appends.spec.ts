import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { EventIdConflict, EventStoreUnavailable, revision, streamName, type Position } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { event, events } from '../contract/event-store.fixtures.ts';
import { notLeader, serviceError, type AppendFault } from '../servers/eventstoredb/faults.ts';
import { idsIn, idsOf, newStream, proposed, useDouble } from './eventstoredb.fixtures.ts';

const { double, open, giveUpAt } = useDouble();

const SILENCES: readonly (readonly [string, AppendFault])[] = [
  ['the server stalls before the write', 'stall before writing'],
  ['the server stalls after the write', 'stall after writing'],
  ['the answer comes after the deadline', 'answer late'],
  ['the write itself comes after the deadline', 'write late'],
];

const FAILURES: readonly (readonly [string, AppendFault])[] = [
  ['the connection breaks before the write', 'cut before writing'],
  ['the connection breaks after the write', 'cut after writing'],
  ['the server is not ready', { error: serviceError(status.UNAVAILABLE, 'Server Is Not Ready') }],
  [
    'the server times out',
    { error: serviceError(status.ABORTED, 'Operation timed out: Commit phase timeout.') },
  ],
  [
    'the stream of the request is reset',
    { error: serviceError(status.INTERNAL, 'Received RST_STREAM with code 2') },
  ],
];

describe('an append to EventStoreDB (protocol double) happens exactly once when', () => {
  const appendsOnce = async (fault: AppendFault, meet: () => Promise<void>): Promise<void> => {
    const store = open();
    const [stream, batch] = [newStream(), events(3)];
    double().faults.append.push(fault);
    const appending = store.append(stream, 'no-stream', batch);
    await meet();
    const result = await appending;
    expect(result).toMatchObject({ outcome: 'appended', revision: 2n });
    double().release();
    expect(idsIn(double(), stream)).toEqual(idsOf(batch));
    expect(double().calls.append).toBe(2);
    expect(await store.append(stream, 'no-stream', batch)).toEqual({ ...result, outcome: 'repeated' });
  };

  it.each(SILENCES)('%s', (_name, fault) => appendsOnce(fault, () => giveUpAt(double().faults.append)));
  it.each(FAILURES)('%s', (_name, fault) => appendsOnce(fault, () => Promise.resolve()));

  it('every attempt stalls after the write and the command comes again', async () => {
    const store = open();
    const [stream, batch] = [newStream(), events(2)];
    double().faults.append.push('stall after writing', 'stall after writing', 'stall before writing');
    const attempt = store.append(stream, 'no-stream', batch);
    const failed = expect(attempt).rejects.toBeInstanceOf(EventStoreUnavailable);
    for (const left of [2, 1, 0]) await giveUpAt(double().faults.append, left);
    await failed;
    await expect(attempt).rejects.toThrow(
      /does not answer in time: check its load, .* is not known after 3 attempts; repeating the same command is safe/,
    );
    expect(await store.append(stream, 'no-stream', batch)).toMatchObject({
      outcome: 'repeated',
      revision: 1n,
    });
    expect(idsIn(double(), stream)).toEqual(idsOf(batch));
  });

  it('all writes come late, after the client has given up', async () => {
    const store = open({ attempts: 2 });
    const [stream, batch] = [newStream(), events(2)];
    double().faults.append.push('write late', 'write late');
    const failed = expect(store.append(stream, 'no-stream', batch)).rejects.toBeInstanceOf(
      EventStoreUnavailable,
    );
    for (const left of [1, 0]) await giveUpAt(double().faults.append, left);
    await failed;
    expect(idsIn(double(), stream)).toEqual([]);
    double().release();
    expect(await store.append(stream, 'no-stream', batch)).toMatchObject({ outcome: 'repeated' });
    expect(idsIn(double(), stream)).toEqual(idsOf(batch));
  });

  it('a read about it ends early without a word', async () => {
    const store = open();
    const [stream, first, second] = [newStream(), events(2), events(2)];
    await store.append(stream, 'no-stream', first);
    const command = () => store.append(stream, revision(1), second);
    expect(await command()).toMatchObject({ outcome: 'appended', revision: 3n });
    double().faults.readStream.push({ after: 1, then: 'end' });
    expect(await command()).toMatchObject({ outcome: 'conflict' });
    expect(await command()).toMatchObject({ outcome: 'repeated', revision: 3n });
    expect(idsIn(double(), stream)).toEqual(idsOf([...first, ...second]));
  });

  it('it is told to go to another leader', async () => {
    const store = open();
    double().faults.append.push({ error: notLeader('127.0.0.1', double().proxy.port) });
    expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
  });
});

describe('an append', () => {
  it('is one call, and tells where the last of its events stands', async () => {
    const store = open();
    const stream = newStream();
    const written = await store.append(stream, 'no-stream', events(3));
    const more = await store.append(stream, revision(2), events(1));
    // The one read is for the rights of new streams, and serves for a minute.
    expect(double().calls).toMatchObject({ append: 2, readStream: 1, readAll: 0 });
    expect([written, more]).toEqual(
      (await store.readStream(stream))
        .slice(2)
        .map(({ revision: at, position }) => ({ outcome: 'appended', revision: at, position })),
    );
  });

  it('of which the server tells no place is read back; one that is gone by then is a fault of its stream', async () => {
    const store = open();
    const [stream, cut] = [newStream(), newStream()];
    double().faults.append.push('no position', 'no position');
    const { position } = (await store.append(stream, 'no-stream', events(2))) as { position?: Position };
    expect((await store.readStream(stream)).map((each) => each.position).at(-1)).toBe(position);
    const listening = double().log.onAppend(() => {
      listening();
      double().log.cut(cut, 9n);
    });
    await expect(store.append(cut, 'no-stream', events(2))).rejects.toMatchObject({
      ...{ name: 'StreamFault', damage: { stream: cut, finding: 'not-read-back', revision: 1n } },
    });
    expect(double().calls).toMatchObject({ append: 2 });
  });

  it('of two processes that send the same events at once, one has written and the other has repeated', async () => {
    const [stream, batch] = [newStream(), events(2)];
    const told = await Promise.all(
      [open(), open(), open()].map((store) => store.append(stream, 'no-stream', batch)),
    );
    expect(told.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'repeated', 'repeated']);
    expect(idsIn(double(), stream)).toEqual(idsOf(batch));
  });
});

describe('who was first', () => {
  const metByFault = () => eventually(() => double().faults.append.length === 0, 'the append');

  it('is told after a cut during which somebody else wrote', async () => {
    const store = open();
    const stream = newStream();
    double().faults.append.push('stall before writing');
    const attempt = store.append(stream, 'no-stream', events(2));
    await metByFault();
    double().write(stream, 'no-stream', [proposed(event())]);
    await giveUpAt(double().faults.append);
    expect(await attempt).toEqual({ outcome: 'conflict', actual: 0n });
    expect(idsIn(double(), stream)).toHaveLength(1);
  });

  it('is told to the twin that carries the same ids with other content, though the server calls both written', async () => {
    const store = open();
    const [stream, mine] = [newStream(), event({ from: 'me' })];
    const theirs = { ...mine, data: event({ from: 'my twin' }).data };
    double().faults.append.push('stall before writing');
    const attempt = store.append(stream, 'no-stream', [mine]);
    await metByFault();
    double().write(stream, 'no-stream', [proposed(theirs)]);
    await giveUpAt(double().faults.append);
    expect(await attempt).toMatchObject({ outcome: 'repeated', revision: 0n });
    expect(await store.readStream(stream)).toMatchObject([theirs]);
  });

  it('refuses an append that holds the same id twice', async () => {
    const twice = event();
    const attempt = open().append(newStream(), 'no-stream', [twice, twice]);
    await expect(attempt).rejects.toBeInstanceOf(EventIdConflict);
  });

  it('refuses an event that the history would not show', async () => {
    const attempt = open().append(newStream(), 'no-stream', [{ ...event(), type: '$noted' }]);
    await expect(attempt).rejects.toThrow('event type $noted is kept for the server');
  });

  it('refuses a stream that the history would not show', async () => {
    const attempt = open().append(streamName('budget', '1'), 'no-stream', events(1));
    await expect(attempt).rejects.toThrow('its name must start with case-');
  });
});

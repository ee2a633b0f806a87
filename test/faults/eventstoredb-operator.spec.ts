import { describe, expect, it } from 'vitest';
import { AppendTooLarge, EventStoreUnavailable } from '#event-sourcing';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { eventually } from '#event-sourcing/testing';
import { event, events } from '../contract/event-store.fixtures.ts';
import { inSilence, passDeadline, patientTiming } from '../contract/event-store.patience.ts';
import { newStream, useDouble } from './eventstoredb.fixtures.ts';

const { double, open, timing } = useDouble();

describe('a server that answers nothing', () => {
  it('does not keep the last of many waiting for the time-outs of all before it', async () => {
    const store = open({ attempts: 1 });
    const stream = newStream();
    await store.head();
    double().proxy.freeze();
    const appending = Promise.allSettled(
      Array.from({ length: 20 }, () => store.append(stream, 'no-stream', events(1))),
    );
    await eventually(() => timing().sleepers() > 0, 'the first request');
    // Once for all of them: no more time passes.
    await passDeadline(timing());
    const reasons = (await appending).map((each) => (each.status === 'rejected' ? String(each.reason) : ''));
    for (const reason of reasons) expect(reason).toContain('does not answer in time');
    double().proxy.restore();
    expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
  });
});

describe('the operator is told', () => {
  const refusal = async (attempt: Promise<unknown>): Promise<string> => {
    const reason: unknown = await attempt.catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(EventStoreUnavailable);
    return reason instanceof Error ? reason.message : '';
  };

  it('that the server is away, and everything works again once it is back', async () => {
    const store = open();
    double().proxy.refuse();
    const message = await refusal(store.append(newStream(), 'no-stream', events(1)));
    expect(message).toContain(
      `EventStoreDB at 127.0.0.1:${double().proxy.port} cannot be reached: check that it`,
    );
    double().proxy.restore();
    expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
  });

  it('that nothing comes through the network', async () => {
    const store = open();
    await store.head();
    double().proxy.freeze();
    expect(await refusal(inSilence(timing(), store.head()))).toContain(
      'does not answer in time: check its load, its disks',
    );
    double().proxy.restore();
    expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
  });

  it('that the user has no rights', async () => {
    double().faults.denyAccess = true;
    expect(await refusal(open().append(newStream(), 'no-stream', events(1)))).toContain(
      'refuses this user: check the user name and password in the connection string',
    );
  });

  it('that an append is too large for the server, without trying again', async () => {
    const batch = Array.from({ length: 3 }, () => event('x'.repeat(400_000)));
    const attempt = open().append(newStream(), 'no-stream', batch);
    await expect(attempt).rejects.toBeInstanceOf(AppendTooLarge);
    await expect(attempt).rejects.toThrow(
      'takes at most 1048576 bytes in one append: raise its MaxAppendSize',
    );
    expect(double().calls.append).toBe(1);
  });

  it('that the server is too old to tell positions', async () => {
    const store = open();
    double().faults.withoutPositions = true;
    const attempt = store.append(newStream(), 'no-stream', events(1));
    expect(await refusal(attempt)).toContain('upgrade the server');
  });

  it.each([
    ['not a connection string', 'cannot be used: expected esdb://'],
    ['esdb://admin:s3cret@host:port', 'cannot be used: expected esdb://'],
    ['esdb://admin:p@s3cret?s3cret@host:2113', 'percent-encoded'],
    ['esdb://admin:p@s3cret@host:2113', 'percent-encoded'],
    ['esdb://admin:p@home/s3cret@host:2113', 'percent-encoded'],
    ['esdb://admin:s3cret@host?a%b=1', 'has an option that cannot be read'],
    ['esdb://admin:p?s3cret=1@host:port', 'cannot be used: expected esdb://'],
    ['esdb://admin:s3cret@host?tlsVerifyCert=false', 'has an option tlsVerifyCert, which is not supported'],
    ['esdb://admin:s3cret@host?throwOnAppendFailure=false', 'has an option throwOnAppendFailure'],
    ['esdb://admin:s3cret@host?tlsCAFile=/nowhere/ca.crt', 'certificate files that exist'],
    ['esdb://admin:s3cret@host?tlsCAFile=/etc/100%/ca.pem', 'certificate files that exist'],
  ])('that %s cannot be used, without the password', (connectionString, sentence) => {
    const opening = (): unknown => openEventStoreDb({ connectionString, streamPrefixes: ['case-'] });
    expect(opening).toThrow(EventStoreUnavailable);
    expect(opening).toThrow(sentence);
    expect(opening).not.toThrow('s3cret');
  });
});

describe('the way to the server', () => {
  it('leads through the gossip of a cluster, by plain appends alone', async () => {
    const connectionString = `esdb+discover://127.0.0.1:${double().proxy.port}?tls=false`;
    const store = open({ connectionString });
    expect(await store.append(newStream(), 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
    expect(double().calls.gossip).toBe(1);
    expect(double().calls.batchAppend).toBe(0);
  });

  it('takes the deadline from the connection string', async () => {
    const connectionString = `${double().connectionString}&defaultDeadline=50`;
    // The adapter itself waits for ever: only the deadline that the client sends along ends the append.
    const store = openEventStoreDb({
      ...{ connectionString, streamPrefixes: ['case-'] },
      ...{ attempts: 1, timing: patientTiming() },
    });
    double().faults.append.push('stall before writing');
    const attempt = store.append(newStream(), 'no-stream', events(1));
    await expect(attempt).rejects.toThrow(/does not answer in time.*not known after 1 attempts/);
    expect(double().patience.at(-1)).toBeLessThanOrEqual(50);
    await store.close();
  });
});

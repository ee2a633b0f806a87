import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, EventStoreUnavailable, type EventStore } from '#event-sourcing';
import { consume, events, idsOf } from '../contract/event-store.fixtures.ts';
import { openPatiently } from '../contract/event-store.patience.ts';
import {
  CERTIFICATES,
  startEventStoreDbDouble,
  type EventStoreDbDouble,
} from '../servers/eventstoredb/start.ts';
import { newStream } from './eventstoredb.fixtures.ts';

describe('EventStoreDB (protocol double) with TLS and users', () => {
  const users = [{ user: 'admin', password: 'p@ss:w/ö?rd' }];
  let double: EventStoreDbDouble;
  let store: EventStore | undefined;
  beforeEach(async () => {
    double = await startEventStoreDbDouble({ users });
  });
  afterEach(async () => {
    await store?.close();
    await double.stop();
  });
  const open = (connectionString: string): EventStore => {
    store = openPatiently({ connectionString, attempts: 2 });
    return store;
  };
  const refusal = async (connectionString: string): Promise<string> => {
    const reason: unknown = await open(connectionString)
      .append(newStream(), 'no-stream', events(1))
      .catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(EventStoreUnavailable);
    return reason instanceof Error ? reason.message : '';
  };

  it('is written, read and followed with what the connection string says', async () => {
    const { connectionString, proxy } = double;
    const secured = open(connectionString);
    const batch = events(3);
    await secured.append(newStream(), 'no-stream', batch.slice(0, 2));
    proxy.cut();
    await secured.append(newStream(), 'no-stream', batch.slice(2));
    expect(idsOf(await secured.readAll(BEGINNING, 10))).toEqual(idsOf(batch));
    const { seen } = await consume(secured, BEGINNING, (some) => some.length === 3);
    expect(idsOf(seen)).toEqual(idsOf(batch));
  });

  it('refuses a wrong password at once, and the message does not show it', async () => {
    const message = await refusal(double.connectionString.replace('p%40ss', 'wr0ng'));
    expect(message).toContain('refuses this user: check the user name and password');
    expect(message).not.toContain('wr0ng');
  });

  it('is not trusted without its certificate authority', async () => {
    const message = await refusal(double.connectionString.replace(/\?.*/, ''));
    expect(message).toContain('host, port and TLS settings of the connection string');
    expect(message).toContain('self-signed certificate');
  });

  it('is not spoken to without TLS', async () => {
    const message = await refusal(`${double.connectionString.replace(/\?.*/, '')}?tls=false`);
    expect(message).toContain('TLS settings of the connection string');
    expect(double.calls.append).toBe(0);
  });

  it('is trusted anew once its authority is, without a restart: certificates are read again where they failed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-certificates-'));
    const trusted = path.join(folder, 'ca.pem');
    const { first, renewed } = CERTIFICATES;
    await copyFile(first.certificate, trusted);
    const named = open(
      double.connectionString.replace(/tlsCAFile=.*/, `tlsCAFile=${encodeURIComponent(trusted)}`),
    );
    await named.append(newStream(), 'no-stream', events(1));
    const other = await startEventStoreDbDouble({ users, cluster: double, certificate: 'renewed' });
    double.proxy.lead({ host: '127.0.0.1', port: other.proxy.port });
    double.proxy.cut();
    const attempt = (): Promise<unknown> => named.append(newStream(), 'no-stream', events(1));
    await expect(attempt()).rejects.toThrow('self-signed certificate');
    await writeFile(trusted, '-----BEGIN CERTIFICATE-----\nhalf of it');
    await expect(attempt()).rejects.toBeInstanceOf(EventStoreUnavailable);
    await copyFile(renewed.certificate, trusted);
    expect(await attempt()).toMatchObject({ outcome: 'appended' });
    expect(named.connections?.()).toBeGreaterThan(1);
    expect(await named.readAll(BEGINNING, 10)).toHaveLength(2);
    await named.close();
    await other.stop();
    await rm(folder, { recursive: true });
  });
});

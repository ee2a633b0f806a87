import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, revision, type EventStore } from '#event-sourcing';
import { openEngine } from '#engine';
import { silentLogger } from '#platform';
import { commandLine } from '../command-line.ts';
import { events } from '../contract/event-store.fixtures.ts';
import { openPatiently } from '../contract/event-store.patience.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { newStream } from './eventstoredb.fixtures.ts';

const [ADMIN, REDRESS, STRANGER] = ['admin', 'redress', 'stranger'].map((user) => ({ user, password: 'p' }));

describe('rights on EventStoreDB (protocol double) with users', () => {
  let double: EventStoreDbDouble;
  let stores: EventStore[] = [];
  let stranger: EventStoreDBClient;
  const urlOf = (login: typeof ADMIN): string =>
    double.connectionStringFor(login ?? { user: '', password: '' });
  beforeEach(async () => {
    const users = [ADMIN, REDRESS, STRANGER].flatMap((each) => each ?? []);
    double = await startEventStoreDbDouble({ users });
    stranger = clientOf(STRANGER);
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
    await stranger.dispose();
    await double.stop();
  });

  /** Without the product; the double takes appends one by one. */
  const clientOf = (login: typeof ADMIN): EventStoreDBClient =>
    Object.assign(EventStoreDBClient.connectionString(urlOf(login)), {
      supports: () => Promise.resolve(false),
    });
  const openAs = (login: typeof ADMIN, namespace = ''): EventStore => {
    const store = openPatiently({ connectionString: urlOf(login), attempts: 1, namespace });
    stores.push(store);
    return store;
  };
  const prepare = (args: readonly string[] = [], more: Record<string, string> = {}) =>
    commandLine(['event-store', 'prepare', '--user', 'redress', ...args], {
      environment: { EVENT_STORE: urlOf(ADMIN), ...more },
    });
  const strangersEvent = jsonEvent({ type: 'Forged', data: {} });
  const isRefused = async (attempt: Promise<unknown>): Promise<void> => {
    await expect(attempt).rejects.toMatchObject({ type: 'access-denied' });
  };

  it('a user without rights is told which command gives them', async () => {
    await expect(openAs(REDRESS).readAll(BEGINNING, 1)).rejects.toThrow(/redress event-store prepare/);
  });

  it('shows what is missing and changes nothing with --check; then it is given, once', async () => {
    await openAs(REDRESS).append(newStream(), 'no-stream', events(1));
    const before = double.log.events.length;
    expect(await prepare(['--check'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/\$all.*\$admins.*\$admins[^]*of 2.*2.*2/),
    });
    expect(double.log.events).toHaveLength(before);
    expect(await prepare()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\$admins.*\$admins, redress[^]*of 2.*2.*0/),
    });
    const prepared = double.log.events.length;
    expect(await prepare()).toMatchObject({ code: 0 });
    expect(await prepare(['--check'])).toMatchObject({ code: 0 });
    expect(double.log.events).toHaveLength(prepared);
  });

  it('then nobody else writes, deletes or gives rights: in streams from before, and in those that come later', async () => {
    const [old, young] = [newStream(), newStream()];
    await openAs(REDRESS).append(old, 'no-stream', events(1));
    await prepare();
    const service = openAs(REDRESS);
    await service.append(young, 'no-stream', events(1));
    for (const stream of [old, young]) {
      await isRefused(stranger.appendToStream(stream, strangersEvent));
      await isRefused(stranger.deleteStream(stream));
      await isRefused(stranger.tombstoneStream(stream));
      await isRefused(stranger.setStreamMetadata(stream, { acl: { writeRoles: ['stranger'] } }));
      expect(await service.append(stream, revision(0), events(1))).toMatchObject({ outcome: 'appended' });
    }
    expect(await service.readAll(BEGINNING, 10)).toHaveLength(4);
    // Those of others are as they were.
    expect(await stranger.appendToStream('orders-1', strangersEvent)).toMatchObject({ success: true });
    expect((await stranger.getStreamMetadata('orders-1')).metadata).toBeUndefined();
  });

  it('holds for one namespace, and another one has its own', async () => {
    await prepare([], { REDRESS_EVENT_STORE_NAMESPACE: 'live_' });
    const stream = newStream();
    for (const namespace of ['live_', 'test_'])
      await openAs(REDRESS, namespace).append(stream, 'no-stream', events(1));
    await isRefused(stranger.appendToStream(`live_${stream}`, strangersEvent));
    expect(await stranger.appendToStream(`test_${stream}`, strangersEvent)).toMatchObject({ success: true });
  });

  it('an append goes on where somebody has given the rights already, and not where they are others', async () => {
    await prepare();
    const service = openAs(REDRESS);
    const [guarded, taken] = [newStream(), newStream()];
    const admin = clientOf(ADMIN);
    const acl = { writeRoles: ['redress'], deleteRoles: ['$admins'], metaWriteRoles: ['$admins'] };
    await admin.setStreamMetadata(guarded, { acl });
    await admin.setStreamMetadata(taken, { acl: { ...acl, writeRoles: ['stranger'] } });
    await admin.dispose();
    expect(await service.append(guarded, 'no-stream', events(1))).toMatchObject({ outcome: 'appended' });
    await expect(service.append(taken, 'no-stream', events(1))).rejects.toThrow(
      /redress event-store prepare/,
    );
  });

  it('gives the rights also where a stranger has written metadata before there was an event, and keeps the rest', async () => {
    await prepare();
    const stream = newStream();
    await stranger.setStreamMetadata(stream, { team: 'orders' });
    expect(await openAs(REDRESS).append(stream, 'no-stream', events(1))).toMatchObject({
      outcome: 'appended',
    });
    await isRefused(stranger.appendToStream(stream, strangersEvent));
    await isRefused(stranger.setStreamMetadata(stream, { team: 'orders' }));
    const admin = clientOf(ADMIN);
    expect((await admin.getStreamMetadata(stream)).metadata).toMatchObject({ team: 'orders' });
    await admin.dispose();
  });

  it('each process says at its start whether others may write', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-rights-'));
    const told = async (login = ADMIN): Promise<readonly string[]> => {
      const lines: string[] = [];
      const note = (_facts: object, message: string): void => void lines.push(message);
      const log = { ...silentLogger, info: note, warn: note };
      const engine = await openEngine({ dataDirectory: folder, eventStoreUrl: urlOf(login), log });
      await engine.ready();
      await engine.close();
      return lines;
    };
    expect(await told()).toContainEqual(
      expect.stringContaining('others may write to and delete this history'),
    );
    await prepare();
    expect(await told()).toContain('nobody but the users of this service may write to its history');
    const admin = clientOf(ADMIN);
    await admin.setStreamMetadata('redress-history', { acl: { metaReadRoles: ['$admins'] } });
    await admin.dispose();
    expect(await told(REDRESS)).toContainEqual(
      expect.stringContaining('whether others may write to this history cannot be seen'),
    );
    await rm(folder, { recursive: true });
  });
});

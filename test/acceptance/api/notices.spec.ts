import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { openEngine, type RedressEngine } from '#engine';
import { eventually } from '#event-sourcing/testing';
import { commandLine } from '../../command-line.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

interface Notice {
  readonly notice: string;
  readonly caseId: string;
  readonly of: string;
  readonly staff?: string;
  readonly status: string;
  readonly because?: string;
  readonly text?: string;
}

/** Nine in the evening: what is not urgent waits until the house opens. */
const EVENING = instant('2026-11-25T13:00:00Z');

describe('what people are told, over HTTP and at the terminal', () => {
  let api: TestApp;
  let worker: RedressEngine;
  let desk: Client;
  let fitter: Client;
  let admin: Client;
  let caseId: string;
  let now: Instant = EVENING;
  let folder = '';

  beforeAll(async () => {
    api = await startApp({ now: () => now });
    folder = path.join(api.directory, 'told');
    desk = await api.as(['operations'], 'staff-1');
    await api.as(['affairs-supervisor'], 'staff-1');
    fitter = await api.hired({ id: 'fitter', departments: ['engineering'] });
    admin = await api.as(['admin'], 'admin-1');
    worker = await openEngine({
      ...{ dataDirectory: api.directory, now: () => now, scheduler: true },
      notify: { channel: 'file', directory: folder },
    });
    await eventually(
      async () => (await api.engine.store.readStream('outbox-main' as never)).length > 0,
      'the outbox',
    );
    now = instant('2026-11-25T13:00:01Z');
    ({ caseId } = await logComplaint(desk));
    const criterion = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' };
    await desk.post(`/cases/${caseId}/classify-case`, criterion).expect(200);
    await desk.post(`/cases/${caseId}/assign-owner`, { owner: 'fitter', reason: 'On duty.' }).expect(200);
    await desk
      .post(`/cases/${caseId}/dispatch-case`, { department: 'engineering', part: 'lead' })
      .expect(200);
    await eventually(
      async () => (await read(fitter)).some(({ status }) => status === 'sent'),
      'somebody is told',
    );
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const read = async (by: Client): Promise<readonly Notice[]> => {
    const { body }: Answer<{ readonly notices: readonly Notice[] }> = await by
      .get(`/cases/${caseId}/notices`)
      .expect(200);
    return body.notices;
  };
  const listed = async (asked: string): Promise<readonly Notice[]> => {
    const { body }: Answer<{ readonly items: readonly Notice[] }> = await admin
      .get(`/notices${asked}`)
      .expect(200);
    return body.items;
  };
  const of = async (what: string): Promise<Notice> => {
    const found = (await read(fitter)).find((each) => each.of === what);
    if (found === undefined) throw new Error(`nobody had to be told: ${what}`);
    return found;
  };

  it('DIS-1 whoever reads the case reads who was told what, and that it was sent', async () => {
    expect(await of('dispatched')).toMatchObject({
      ...{ staff: 'fitter', status: 'sent' },
      text: expect.stringContaining('The complaint form'),
    });
    const files = await readdir(folder);
    const sent = JSON.parse(await readFile(path.join(folder, files[0] ?? ''), 'utf8')) as object;
    expect(sent).toMatchObject({ staff: 'fitter', caseId, couldBeTwice: false });
    expect(sent).not.toHaveProperty('email');
  });

  it('what is not urgent waits until the house is open', async () => {
    expect(await of('assigned')).toMatchObject({ status: 'owed' });
    now = instant('2026-11-26T01:00:00Z');
    await eventually(async () => (await of('assigned')).status === 'sent', 'the morning has come');
  });

  it('PRI-1 nobody else reads it, and the list is for administrators', async () => {
    const elsewhere = await api.stranger(['operations'], 'nobody-1');
    expect((await elsewhere.get(`/cases/${caseId}/notices`)).status).toBe(404);
    expect((await admin.get(`/cases/${caseId}/notices`)).status).toBe(403);
    expect((await desk.get('/notices')).status).toBe(403);
    expect((await desk.post('/telling/hold-notices', { reason: 'x' })).status).toBe(403);
    const { notice } = await of('dispatched');
    expect((await fitter.post(`/notices/${caseId}/send-notice`, { notice, reason: 'x' })).status).toBe(403);
    for (const each of await listed('')) {
      expect(each).not.toHaveProperty('text');
      expect(each).not.toHaveProperty('subject');
    }
  });

  it('an administrator has what was held back sent after all, also at the terminal', async () => {
    const terminal = (...words: readonly string[]) =>
      commandLine(['notices', ...words, '--data', api.directory]);
    // What is owed when it is held back, is on the list of what was stopped.
    now = instant('2026-11-26T13:00:00Z');
    await desk.post(`/cases/${caseId}/assign-owner`, { owner: 'staff-1', reason: 'He is ill.' }).expect(200);
    await desk.post(`/cases/${caseId}/assign-owner`, { owner: 'fitter', reason: 'He is back.' }).expect(200);
    // Clocks were missed meanwhile, too.
    const assigned = async (asked: string) => (await listed(asked)).find((each) => each.of === 'assigned');
    await eventually(async () => (await assigned('?status=owed')) !== undefined, 'it is owed');
    now = instant('2026-11-26T13:30:00Z');
    await admin.post('/telling/hold-notices', { reason: 'The server was set back.' }).expect(200);
    now = instant('2026-11-27T01:00:00Z');
    await eventually(async () => (await assigned('?because=heldBack')) !== undefined, 'it is held back');
    const held = await assigned('?because=heldBack');
    const { notice = '' } = held ?? {};
    expect(await terminal('send', caseId, 'nothing', '--reason', 'x')).toMatchObject({ code: 3 });
    expect((await terminal('list', '--status', 'stopped')).stdout).toContain(notice);
    expect(await terminal('send', caseId, notice, '--reason', 'He has to know.')).toMatchObject({ code: 0 });
    await eventually(async () => (await readdir(folder)).includes(`${notice}.json`), 'it is sent');
    expect((await terminal('of', caseId)).stdout).toContain(notice);
    const again = await admin.post(`/notices/${caseId}/send-notice`, { notice: 'nothing', reason: 'x' });
    expect(again).toMatchObject({ status: 422, body: { code: 'no-such-notice' } });
  });
});

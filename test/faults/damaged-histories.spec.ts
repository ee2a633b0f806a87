import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_DETAILS, caseStreamOf, type CaseDetails } from '#cases';
import { openEngine } from '#engine';
import { commandId, instant, type Instant } from '#event-sourcing';
import { complaint, startApp, type Answer, type Client, type TestApp } from '../acceptance/api/app.ts';
import { commandLine } from '../command-line.ts';
import { exhausted } from '../servers/eventstoredb/faults.ts';
import { note } from '../servers/eventstoredb/log.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { another } from './eventstoredb.fixtures.ts';

interface Logged {
  readonly caseId: string;
  readonly position: string;
  readonly revision: string;
}

describe('a history that somebody has damaged on EventStoreDB (protocol double)', () => {
  let double: EventStoreDbDouble;
  let api: TestApp;
  let desk: Client;
  let admin: Client;
  let time: Instant;
  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    time = instant('2026-11-02T08:00:00Z');
    api = await startApp({
      ...{ servers: { eventStoreUrl: double.connectionString }, projections: 'none' },
      now: () => time,
    });
    desk = await api.as(['operations']);
    admin = await api.stranger(['admin'], 'admin-1');
  });
  afterEach(async () => {
    await api.close();
    await double.stop();
  });

  const log = async (key: string = randomUUID()): Promise<Logged> => {
    const answer: Answer<Logged> = await desk.post('/cases', complaint()).set('Idempotency-Key', key);
    expect(answer.status).toBe(201);
    await api.engine.catchUp();
    return answer.body;
  };
  const demand = (caseId: string) =>
    desk.post(`/cases/${caseId}/raise-flag`, { flag: 'vulnerable', reason: 'She said so.' });
  const goesOn = async (caseId: string): Promise<void> => {
    expect(await demand(caseId)).toMatchObject({ status: 200 });
  };
  const isDamaged = (answer: Answer<object>, finding: string): void => {
    const body = { code: 'case-history-damaged', details: { finding } };
    expect(answer).toMatchObject({ status: 409, body });
    expect(answer.headers['retry-after']).toBeUndefined();
  };
  const damage = async (): Promise<readonly { readonly stream: string; readonly finding: string }[]> => {
    const answer: Answer<{ items: readonly { stream: string; finding: string }[] }> =
      await admin.get('/history/damage');
    return answer.body.items.map(({ stream, finding }) => ({ stream, finding }));
  };
  /** Of the findings that there are. */
  const metric = async (): Promise<readonly string[]> =>
    (await admin.get('/metrics')).text
      .split('\n')
      .flatMap(
        (line) =>
          /^redress_damaged_streams\{finding="([\w-]+)"\} ([1-9].*)$/.exec(line)?.slice(1).join() ?? [],
      );
  const verdict = async (): Promise<readonly string[]> =>
    (await api.engine.verifyHistory()).damage.map(({ stream, finding }) => `${stream} ${finding}`);

  it('D15: names a foreign event, tells what can be read, and goes on once it is set aside with a reason', async () => {
    const [hurt, healthy] = [await log(), await log()];
    const stream = caseStreamOf(hurt.caseId);
    double.log.append(stream, 'any', [note('Theirs', '{"a":"\\ud83d"}')]);
    await api.engine.catchUp();
    const at = BigInt(hurt.revision) + 1n;

    const refused = await demand(hurt.caseId);
    isDamaged(refused, 'foreign-event');
    const { position } = (await api.engine.store.readStream(stream)).at(-1) ?? {};
    expect(refused.body).toMatchObject({
      remedy: expect.stringContaining('redress events set-aside'),
      details: { stream, revision: at.toString(), position, type: 'Theirs' },
    });
    await goesOn(healthy.caseId);
    await api.engine.catchUp();
    for (const path of ['', '/deadlines', `?asOf=${time}`, `?knownAt=${time}`])
      expect(await desk.get(`/cases/${hurt.caseId}${path}`)).toMatchObject({
        status: 200,
        body: { damage: [{ stream, finding: 'foreign-event', revision: at.toString() }] },
      });
    // That somebody looked into the past is on record, and what is told of all cases waits for the lists.
    await api.engine.catchUp();
    const exported = (await (await api.stranger(['compliance'], 'co-1')).get('/events?limit=10000')).text;
    const lines = exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { stream: string; damaged?: string });
    expect(lines.filter(({ damaged }) => damaged !== undefined)).toMatchObject([
      { stream, damaged: 'foreign-event', type: 'Theirs' },
    ]);
    expect(lines.at(-1)).toMatchObject({ stream: caseStreamOf(healthy.caseId) });
    expect(await damage()).toEqual([{ stream, finding: 'foreign-event' }]);
    expect(await metric()).toEqual(['foreign-event,1']);
    expect(await verdict()).toEqual([`${stream} foreign-event`]);

    const aside = { revision: at.toString(), reason: 'Written by a test of another team.' };
    const where = `/history/damage/${stream}/set-aside`;
    expect(await desk.post(where, aside)).toMatchObject({ status: 403 });
    expect(await admin.post(where, aside)).toMatchObject({ status: 200, body: { outcome: 'set-aside' } });
    expect(await admin.post(where, aside)).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    expect(await admin.post(where, { ...aside, revision: '99' })).toMatchObject({ status: 404 });
    await goesOn(hurt.caseId);
    await api.engine.catchUp();
    const shown: Answer<CaseDetails> = await desk.get(`/cases/${hurt.caseId}`);
    expect(shown.body).not.toHaveProperty('damage');
    expect(shown.body.timeline.map(({ title }) => title)).toContainEqual(
      expect.stringContaining('was set aside: Written by a test of another team'),
    );
    expect([await damage(), await verdict(), await metric()]).toEqual([[], [], []]);
    const before = await api.engine.readModels.get(CASE_DETAILS, hurt.caseId);
    await api.engine.rebuild('case-details');
    expect(await api.engine.readModels.get(CASE_DETAILS, hurt.caseId)).toEqual(before);
    expect(await api.engine.parked()).toEqual([]);
  });

  it('D15: the command line lists what is damaged, prints the events around it, and sets aside what cannot be read', async () => {
    const { caseId, revision } = await log();
    const stream = caseStreamOf(caseId);
    const last = double.log.stream(stream)?.events.slice(-1) ?? [];
    const unreadable = last.map((event) => ({ ...another(event), data: Buffer.from('{"half":') }));
    double.log.append(stream, 'any', unreadable);
    await api.engine.catchUp();
    isDamaged(await demand(caseId), 'unreadable-event');
    const at = String(BigInt(revision) + 1n);
    const redress = (...args: string[]) =>
      commandLine([...args, '--data', api.directory], {
        environment: { EVENT_STORE: double.connectionString },
      });
    expect((await redress('events', 'damage')).stdout).toMatch(
      new RegExp(`${stream}.*${at}.*unreadable-event`),
    );
    expect((await redress('events')).stdout).toContain('"damaged":"unreadable-event"');
    expect(await redress('verify')).toMatchObject({ code: 3, stdout: expect.stringContaining(stream) });
    const aside = ['events', 'set-aside', stream, at];
    expect(await redress('events', 'set-aside', stream, '99', '--reason', 'x')).toMatchObject({ code: 3 });
    for (let round = 0; round < 2; round += 1)
      expect(await redress(...aside, '--reason', 'A disk was dying.')).toMatchObject({
        ...{ code: 0, stdout: `Set aside: ${stream} goes on without revision ${at}.\n` },
      });
    await goesOn(caseId);
    await api.engine.catchUp();
    expect(await api.engine.parked()).toEqual([]);
    const shown: Answer<CaseDetails> = await desk.get(`/cases/${caseId}`);
    expect(shown.body.timeline.map(({ title }) => title)).toContainEqual(
      expect.stringContaining('was set aside: A disk was dying'),
    );
    const before = await api.engine.readModels.get(CASE_DETAILS, caseId);
    await api.engine.rebuild('case-details');
    expect(await api.engine.readModels.get(CASE_DETAILS, caseId)).toEqual(before);
    expect([await damage(), await verdict(), await api.engine.parked()]).toEqual([[], [], []]);
  });

  it.each([
    ['a tombstone', 'tombstoned', 'deleted'],
    ['a soft delete', 'soft-deleted', 'deleted'],
  ] as const)(
    'D15: is never "no such case" after %s, and no other case notices',
    async (_what, how, finding) => {
      const key = randomUUID();
      const [hurt, healthy] = [await log(key), await log()];
      double.log.delete(caseStreamOf(hurt.caseId), how);
      isDamaged(await demand(hurt.caseId), finding);
      isDamaged(await desk.get(`/cases/${hurt.caseId}/deadlines`), finding);
      const repeated: Answer<object> = await desk.post('/cases', complaint()).set('Idempotency-Key', key);
      isDamaged(repeated, finding);
      for (const reader of [desk, await api.as(['compliance'], 'auditor-1')])
        expect(await reader.get(`/cases/${hurt.caseId}`)).toMatchObject({ status: 200 });
      await goesOn(healthy.caseId);
      expect(await verdict()).toEqual([`${caseStreamOf(hurt.caseId)} deleted`]);
      expect(await metric()).toEqual(['deleted,1']);
    },
  );

  it('D15 CLK-6: whatever is wrong with some, no deadline of any other case is late: one run records it', async () => {
    const hurt: Logged[] = [];
    for (let index = 0; index < 5; index += 1) hurt.push(await log());
    time = instant('2026-11-02T09:00:00Z');
    // Whatever is due comes later here than in those that are hurt.
    const healthy = await log();
    const streams = hurt.map(({ caseId }) => caseStreamOf(caseId));
    for (const stream of streams.slice(0, 2)) double.log.delete(stream, 'tombstoned');
    for (const stream of streams.slice(2, 3)) double.log.delete(stream, 'soft-deleted');
    for (const stream of streams.slice(3, 4)) double.faults.deniedStreams.add(stream);
    for (const stream of streams.slice(4)) double.log.cut(stream, 2n);
    time = instant('2027-01-04T09:00:00Z');
    const worker = await openEngine({
      ...{ dataDirectory: api.directory, eventStoreUrl: double.connectionString },
      ...{ projections: 'inline', now: () => time },
    });
    const { outcome, failed } = await worker.scheduler.runOnce();
    await worker.close();
    expect([outcome, failed >= hurt.length]).toEqual(['done', true]);
    const types = (await api.history(healthy.caseId)).map(({ type }) => type);
    expect(types).toContain('DeadlineBreached');
  });

  it('D15: says that events are missing where a stream was cut', async () => {
    const hurt = await log();
    double.log.cut(caseStreamOf(hurt.caseId), 2n);
    // Another process: this one has the case in mind as it was.
    const other = await openEngine({
      ...{ dataDirectory: api.directory, eventStoreUrl: double.connectionString },
    });
    const outcome = await other.execute({
      ...{ caseId: hurt.caseId, commandId: commandId('cut'), actor: { id: 'staff-1', role: 'operations' } },
      command: { type: 'RaiseFlag', data: { flag: 'vulnerable', reason: 'She said so.' } },
    });
    await other.close();
    expect(outcome).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'case-history-damaged', details: { finding: 'missing-events', revision: '0' } },
    });
    expect(await verdict()).toEqual([`${caseStreamOf(hurt.caseId)} missing-events`]);
    // PRI-1: who is shown it all the same is on record, though the history tells no more in what capacity.
    const auditor = await api.as(['compliance'], 'auditor-1');
    expect(await auditor.get(`/cases/${hurt.caseId}`)).toMatchObject({ status: 200 });
    await api.engine.catchUp();
    expect(await auditor.get(`/readings?caseId=${hurt.caseId}`)).toMatchObject({
      body: { items: [{ person: 'auditor-1', what: 'caseDetails' }] },
    });
  });

  it('D15: is a matter of that stream where the user may not read or write it', async () => {
    const [hurt, healthy] = [await log(), await log()];
    double.faults.deniedStreams.add(caseStreamOf(hurt.caseId));
    isDamaged(await demand(hurt.caseId), 'access-denied');
    await goesOn(healthy.caseId);
  });

  it('D4: what the server does not take for its size is refused, and not as an outage', async () => {
    const { caseId } = await log();
    double.faults.append.push({ error: exhausted() });
    const answer: Answer<object> = await demand(caseId);
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-large-to-record' } });
    expect(answer.headers['retry-after']).toBeUndefined();
    await goesOn(caseId);
  });
});

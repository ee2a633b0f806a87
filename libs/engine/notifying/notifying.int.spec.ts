import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseCommand } from '#cases';
import { startMailServer, type MailServer } from '../../../test/mail-server.ts';
import { BEGINNING, commandId, instant, type Instant } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { NOTICES, noticesStreamOf, outboxAggregate, noticeAggregate, type NoticeDocument } from '#notices';
import { dataFolder } from '#platform';
import { logging } from '../../../test/complaints.ts';
import { hire, organise } from '../../../test/organisation.ts';
import { openEngine, type RedressEngine } from '../compose.ts';

let directory = '';
let server: MailServer;
let engine: RedressEngine;
/** Wednesday, within the hours of the house. */
let now: Instant = instant('2026-11-25T02:00:00Z');
let sent = 0;

const open = (): Promise<RedressEngine> =>
  openEngine({
    ...{ dataDirectory: directory, now: () => now, projections: 'inline', scheduler: true },
    notify: { channel: 'smtp', url: server.url, from: 'redress@example.com' },
  });

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-notices-'));
  server = await startMailServer();
  engine = await openEngine({ dataDirectory: directory, now: () => now, projections: 'inline' });
  await hire(
    engine,
    { id: 'staff-1', levels: ['affairs-supervisor'] },
    { id: 'director', levels: ['office-director'] },
    { id: 'fitter', departments: ['engineering'] },
    { id: 'second', departments: ['engineering'] },
  );
  await organise(engine, {
    type: 'SetMailAddress',
    data: { person: 'fitter', email: 'fitter@example.com', language: 'en' },
  });
  // Before anybody is told anything.
  await dispatched('EARLY-0001');
  await engine.close();
  now = instant('2026-11-25T02:00:01Z');
  engine = await open();
});
afterAll(async () => {
  await engine.close();
  await server.close();
  await rm(directory, { recursive: true });
});

const actor = { id: 'staff-1', role: 'affairs-supervisor' };
async function act(
  caseId: string,
  command: CaseCommand,
  by: { id: string; role?: string } = actor,
): Promise<void> {
  const outcome = await engine.execute({
    ...{ caseId, actor: by, command, commandId: commandId('notices of tests', (sent += 1)) },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
}

async function dispatched(caseId: string, more: Parameters<typeof logging>[1] = {}): Promise<void> {
  await engine.execute({ ...logging(caseId, more), actor: { id: 'staff-1' } });
  await act(caseId, {
    type: 'ClassifyCase',
    data: { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
  });
  await act(caseId, { type: 'DispatchCase', data: { department: 'engineering', part: 'lead' } });
}

const noticesOf = async (caseId: string): Promise<readonly NoticeDocument[]> => {
  await engine.catchUp();
  return (
    await engine.readModels.query(NOTICES, { where: [{ field: 'caseId', equals: caseId }], limit: 100 })
  ).items as readonly NoticeDocument[];
};
const noticeFor = async (caseId: string, staff?: string): Promise<NoticeDocument | undefined> =>
  (await noticesOf(caseId)).find((each) => each.staff === staff);
const becomes = (caseId: string, staff: string | undefined, ...status: readonly string[]): Promise<void> =>
  eventually(
    async () => status.includes((await noticeFor(caseId, staff))?.status ?? ''),
    `${caseId} for ${staff ?? 'whoever complained'}: ${status.join(' or ')}`,
  );
const mailsOf = (caseId: string) => server.received.filter(({ mail }) => mail.subject?.includes(caseId));
const release = (caseId: string, notice: string) =>
  engine.send(noticeAggregate.kind, {
    ...{ id: caseId, actor: { id: 'admin', role: 'admin' } },
    command: { type: 'SendNotice', data: { notice, reason: 'Tried again.' } },
    commandId: commandId('release', notice, (sent += 1)),
  });

describe('people are told what happens', () => {
  it('DIS-1 the people of a department are written to when its form comes, each once, and nobody is named', async () => {
    await dispatched('LIFT-0001');
    await becomes('LIFT-0001', 'fitter', 'sent');
    const [mail, ...more] = mailsOf('LIFT-0001');
    expect(more).toEqual([]);
    expect(mail?.to).toEqual(['fitter@example.com']);
    expect(mail?.mail).toMatchObject({ subject: 'Case LIFT-0001: the form is with your department' });
    expect(JSON.stringify(mail?.mail)).not.toContain('Li Na');
    const notice = await noticeFor('LIFT-0001', 'fitter');
    expect(mail?.mail.messageId).toBe(`<${notice?.notice ?? ''}@redress>`);
  });

  it('who has no address is on the list of what was stopped, and is told when it is known', async () => {
    await becomes('LIFT-0001', 'second', 'stopped');
    const notice = await noticeFor('LIFT-0001', 'second');
    expect(notice?.because).toBe('noAddress');
    await organise(engine, {
      type: 'SetMailAddress',
      data: { person: 'second', email: 'second@example.com' },
    });
    expect(await release('LIFT-0001', notice?.notice ?? '')).toMatchObject({ outcome: 'accepted' });
    await becomes('LIFT-0001', 'second', 'sent');
    const mail = mailsOf('LIFT-0001').find(({ to }) => to.includes('second@example.com'));
    // In the language of the procedure, where they have said none.
    expect(mail?.mail.subject).toBe('Case LIFT-0001: the form is with your department');
  });

  it('INV-4 whoever is complained about hears nothing, though their department has the form', async () => {
    await dispatched('RUDE-0001', { respondents: [{ kind: 'person', staffId: 'second' }] });
    await becomes('RUDE-0001', 'fitter', 'sent');
    expect((await noticesOf('RUDE-0001')).map(({ staff }) => staff)).toEqual(['fitter']);
  });

  it('DIS-5 a deputy hears in the place of whoever is away', async () => {
    const until = '2026-12-24T00:00:00.000Z';
    await organise(engine, {
      type: 'AppointDeputy',
      data: { deputy: 'director', forPerson: 'fitter', from: '2026-11-24T00:00:00.000Z', until },
    });
    await organise(engine, {
      type: 'SetMailAddress',
      data: { person: 'director', email: 'director@example.com' },
    });
    await dispatched('LIFT-0002');
    await becomes('LIFT-0002', 'director', 'sent');
    expect(await noticeFor('LIFT-0002', 'director')).toMatchObject({ inPlaceOf: 'fitter' });
    expect(await noticeFor('LIFT-0002', 'fitter')).toBeUndefined();
  });

  it('CLS-9 PRI-4 whoever complains by e-mail is told the number; staff who complain from within are not written to', async () => {
    const email = 'li.na@example.com';
    await engine.execute(
      logging('MAIL-0001', { channel: 'email', complainant: { kind: 'individual', name: 'Li Na', email } }),
    );
    await engine.execute(
      logging('MAIL-0002', { channel: 'email', complainant: { kind: 'staff', name: 'Wu', email } }),
    );
    await becomes('MAIL-0001', undefined, 'sent');
    expect(mailsOf('MAIL-0001').map(({ to }) => to)).toEqual([[email]]);
    const recorded = await engine.store.readStream(noticesStreamOf('MAIL-0001'));
    expect(recorded.map(({ data }) => data).join()).not.toContain(email);
    expect(await noticesOf('MAIL-0002')).toEqual([]);
  });

  it('nobody is told of what happened before people were told', async () => {
    expect(await noticesOf('EARLY-0001')).toEqual([]);
  });
});

describe('a server that is away, refuses, or breaks off', () => {
  it('is tried again after a pause, and the message that may have arrived is marked when it comes a second time', async () => {
    server.breakOff(1);
    await dispatched('LIFT-0003');
    const failing = async () => (await noticesOf('LIFT-0003')).find(({ failure }) => failure !== undefined);
    await eventually(async () => (await failing()) !== undefined, 'a failure');
    const { staff = '', ...failed } = (await failing()) ?? {};
    expect(failed).toMatchObject({ status: 'owed', attempts: 1, held: { unsure: true } });
    now = instant('2026-11-25T02:01:30Z');
    await becomes('LIFT-0003', staff, 'sent');
    const [first, second] = mailsOf('LIFT-0003').filter(({ to }) => to.includes(`${staff}@example.com`));
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
    expect(second?.mail.headers.find(({ key }) => key === 'x-redress-could-be-twice')?.value).toBe('yes');
    expect(await noticeFor('LIFT-0003', staff)).toMatchObject({ couldBeTwice: true, attempts: 2 });
  });

  it('an address that the server does not know is given up at once, and sent when somebody says so', async () => {
    server.refuse(550);
    await dispatched('LIFT-0004');
    await becomes('LIFT-0004', 'director', 'stopped');
    const stopped = await noticeFor('LIFT-0004', 'director');
    expect(stopped).toMatchObject({ because: 'givenUp', failure: '550', attempts: 1 });
    server.refuse(undefined);
    await release('LIFT-0004', stopped?.notice ?? '');
    await becomes('LIFT-0004', 'director', 'sent');
    expect(mailsOf('LIFT-0004').filter(({ to }) => to.includes('director@example.com'))).toHaveLength(1);
    expect(await noticeFor('LIFT-0004', 'director')).not.toHaveProperty('couldBeTwice');
  });
});

describe('whatever restarts', () => {
  it('nothing is told twice when the history is followed anew and the read models are built again', async () => {
    const before = server.received.length;
    const head = await engine.store.head();
    await engine.close();
    await Promise.all(
      ['read-models.db', 'read-models.db-wal', 'read-models.db-shm'].map((file) =>
        rm(path.join(directory, file), { force: true }),
      ),
    );
    engine = await open();
    await dispatched('LIFT-0005');
    await becomes('LIFT-0005', 'director', 'sent');
    expect(server.received.slice(before).every(({ mail }) => mail.subject?.includes('LIFT-0005'))).toBe(true);
    const since = await engine.store.readAll(head, 1_000);
    const told = new Set(since.map(({ stream }) => stream).filter((each) => each.startsWith('notices-')));
    expect([...told]).toEqual([noticesStreamOf('LIFT-0005')]);
  });

  it('after a backup was restored nobody is told what may have been told since', async () => {
    server.refuse(451);
    await dispatched('LIFT-0006');
    await eventually(async () => (await noticeFor('LIFT-0006', 'director'))?.failure === '451', 'a failure');
    await engine.close();
    server.refuse(undefined);
    await writeFile(dataFolder(directory).restored, JSON.stringify({ id: 'restored-1' }));
    now = instant('2026-11-25T03:00:00Z');
    const before = server.received.length;
    engine = await open();
    await becomes('LIFT-0006', 'director', 'stopped');
    expect(await noticeFor('LIFT-0006', 'director')).toMatchObject({ because: 'heldBack' });
    await engine.close();
    engine = await open();
    await dispatched('LIFT-0007');
    await becomes('LIFT-0007', 'director', 'sent');
    expect(
      server.received.slice(before).some(({ mail }) => mail.subject?.startsWith('Case LIFT-0006: the form')),
    ).toBe(false);
    const began = (await engine.store.readAll(BEGINNING, 10_000)).filter(
      ({ type }) => type === 'TellingBegan',
    );
    expect(began).toHaveLength(2);
    expect(began.every(({ stream }) => stream.startsWith(outboxAggregate.kind))).toBe(true);
  });
});

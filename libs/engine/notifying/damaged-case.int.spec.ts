import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#channels';
import { caseStreamOf, type CaseCommand } from '#cases';
import { startMailServer, type MailServer } from '../../../test/mail-server.ts';
import { canonicalJson, commandId, eventId, instant, StreamFault, type Instant } from '#event-sourcing';
import { eventually, swiftTiming } from '#event-sourcing/testing';
import { NOTICES, type NoticeDocument } from '#notices';
import { silentLogger } from '#platform';
import { logging } from '../../../test/complaints.ts';
import { hire, organise } from '../../../test/organisation.ts';
import { openEngine, type RedressEngine } from '../compose.ts';
import { HoldBack } from '../scheduler/hold-back.ts';
import { sendDue } from './sending.ts';

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
  engine = await open();
  await hire(
    engine,
    { id: 'staff-1', levels: ['affairs-supervisor'] },
    { id: 'director', departments: ['engineering'] },
  );
  await organise(engine, {
    type: 'SetMailAddress',
    data: { person: 'director', email: 'director@example.com' },
  });
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

describe('a case whose history is damaged', () => {
  it('keeps nobody waiting who has to hear of another case, and is not tried without rest', async () => {
    server.refuse(451);
    const [byMail, byForm, sound] = ['HURT-0001', 'HURT-0002', 'WELL-0001'];
    const email = 'li.na@example.com';
    await engine.execute(
      logging(byMail, { channel: 'email', complainant: { kind: 'individual', name: 'Li Na', email } }),
    );
    await dispatched(byForm);
    await dispatched(sound);
    for (const [caseId, staff] of [[byMail], [byForm, 'director'], [sound, 'director']] as const)
      await eventually(async () => (await noticeFor(caseId, staff))?.failure === '451', 'a failure');
    await engine.close();
    server.refuse(undefined);
    now = instant('2026-11-25T05:00:00Z');
    // What is sent is not seen to be so: nobody keeps the list.
    engine = await openEngine({ dataDirectory: directory, now: () => now });
    const written = await engine.store.readStream(caseStreamOf(byForm));
    const [first, last] = [written[0], written.at(-1)];
    if (first === undefined || last === undefined) throw new Error('no case');
    const broken = { ...first, id: eventId(commandId('stranger', '1'), 0), data: canonicalJson({}) };
    expect(await engine.store.append(caseStreamOf(byForm), last.revision, [broken])).toMatchObject({
      outcome: 'appended',
    });
    const told: string[] = [];
    const sending = {
      ...{ engine, holder: 'test', timing: swiftTiming(), log: silentLogger },
      heldBack: new HoldBack<string>(swiftTiming()),
      addressOf: ({ caseId }: Pick<NoticeDocument, 'caseId'>) =>
        caseId === byMail
          ? Promise.reject(new StreamFault({ stream: caseStreamOf(byMail), finding: 'missing-events' }))
          : Promise.resolve('somebody@example.com'),
      channel: {
        ...{ name: 'smtp', needsAddress: true, close: () => Promise.resolve() },
        send: ({ caseId }: Message) => {
          told.push(caseId);
          return Promise.resolve({ outcome: 'sent' } as const);
        },
      },
    };
    const { signal } = new AbortController();
    expect(await sendDue(sending, signal)).toBeGreaterThan(0);
    expect(told).toContain(sound);
    expect(told).not.toContain(byForm);
    const before = await engine.store.head();
    expect(await sendDue(sending, signal)).toBe(0);
    expect(await sendDue({ ...sending, heldBack: new HoldBack(swiftTiming()) }, signal)).toBe(0);
    expect(await engine.store.head()).toBe(before);
  });
});

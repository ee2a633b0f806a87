import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '#engine';
import { streamName } from '#event-sourcing';
import { dataFolder } from '#platform';
import { startClamd, type Clamd } from '../../../libs/evidence/testing/clamd.ts';
import { commandLine } from '../../command-line.ts';
import {
  logComplaint,
  startApp,
  type Answer,
  type Answered,
  type Client,
  type StartOptions,
  type TestApp,
} from './app.ts';

type Evidence = NonNullable<StartOptions['evidence']>;
interface Problem {
  readonly code: string;
  readonly details?: object;
}

const EICAR = 'X5O!P%@AP[4 EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

describe('evidence that may do harm', () => {
  let api: TestApp;
  let desk: Client;
  let admin: Client;
  let caseId: string;
  let scanner: Clamd | undefined;
  beforeEach(async () => {
    scanner = await startClamd();
  });
  afterEach(async () => {
    await api.close();
    await scanner?.close();
  });

  const start = async (more: Evidence = {}): Promise<void> => {
    api = await startApp({ evidence: { ...(scanner && { scanner: scanner.address }), ...more } });
    desk = await api.as(['operations']);
    admin = await api.as(['admin'], 'admin-1');
    ({ caseId } = await logComplaint(desk));
  };
  const goAway = async (): Promise<void> => {
    await scanner?.close();
    scanner = undefined;
  };

  interface Sent extends Answer<Answered & Problem> {
    readonly evidence: string;
    readonly sha256: string;
  }
  const send = async (content: string, name: string, to = desk): Promise<Sent> => {
    const form = to.upload(`/cases/${caseId}/evidence`).attach('file', Buffer.from(content), name);
    const { status, body, headers, text } = (await form) as Answer<Answered & Problem>;
    // Whoever has no part in the case is not told what was recorded (PRI-1).
    const [added]: readonly { readonly data?: Readonly<Record<string, unknown>> }[] =
      status === 201 ? body.events : [];
    return {
      status,
      body,
      headers,
      text,
      evidence: String(added?.data?.['evidence']),
      sha256: String(added?.data?.['sha256']),
    };
  };
  const get = async (evidence: string): Promise<Answer<Problem>> =>
    await desk.get(`/cases/${caseId}/evidence/${evidence}`);
  const listed = async (to = admin): Promise<readonly object[]> => {
    // Whom a case is about is known from the other lists.
    await api.engine.waitFor(await api.head(), 120_000);
    const answer: Answer<{ items: readonly object[] }> = await to.get('/files/quarantine').expect(200);
    return answer.body.items;
  };
  const kept = async (): Promise<readonly string[]> =>
    (await readdir(dataFolder(api.directory).evidence, { recursive: true, withFileTypes: true }))
      .filter((each) => each.isFile() && !each.parentPath.includes('taken'))
      .map(({ name }) => name);

  it('INV-2 is given out when the scanner has found it clean', async () => {
    await start();
    const sent = await send('The lift stands still.', 'a.txt');
    expect([sent.status, sent.headers['x-quarantined']]).toEqual([201, undefined]);
    expect((await get(sent.evidence)).text).toBe('The lift stands still.');
    expect(scanner?.received).toEqual(['The lift stands still.']);
    expect(await listed()).toEqual([]);
  });

  it('INV-2 is in quarantine when the scanner found it bad: told, listed, given to nobody, released by command', async () => {
    await start();
    const sent = await send(EICAR, 'invoice.txt');
    expect([sent.status, sent.headers['x-quarantined']]).toEqual([201, 'foundBad']);
    expect(await get(sent.evidence)).toMatchObject({
      status: 409,
      body: { code: 'evidence-quarantined', details: { because: 'foundBad' } },
    });
    const { sha256 } = sent;
    const found = { sha256, caseId, because: 'foundBad', finding: 'Eicar-Test-Signature' };
    expect(await listed()).toMatchObject([found]);
    expect((await desk.get('/files/quarantine')).status).toBe(403);
    const decision = { reason: 'The test file of the vendors.' };
    expect((await desk.post(`/files/${sha256}/release-file`, decision)).status).toBe(403);
    await admin.post(`/files/${sha256}/release-file`, decision).expect(200);
    expect((await get(sent.evidence)).text).toBe(EICAR);
    expect(await listed()).toEqual([]);
  });

  it('INV-2 is released and destroyed on the command line too, by whoever is named there, on record', async () => {
    await start();
    const decide = (...words: readonly string[]) =>
      commandLine(['quarantine', ...words, '--data', api.directory, '--as', 'admin-1']);
    const [released, destroyed] = [await send(EICAR, 'a.txt'), await send(`${EICAR}!`, 'b.txt')];
    expect(await decide('release', 'x', '--reason', 'Ours.')).toMatchObject({ code: 2 });
    expect(await decide('release', released.sha256)).toMatchObject({ code: 2 });
    for (const [word, { sha256 }] of [['release', released] as const, ['destroy', destroyed] as const])
      expect(await decide(word, sha256, '--reason', 'Looked at.')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(sha256),
      });
    expect((await get(released.evidence)).text).toBe(EICAR);
    expect(await get(destroyed.evidence)).toMatchObject({ status: 410 });
    expect(await kept()).toEqual([released.sha256.slice(2)]);
    expect(await decide('release', destroyed.sha256, '--reason', 'Too late.')).toMatchObject({ code: 3 });
    const [first] = await api.engine.store.readStream(streamName('file', destroyed.sha256), {
      direction: 'backwards',
      limit: 1,
    });
    expect(first).toMatchObject({ type: 'FileDestroyed', metadata: expect.stringContaining('admin-1') });
  });

  it('INV-4 is not listed for an administrator whom its case is about', async () => {
    await start();
    ({ caseId } = await logComplaint(desk, { respondents: [{ kind: 'person', staffId: 'admin-1' }] }));
    const { sha256 } = await send(EICAR, 'invoice.txt');
    expect(await listed()).toEqual([]);
    expect(await listed(await api.as(['admin'], 'admin-2'))).toMatchObject([{ sha256 }]);
  });

  it('INV-2 is destroyed by command: its bytes are gone, and that it was there is not', async () => {
    await start();
    const sent = await send(EICAR, 'invoice.txt');
    expect(await kept()).toHaveLength(1);
    const { code, stdout } = await commandLine([
      ...['quarantine', 'destroy', sent.sha256, '--reason', 'It is a trojan.'],
      ...['--as', 'admin-1', '--data', api.directory],
    ]);
    expect([code, stdout]).toEqual([0, `Destroyed: ${sent.sha256}\n`]);
    expect(await kept()).toEqual([]);
    for (const options of [{ caseId }, {}])
      expect(await api.engine.verifyHistory(options)).toMatchObject({ findings: [], evidence: 0 });
    expect(await get(sent.evidence)).toMatchObject({ status: 410, body: { code: 'evidence-destroyed' } });
    const again = await admin.post(`/files/${sent.sha256}/release-file`, { reason: 'Sorry' });
    expect(again).toMatchObject({ status: 409, body: { code: 'not-in-quarantine' } });
  });

  it('INV-2 waits in quarantine while the scanner is away, and comes out by itself when it is back', async () => {
    await start();
    const address = scanner?.address;
    await goAway();
    const [photo, trojan] = [await send('A photo, say.', 'a.txt'), await send(EICAR, 'b.txt')];
    expect([photo.status, photo.headers['x-quarantined']]).toEqual([201, 'notScanned']);
    expect(await get(photo.evidence)).toMatchObject({
      status: 409,
      headers: { 'retry-after': '60' },
      body: { code: 'evidence-quarantined', details: { because: 'notScanned' } },
    });
    expect(await listed()).toHaveLength(2);
    scanner = await startClamd(address);
    expect((await get(photo.evidence)).text).toBe('A photo, say.');
    expect((await get(trojan.evidence)).body.details).toEqual({ because: 'foundBad' });
    expect(await listed()).toMatchObject([{ sha256: trojan.sha256, because: 'foundBad' }]);
  });

  it('INV-2 that came before there was a scanner is looked through before anybody gets it', async () => {
    const address = scanner?.address;
    await goAway();
    await start();
    const sent = await send(EICAR, 'old.txt');
    expect((await get(sent.evidence)).text).toBe(EICAR);
    scanner = await startClamd(address);
    const later = await openEngine({ dataDirectory: api.directory, scanner: scanner.address });
    const looking = later.evidence.get(sent.sha256, caseId);
    await expect(looking).rejects.toMatchObject({ because: 'foundBad' });
    await later.close();
  });

  it('INV-2 of one case, and of one person in a day, is so much and no more, and what is too much is not kept', async () => {
    await start({ evidencePerCaseBytes: 22, evidencePerPersonBytes: 30 });
    await send('x'.repeat(20), 'a.txt');
    expect(await send('x'.repeat(5), 'b.txt')).toMatchObject({
      status: 422,
      body: { code: 'evidence-full' },
    });
    expect(await kept()).toHaveLength(1);
    ({ caseId } = await logComplaint(desk));
    await send('y'.repeat(10), 'c.txt');
    ({ caseId } = await logComplaint(desk));
    const refused = await send('z', 'd.txt');
    expect(refused).toMatchObject({ status: 429, body: { code: 'evidence-quota-spent' } });
    expect(await kept()).toHaveLength(2);
    const colleague = await api.as(['operations'], 'desk-1');
    expect((await send('z', 'd.txt', colleague)).status).toBe(201);
  });
});

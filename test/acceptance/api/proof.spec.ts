import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventHash } from '#event-sourcing';
import { parseVerifierKey } from '#keys';
import {
  isIncluded,
  parseCheckpoint,
  parseInclusion,
  provesConsistency,
  standingOf,
  writeNote,
} from '#proof';
import { commandLine } from '../../command-line.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

describe('D15 the log over HTTP', () => {
  let api: TestApp;
  let desk: Client;
  let analyst: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    analyst = await api.as(['analyst'], 'analyst-1');
  });
  afterAll(() => api.close());

  const text = async (at: string): Promise<string> => (await analyst.get(at).expect(200)).text;
  const bytes = async (at: string): Promise<Buffer> =>
    (await analyst.get(at).responseType('blob').expect(200)).body as Buffer;

  it('is served as tlog-tiles says, and has only grown', async () => {
    await logComplaint(desk);
    const first = await api.engine.proof.upToDate();
    await logComplaint(desk);
    await api.engine.proof.upToDate();
    const key = parseVerifierKey(await text('/proof/key'));
    const checkpoint = parseCheckpoint(await text('/proof/checkpoint'));
    expect(key && standingOf(checkpoint.note, key)).toBe('signed');
    const [from, to] = [first ?? checkpoint, checkpoint];
    const asked = `/proof/consistency?from=${String(from.size)}`;
    const { body }: Answer<{ hashes: readonly string[]; to: number }> = await analyst.get(asked).expect(200);
    expect(body.to).toBe(to.size);
    const hashes = body.hashes.map((each) => Buffer.from(each, 'base64'));
    expect(provesConsistency(hashes, from, to)).toBe(true);
    const width = String(to.size);
    expect((await bytes(`/proof/tile/0/000.p/${width}`)).length).toBe(to.size * 32);
    expect((await bytes(`/proof/tile/entries/000.p/${width}`)).length).toBe(to.size * 34);
  });

  it('has nothing else at its addresses', async () => {
    for (const where of ['0/001', '0/000.p/0', '../checkpoint', '0/..%2f..%2fkeys', 'x', '0/000.p/255'])
      expect([where, (await analyst.get(`/proof/tile/${where}`)).status]).toEqual([where, 404]);
    expect((await analyst.post('/proof/tile/0/000')).status).toBe(405);
    expect((await analyst.get('/proof/consistency?from=5&to=4')).status).toBe(422);
    expect((await analyst.get('/proof/consistency?from=0&to=100000')).status).toBe(422);
    for (const where of ['/proof/checkpoint', '/proof/key', '/proof/tile/0/000'])
      expect([where, (await api.anybody.get(where)).status]).toEqual([where, 401]);
  });

  it('shows of each event of a case that it stands there, to whoever may read the case', async () => {
    const { caseId } = await logComplaint(desk, { respondents: [{ kind: 'person', staffId: 'guard-7' }] });
    await api.engine.proof.upToDate();
    const { body }: Answer<{ events: readonly { proof: string }[] }> = await desk
      .get(`/cases/${caseId}/proof`)
      .expect(200);
    const stored = await api.engine.store.readStream(`case-${caseId}` as never);
    expect(body.events.map(({ proof }, at) => isIncluded(parseInclusion(proof), hashAt(stored, at)))).toEqual(
      stored.map(() => true),
    );
    const overseer = await api.as(['compliance'], 'auditor-1');
    await overseer.get(`/cases/${caseId}/proof`).expect(200);
    const readings = `/readings?caseId=${caseId}&minPosition=${await api.head()}`;
    const onRecord: Answer<{ items: object[] }> = await overseer.get(readings).expect(200);
    expect(onRecord.body.items).toMatchObject([{ what: 'caseProof', role: 'compliance' }]);
    const respondent = await api.as(['operations', 'compliance'], 'guard-7');
    expect((await respondent.get(`/cases/${caseId}/proof`)).status).toBe(404);
    expect((await analyst.get(`/cases/${caseId}/proof`)).status).toBe(403);
  });

  it('gives out no proof of a case that was changed, and says so', async () => {
    const other = await startApp();
    try {
      const clerk = await other.as(['operations'], 'desk-1');
      const { caseId } = await logComplaint(clerk);
      await other.engine.proof.upToDate();
      const db = new DatabaseSync(path.join(other.directory, 'events.db'));
      db.exec('DROP TRIGGER events_are_never_changed');
      db.exec(
        `UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE stream = 'case-${caseId}' AND revision = 0`,
      );
      db.close();
      const { status, body } = await clerk.get(`/cases/${caseId}/proof`);
      expect([status, body]).toMatchObject([422, { code: 'history-not-as-logged', rule: 'D15' }]);
    } finally {
      await other.close();
    }
  });

  it('is open to everybody where the organisation says so, and nothing else is', async () => {
    const open = await startApp({ proof: 'public' });
    try {
      await logComplaint(await open.as(['operations'], 'desk-1'));
      await open.engine.proof.upToDate();
      for (const where of ['/proof/checkpoint', '/proof/key'])
        expect([where, (await open.anybody.get(where)).status]).toEqual([where, 200]);
      await followed(open);
      for (const where of ['/proof/consistency?from=0', '/cases/WZS3-WNMG-E1E6/proof', '/cases'])
        expect([where, (await open.anybody.get(where)).status]).toEqual([where, 401]);
    } finally {
      await open.close();
    }
  });
});

/** By somebody who has nothing but an address, the key, and a checkpoint that was kept. */
async function followed(api: TestApp): Promise<void> {
  const { url, directory, engine } = api;
  const [kept, key] = [path.join(directory, 'kept'), path.join(directory, 'key')];
  const first = await engine.proof.signed();
  await writeFile(kept, writeNote(first?.checkpoint.note ?? { text: '', signatures: [] }));
  await writeFile(key, (await engine.proof.ownKey())?.text ?? '');
  await logComplaint(await api.as(['operations'], 'desk-1'));
  await engine.proof.upToDate();
  const asked = ['proof', 'consistency', kept, '--url', `${url}/proof`, '--key', key, '--json'];
  const { code, stdout } = await commandLine(asked);
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { from: first?.checkpoint.size }]);
  const forged = (await readFile(kept, 'utf8')).replace(/\n(.{43}=)\n/, `\n${'A'.repeat(43)}=\n`);
  await writeFile(kept, forged);
  expect(await commandLine(asked)).toMatchObject({ code: 3 });
  expect(await commandLine(['proof', 'consistency', kept, '--url', `${url}/proof`])).toMatchObject({
    code: 2,
  });
}

const hashAt = (
  stored: Awaited<ReturnType<TestApp['engine']['store']['readStream']>>,
  at: number,
): string => {
  const event = stored[at];
  return event === undefined ? '' : eventHash(event);
};

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BEGINNING,
  commandId,
  eventId,
  streamName,
  type CanonicalJson,
  type StoredEvent,
} from '#event-sourcing';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

interface Listed {
  readonly items: readonly { readonly what: string; readonly person: string; readonly caseId?: string }[];
}

/** The log is silent: what is on record does not depend on it. */
describe('who looked (PRI-1)', () => {
  let api: TestApp;
  let desk: Client;
  let auditor: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    auditor = await api.as(['compliance'], 'auditor-1');
  });
  afterAll(() => api.close());

  const audited = async (): Promise<readonly StoredEvent[]> =>
    (await api.engine.store.readAll(BEGINNING, 10_000)).filter(({ stream }) => stream.startsWith('audit-'));
  const recordedBy = async (work: () => Promise<unknown>): Promise<readonly unknown[]> => {
    const before = (await audited()).length;
    await work();
    return (await audited()).slice(before).map(({ data, metadata }) => {
      const { actor } = JSON.parse(metadata) as { actor: object };
      return { ...(JSON.parse(data) as object), ...actor };
    });
  };
  const readings = async (who: Client, query: string): Promise<Listed['items']> => {
    const answer: Answer<Listed> = await who
      .get(`/readings?${query}&minPosition=${await api.head()}`)
      .expect(200);
    return answer.body.items;
  };

  it('PRI-1 D16 compliance that reads a case is on record, in the role that it reads in and with the id of the request', async () => {
    const { caseId } = await logComplaint(desk);
    const id = 'b4b9a3c2-0000-4000-8000-000000000012';
    const found = await recordedBy(() =>
      auditor.get(`/cases/${caseId}`).set('X-Correlation-Id', id).expect(200),
    );
    expect(found).toEqual([
      {
        ...{ what: 'caseDetails', case: caseId, filters: [], through: 'api' },
        ...{ id: 'auditor-1', role: 'compliance' },
      },
    ]);
    expect((await audited()).at(-1)?.metadata).toContain(id);
    expect(await recordedBy(() => desk.get(`/cases/${caseId}`).expect(200))).toEqual([]);
  });

  it('PRI-1 D11 a case as it was is on record whoever asks', async () => {
    const { caseId } = await logComplaint(desk);
    const asOf = '2030-01-01T00:00:00.000Z';
    const found = await recordedBy(() => desk.get(`/cases/${caseId}?asOf=${asOf}`).expect(200));
    expect(found).toMatchObject([{ case: caseId, filters: [{ name: 'asOf', value: asOf }], id: 'desk-1' }]);
  });

  it('PRI-1 INV-2 evidence that compliance takes is on record', async () => {
    const { caseId } = await logComplaint(desk);
    const added: Answer<{ events: { data: { evidence: string } }[] }> = await desk
      .upload(`/cases/${caseId}/evidence`)
      .attach('file', Buffer.from('seen on Monday'), { filename: 'seen.txt', contentType: 'text/plain' });
    const evidence = added.body.events[0]?.data.evidence ?? '';
    const found = await recordedBy(() => auditor.get(`/cases/${caseId}/evidence/${evidence}`).expect(200));
    expect(found).toMatchObject([{ what: 'evidence', case: caseId, filters: [{ value: evidence }] }]);
  });

  it('PRI-1 the history that analysts or compliance take along is on record, with its positions', async () => {
    await logComplaint(desk);
    const analyst = await api.as(['analyst'], 'figures-1');
    const head = await api.head();
    const found = await recordedBy(() => analyst.get('/events?limit=5').buffer(true).expect(200));
    expect(found).toMatchObject([{ what: 'events', id: 'figures-1', role: 'analyst' }]);
    expect(found).toMatchObject([{ filters: [{ name: 'limit' }, { name: 'until', value: head }] }]);
  });

  it('PRI-1 is listed by case and by person, for compliance and administrators, and never tells what was read', async () => {
    const { caseId } = await logComplaint(desk, {
      complainant: { kind: 'individual', name: 'Zhang Liwei', phone: '+86 21 5550 0188' },
    });
    const second = await api.as(['compliance'], 'auditor-2');
    await second.get(`/cases/${caseId}`).expect(200);
    await second.get(`/cases/${caseId}/timeline`).expect(200);
    await second.get('/cases?owner=wu.tao').expect(200);
    const admin = await api.as(['admin'], 'admin-1');
    const ofCase = await readings(admin, `caseId=${caseId}`);
    expect(ofCase.map(({ what, person }) => [what, person])).toEqual([
      ['timeline', 'auditor-2'],
      ['caseDetails', 'auditor-2'],
    ]);
    const ofPerson = await readings(auditor, 'person=Auditor-2');
    expect(ofPerson.map(({ what }) => what)).toEqual(['openCases', 'timeline', 'caseDetails']);
    expect(JSON.stringify([ofCase, ofPerson])).not.toMatch(/wu.tao|5550/i);
    for (const roles of [['operations'], ['analyst']])
      await (await api.as(roles)).get('/readings').expect(403);
    expect((await readings(auditor, 'person=admin-1')).map(({ what }) => what)).toEqual(['readings']);
  });

  it('INV-4 whoever is complained about does not learn from it that there is a case', async () => {
    const { caseId } = await logComplaint(desk, { respondents: [{ kind: 'person', staffId: 'guard-7' }] });
    await auditor.get(`/cases/${caseId}`).expect(200);
    const own = await api.as(['compliance'], 'Guard-7');
    expect(await readings(own, `caseId=${caseId}`)).toEqual([]);
    const what = (await readings(auditor, `caseId=${caseId}`)).map((each) => each.what);
    expect(what).toEqual(['readings', 'caseDetails']);
  });

  it('PRI-1 many things that one person asks for at once are all answered, and all on record', async () => {
    const { caseId } = await logComplaint(desk);
    const busy = await api.as(['compliance'], 'auditor-3');
    const found = await recordedBy(() =>
      Promise.all(Array.from({ length: 25 }, () => busy.get(`/cases/${caseId}`).expect(200))),
    );
    expect(found).toHaveLength(25);
  });

  it('PRI-1 what cannot be put on record is not told', async () => {
    const { caseId } = await logComplaint(desk);
    const day = api.engine.now().slice(0, 10);
    const foreign = { type: 'Noted', data: '{}' as CanonicalJson, metadata: '{}' as CanonicalJson };
    const id = eventId(commandId('foreign'), 0);
    await api.engine.store.append(streamName('audit', `${day}-auditor-4`), 'no-stream', [{ ...foreign, id }]);
    const barred = await api.as(['compliance'], 'auditor-4');
    const answer: Answer<{ code?: string }> = await barred.get(`/cases/${caseId}`);
    expect([answer.status, answer.body.code]).toEqual([503, 'not-on-record']);
    expect(answer.text).not.toContain('Li Na');
    expect(await recordedBy(() => desk.get(`/cases/${caseId}`).expect(200))).toEqual([]);
  });
});

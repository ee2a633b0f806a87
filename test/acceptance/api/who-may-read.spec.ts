import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '#platform';
import { caseFileFor, placesShowing, takenAlong } from './places.ts';
import { complaint, logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

describe('who may read what', () => {
  let api: TestApp;
  let desk: Client;
  /** Whatever was logged, in the words of the log. */
  const logged: string[] = [];
  const note = (facts: object, message: string): void => {
    logged.push(`${JSON.stringify(facts)} ${message}`);
  };
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  beforeAll(async () => {
    api = await startApp({ logger });
    desk = await api.as(['operations'], 'desk-1');
  });
  afterAll(() => api.close());

  const opened = async (more: object): Promise<string> => (await logComplaint(desk, more)).caseId;

  it('INV-4 CLS-9 the one complained about reads nothing of the case, as if there were none', async () => {
    const caseId = await opened({ respondents: [{ kind: 'person', staffId: 'guard-7' }] });
    const own = await api.as(['operations', 'compliance'], 'Guard-7');
    const none: Answer<object> = await own.get('/cases/WZS3-WNMG-E1E6');
    // Nothing but the number that was asked for, and that of the request, may differ.
    const told = ({ body }: Answer<object>, asked: string): string =>
      JSON.stringify({ ...body, correlationId: '' }).replaceAll(asked, 'X');
    for (const what of ['', '?asOf=2030-01-01T00:00:00Z', '/deadlines', '/evidence/E1']) {
      const answer: Answer<{ code?: string }> = await own.get(`/cases/${caseId}${what}`);
      expect([what, answer.status]).toEqual([what, 404]);
    }
    const hidden: Answer<object> = await own.get(`/cases/${caseId}`);
    expect(told(hidden, caseId)).toBe(told(none, 'WZS3-WNMG-E1E6'));
    expect((await desk.get(`/cases/${caseId}`)).status).toBe(200);
    expect((await (await api.as(['store-manager'], 'xie.dong')).get(`/cases/${caseId}`)).status).toBe(404);
  });

  it('CLS-9 PRI-4 who complains from within is shown to handlers and compliance only', async () => {
    const caseId = await opened({
      complainant: { kind: 'staff', name: 'Bian Kun', phone: '+86 21 5550 0177' },
    });
    const readers = [
      [desk, true], [await api.as(['compliance'], 'auditor-1'), true],
      [await api.as(['operations'], 'colleague-1'), false], [await api.as(['office-director'], 'pan.xin'), false],
    ] as const; // prettier-ignore
    for (const [reader, named] of readers)
      expect((await reader.get(`/cases/${caseId}`)).text.includes('Bian Kun')).toBe(named);
    for (const [reader, named] of readers) {
      const texts = await caseFileFor(reader, caseId);
      expect(texts.length > 0).toBe((await reader.get(`/cases/${caseId}`)).status === 200);
      expect(texts.join('').includes('Bian Kun')).toBe(named);
    }
  });

  it('CLS-9 PRI-4 nothing that can be read names who complains from within to those who do not have the case', async () => {
    const [name, phone] = ['Bian Kun', '5550 0177'];
    const complainant = { kind: 'staff', name, phone: `+86 21 ${phone}` };
    const contact = { procedure: complaint().procedure, channel: 'phone', name, phone: complainant.phone };
    const begun: Answer<{ readonly caseId: string }> = await desk.post('/contacts/abandoned', contact);
    const { caseId } = begun.body;
    await desk.post(`/cases/${caseId}/log-complaint`, complaint({ complainant })).expect(200);
    await api.engine.waitFor(await api.head(), 120_000);
    const month = api.engine.now().slice(0, 7);
    const procedure = 'residential-property';
    const walk = {
      values: {
        ...{ caseId, month, year: month.slice(0, 4), procedure, id: procedure, to: '1', from: '1' },
        ...{ evidence: 'E1', kind: 'clock', name: 'resolve', stands: 'notDue', letter: 'finalResponse' },
      },
      searched: [name, phone],
    };
    const naming = (who: Client): Promise<readonly string[]> =>
      placesShowing([name, phone, phone.replace(' ', '')], who, walk, api);
    expect(await naming(await api.as(['office-director'], 'pan.xin'))).toEqual([]);
    expect(await naming(await api.as(['operations', 'analyst'], 'colleague-1'))).toEqual([]);
    const named = await naming(await api.as(['compliance'], 'auditor-1'));
    // The walk finds what is there to be found.
    expect(named).toEqual(
      expect.arrayContaining([
        ...['/cases/{caseId}', '/cases/{caseId}/timeline', '/cases/{caseId}/how-known', '/events'],
        ...['redress cases how-known', `/cases?search=${name}`, 'case file in en', 'case file in zh'],
      ]),
    );
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.filter((line) => line.includes(name) || line.includes(phone))).toEqual([]);
  });

  it('ARC-1 PRI-1 a case is taken along by whoever may read it, as if there were none for others, and that is on record', async () => {
    const caseId = await opened({ respondents: [{ kind: 'person', staffId: 'guard-7' }] });
    const auditor = await api.as(['compliance'], 'auditor-1');
    for (const [reader, status] of [
      [await api.as(['operations', 'compliance'], 'Guard-7'), 404],
      [await api.as(['analyst'], 'figures-1'), 403],
      [auditor, 200],
      [desk, 200],
    ] as const)
      expect((await takenAlong(reader, caseId)).status).toBe(status);
    expect((await takenAlong(desk, 'WZS3-WNMG-E1E6')).status).toBe(404);
    expect((await desk.post(`/cases/${caseId}/case-file`, { redact: ['nothing'] })).status).toBe(400);
    const taken: Answer<{ items: readonly object[] }> = await auditor.get(
      `/readings?caseId=${caseId}&minPosition=${await api.head()}`,
    );
    expect(taken.body.items).toEqual([
      expect.objectContaining({ caseId, person: 'desk-1', role: 'operations', through: 'api' }),
      expect.objectContaining({ caseId, person: 'auditor-1', role: 'compliance', through: 'api' }),
    ]);
  });

  it('INT-11 the procedure of imports takes no live complaint', async () => {
    const procedure = { id: 'historic-import', version: 1 };
    const answer: Answer<{ code?: string }> = await desk.post('/cases', complaint({ procedure }));
    expect([answer.status, answer.body.code]).toEqual([422, 'imports-only']);
    const missed = await desk.post('/contacts/abandoned', { procedure, channel: 'phone' });
    expect(missed.status).toBe(422);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiDocument } from '#api';
import { instant, instantOf, millisOf, type Position } from '#event-sourcing';
import { onEachEngine } from '../../engines.ts';
import { organise } from '../../organisation.ts';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';
import { exampleBody, documentedRoutes, readsOf } from './documented.ts';

/** What a rule of the case answers: not its turn, not within the authority, not to be done like this. */
const OF_THE_CASE = [403, 409, 422];
/** After every time that an example names. */
const BEGAN = instant('2026-11-27T00:00:00Z');
const CONDUCT = 'supermarket-authority.staff-1';
const TWO_DAYS = 2 * 86_400_000;
const NOT_OF_THE_CASE = ['route-not-found', 'role-missing', 'unknown-procedure'];

await onEachEngine('every route', (fresh) => {
  let api: TestApp;
  let client: Client;
  /** A duty that was adopted begins with a day that follows. */
  let ahead = 0;
  let dutyId = '';
  let issueId = '';
  let feedbackId = '';
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), now: () => instantOf(millisOf(BEGAN) + ahead) });
    client = await api.as(['operations', 'compliance', 'admin']);
    await organise(api.engine, { type: 'AdoptProcedure', data: { procedure: 'supermarket-authority' } });
    ahead = TWO_DAYS;
    await api.engine.scheduler.runOnce();
    const duties: Answer<{ items: readonly { dutyId: string }[] }> = await client.get('/duties').expect(200);
    dutyId = duties.body.items[0]?.dutyId ?? '';
    const director = await api.hired({ id: 'director', levels: ['office-director'] });
    const opened: Answer<{ issueId: string }> = await director
      .post('/improvements', { procedure: 'residential-property', cases: [], reason: 'Seen twice.' })
      .expect(201);
    issueId = opened.body.issueId;
    const feedback: Answer<{ feedbackId: string }> = await client
      .post('/feedback', {
        procedure: 'residential-property',
        kind: 'suggestion',
        channel: 'desk',
        text: 'x',
      })
      .expect(201);
    feedbackId = feedback.body.feedbackId;
  });
  afterAll(() => api.close());

  it('shows what it is asked for', async () => {
    const { caseId } = await logComplaint(client);
    const uploaded: Answer<Answered> = await client
      .upload(`/cases/${caseId}/evidence`)
      .attach('file', Buffer.from('a photo'), 'a.txt')
      .expect(201);
    const values: Readonly<Record<string, string>> = {
      // As long as one of somebody with an id of 200 letters: each of them takes nine here.
      budgetId: encodeURIComponent(`2026-11.call-centre.${encodeURIComponent('林'.repeat(200))}`),
      ...{ caseId, dutyId, month: '2026-09', year: '2026', id: 'residential-property' },
      ...{ procedure: 'residential-property', to: '1', from: '1', issueId, feedbackId, conductId: CONDUCT },
      ...{ kind: 'clock', name: 'resolve', stands: 'missed', letter: 'finalResponse' },
      evidence: String(uploaded.body.events[0]?.data['evidence']),
    };
    await api.engine.waitFor(uploaded.body.position as Position, 120_000);
    const signed = await api.engine.proof.upToDate();
    const tile = `0/000.p/${String(signed?.size)}`;
    const asked = readsOf(openApiDocument(api.app), { ...values, path: tile });
    expect(asked.length).toBeGreaterThan(9);
    for (const { path } of asked) expect([path, (await client.get(path)).status]).toEqual([path, 200]);
  });

  it('takes its example, or says which rule of the case is against it; a case that is not there is not found', async () => {
    const document = openApiDocument(api.app);
    for (const { path, operation } of documentedRoutes(document).filter(({ method }) => method === 'post')) {
      const example = exampleBody(document, operation);
      // At the moment of its example there was no such case yet.
      const body = path.endsWith('/case-file') ? {} : example;
      // What mends a history needs a damaged one, and what is decided about a file one in quarantine.
      if (body === undefined || /^\/(history|files)\//.test(path)) continue;
      const { caseId } = await logComplaint(client);
      const send = async (to: string): Promise<Answer<{ code?: string }>> =>
        client.post(
          path
            .replace(/\{caseId\}|\{subject\}/, to)
            .replace('{noticesOf}', to)
            .replace('{subject}', to)
            .replace('{dutyId}', dutyId)
            .replace('{issueId}', issueId)
            .replace('{feedbackId}', feedbackId)
            .replace('{conductId}', CONDUCT)
            .replace('{procedureId}', 'residential-property'),
          body,
        );
      const { status, body: answer } = await send(caseId);
      const taken = status < 300 || OF_THE_CASE.includes(status);
      expect([path, status, answer, taken]).toEqual([path, status, answer, true]);
      expect(NOT_OF_THE_CASE).not.toContain(answer.code);
      if (path.includes('{caseId}'))
        expect([path, await send('0000-0000-0000')]).toMatchObject([path, { status: 404 }]);
    }
  });
});

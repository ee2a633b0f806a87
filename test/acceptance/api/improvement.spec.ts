import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { onEachEngine } from '../../engines.ts';
import { organise } from '../../organisation.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

const PROCEDURE = 'residential-property';

interface Told {
  readonly status: string;
  readonly cases: readonly string[];
  readonly actions: readonly {
    readonly owner: string;
    readonly status: string;
    readonly missed: boolean;
    readonly dueAt: string;
    readonly what: string;
    readonly intervals: readonly object[];
  }[];
}
type Refused = Answer<{ readonly code?: string }>;

await onEachEngine('improvement over HTTP (IMP-1, IMP-2)', (fresh) => {
  let api: TestApp;
  let now: Instant = instant('2026-10-12T02:00:00Z');
  const people = new Map<string, Client>();
  const by = (id: string): Client => {
    const client = people.get(id);
    if (client === undefined) throw new Error(`${id} was not hired`);
    return client;
  };
  let issue = '';
  let caseId = '';
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), now: () => now });
    for (const site of ['garden-city', 'hill'])
      await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
    const post = (level: string, site: string) => [{ procedure: PROCEDURE, level, site }];
    for (const [id, levels] of [
      ['director', post('office-director', 'garden-city')],
      ['second', post('office-director', 'garden-city')],
      ['general', post('general-manager', 'garden-city')],
      ['neighbour', post('general-manager', 'hill')],
      ['fitter', []],
      ['front', []],
    ] as const)
      people.set(id, await api.hired({ id, site: 'garden-city', levels }));
    people.set('analyst', await api.as(['analyst'], 'analyst'));
    ({ caseId } = await logComplaint(await api.as(['operations'])));
  });
  afterAll(() => api.close());

  const did = async (who: string, what: string, body: object): Promise<unknown> => {
    const answer: Refused = await by(who).post(`/improvements/${issue}/${what}`, body);
    return answer.status === 200 ? 200 : answer.body.code;
  };
  const told = (who: string): Promise<Answer<Told>> => Promise.resolve(by(who).get(`/improvements/${issue}`));

  it('IMP-1 an issue is opened by a level of its place, and read by nobody whom it does not concern', async () => {
    const body = {
      procedure: PROCEDURE,
      site: 'garden-city',
      cases: [caseId],
      reason: 'Twice the same part.',
    };
    for (const who of ['front', 'neighbour', 'analyst'])
      expect([who, (await by(who).post('/improvements', body)).status]).toEqual([who, 403]);
    const opened: Answer<{ issueId: string }> = await by('director').post('/improvements', body).expect(201);
    issue = opened.body.issueId;
    expect((await told('second')).body).toMatchObject({ status: 'open', cases: [caseId], actions: [] });
    for (const who of ['front', 'neighbour', 'fitter'])
      expect([who, (await told(who)).status]).toEqual([who, 404]);
    const list: Answer<{ items: readonly object[] }> = await by('front').get('/improvements').expect(200);
    expect(list.body.items).toEqual([]);
  });

  it('IMP-2 an action is told to its case, explains its deadline, and is done by its owner', async () => {
    const action = { kind: 'immediate', what: 'Exchange the drives.', owner: 'fitter' };
    expect(await did('neighbour', 'decide-action', action)).toBe('not-authorised');
    expect(await did('director', 'decide-action', action)).toBe(200);
    expect((await api.history(caseId)).map(({ type }) => type)).toContain('ImprovementPlanned');
    const [planned] = (await told('fitter')).body.actions;
    expect(planned).toMatchObject({ owner: 'fitter', status: 'open', dueAt: '2026-10-19T10:00:00.000Z' });
    expect(planned?.intervals.length).toBeGreaterThan(0);
    const extend = { action: 'A1', until: '2026-10-26T10:00:00Z', reason: 'The parts are late.' };
    expect(await did('director', 'extend-action', extend)).toBe('not-authorised');
    expect(await did('general', 'extend-action', extend)).toBe(200);
    now = instant('2026-10-27T02:00:00Z');
    await api.engine.catchUp();
    await api.engine.scheduler.runOnce();
    expect((await told('director')).body.actions[0]).toMatchObject({ missed: true });
    expect(await did('director', 'complete-action', { action: 'A1', account: 'x' })).toBe('not-authorised');
    expect(await did('fitter', 'complete-action', { action: 'A1', account: 'Exchanged.' })).toBe(200);
  });

  it('IMP-2 its effect is judged when the time for that has come, and closes the issue or opens it again', async () => {
    const judge = (effective: boolean) => ({ action: 'A1', effective, reason: 'Looked at the log.' });
    expect(await did('second', 'judge-effect', judge(true))).toBe('too-early');
    now = instant('2026-11-27T02:00:00Z');
    expect(await did('fitter', 'judge-effect', judge(true))).toBe('not-authorised');
    expect(await did('second', 'judge-effect', judge(true))).toBe(200);
    expect((await told('analyst')).body.status).toBe('effective');
    expect(await did('second', 'dismiss-issue', { reason: 'x' })).toBe('issue-over');
    expect(await did('second', 'judge-effect', judge(false))).toBe(200);
    expect((await told('analyst')).body.status).toBe('open');
  });
});

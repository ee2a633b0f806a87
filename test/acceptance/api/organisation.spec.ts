import { describe, expect, it } from 'vitest';
import { instantOf, millisOf } from '#event-sourcing';
import { hire } from '../../organisation.ts';
import { FAR_OFF, INADMISSIBLE, LONG_AGO, outcome, PROPERTY, RIVERSIDE, useTwoSites } from './two-sites.ts';
import { complaint, startApp, type Answer } from './app.ts';

describe('people and organisation over HTTP (D23)', () => {
  const { at, by, send, opened, declined } = useTwoSites();
  const done = [200, undefined];
  /** As of a case that is none. */
  const unknown = [404, 'case-not-found'];

  it('AUT-1 a case belongs to the site of whoever received it, and the manager of the neighbour site is nobody there', async () => {
    const caseId = await opened();
    const [logged] = await at().api.history(caseId);
    expect(logged?.data).toMatchObject({ site: 'riverside' });
    expect(await declined(by('top.h'), caseId)).toEqual(unknown);
    expect(await declined(by('top.h'), caseId, 'general-manager')).toEqual(unknown);
    expect((await by('top.h').get(`/cases/${caseId}`)).status).toBe(404);
    expect(await declined(by('top.r'), caseId)).toEqual(done);
  });

  it('AUT-1 a level of another procedure is nobody here', async () => {
    const caseId = await opened();
    expect(await declined(by('store'), caseId)).toEqual(unknown);
    expect(await declined(by('store'), caseId, 'store-manager')).toEqual(unknown);
  });

  it('LIF-3 a token says nothing of levels: only the organisation does', async () => {
    const caseId = await opened();
    const claiming = await at().api.stranger(['operations', 'general-manager'], 'desk.r');
    expect(await declined(claiming, caseId)).toEqual([403, 'not-authorised']);
    expect(await declined(claiming, caseId, 'general-manager')).toEqual([403, 'level-not-held']);
  });

  it('D23 whom the organisation does not know does nothing, and is named by nobody', async () => {
    const caseId = await opened();
    const stranger = await at().api.stranger(['operations'], 'nobody-1');
    expect(await outcome(stranger, caseId, 'raise-flag', { flag: 'media', reason: 'x' })).toEqual(unknown);
    expect((await stranger.post('/cases', complaint())).status).toBe(403);
    const owner = { owner: 'nobody-1', reason: 'x' };
    expect(await outcome(at().desk, caseId, 'assign-owner', owner)).toEqual([422, 'unknown-person']);
    const department = { department: 'no-such-department' };
    expect(await outcome(by('top.r'), caseId, 'classify-case', {
      category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience',
    })).toEqual(done); // prettier-ignore
    expect(await outcome(at().desk, caseId, 'dispatch-case', department)).toEqual([
      422,
      'unknown-department',
    ]);
    const about = complaint({ respondents: [{ kind: 'person', staffId: 'nobody-1' }] });
    expect((await at().desk.post('/cases', about)).status).toBe(422);
    expect((await at().desk.post('/cases', complaint({ site: 'no-such-site' }))).status).toBe(422);
    const manager = { level: 'general-manager', manager: 'desk.r', method: 'phone' };
    expect(await outcome(at().desk, caseId, 'notify-manager', manager)).toEqual([422, 'not-that-level']);
  });

  it('DIS-5 a deputy acts at the level within the period, by naming it, and it is recorded for whom', async () => {
    const caseId = await opened();
    expect(await declined(by('deputy.r'), caseId, 'general-manager')).toEqual([403, 'level-not-held']);
    const away = { deputy: 'deputy.r', forPerson: 'top.r' };
    expect(await send('appoint-deputy', { ...away, from: LONG_AGO, until: '2001-01-01T00:00:00Z' })).toEqual(
      done,
    );
    expect(await declined(by('deputy.r'), caseId, 'general-manager')).toEqual([403, 'level-not-held']);
    expect(await send('appoint-deputy', { ...away, from: LONG_AGO, until: FAR_OFF })).toEqual(done);
    expect(await declined(by('deputy.r'), caseId)).toEqual([403, 'not-authorised']);
    expect(await declined(by('deputy.r'), caseId, 'general-manager')).toEqual(done);
    const last = (await at().api.history(caseId)).find(({ type }) => type === 'CaseDeclaredInadmissible');
    expect(last?.metadata.actor).toEqual({ id: 'deputy.r', role: 'general-manager', deputyFor: 'top.r' });
    expect(await send('end-deputy', away)).toEqual(done);
    expect(await declined(by('deputy.r'), await opened(), 'general-manager')).toEqual([
      403,
      'level-not-held',
    ]);
  });

  it('DIS-5 who stands in is known and not said: an owner for somebody absent has to be their deputy', async () => {
    const caseId = await opened();
    const owner = { owner: 'engineer.r', deputyFor: 'guard.r', reason: 'Away' };
    expect(await outcome(at().desk, caseId, 'assign-owner', owner)).toEqual([422, 'not-the-deputy']);
    const away = { deputy: 'engineer.r', forPerson: 'guard.r', from: LONG_AGO, until: FAR_OFF };
    expect(await send('appoint-deputy', away)).toEqual(done);
    expect(await outcome(at().desk, caseId, 'assign-owner', owner)).toEqual(done);
    expect(await send('end-deputy', { deputy: 'engineer.r', forPerson: 'guard.r' })).toEqual(done);
  });

  it('DIS-1 a department signs, returns and hands back through its own people', async () => {
    const caseId = await opened();
    const lift = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' };
    expect(await outcome(at().desk, caseId, 'classify-case', lift)).toEqual(done);
    expect(await outcome(at().desk, caseId, 'dispatch-case', {})).toEqual(done);
    const strange = [403, 'not-of-the-department'];
    const returned = { dispatch: 'D1', reason: 'Not ours' };
    expect(await outcome(by('guard.r'), caseId, 'sign-receipt', { dispatch: 'D1' })).toEqual(strange);
    expect(await outcome(by('guard.r'), caseId, 'return-dispatch', returned)).toEqual(strange);
    expect(await outcome(by('engineer.r'), caseId, 'sign-receipt', { dispatch: 'D1' })).toEqual(done);
    const finished = { dispatch: 'D1', summary: 'Repaired' };
    expect(await outcome(by('guard.r'), caseId, 'hand-back-form', finished)).toEqual(strange);
    expect(await outcome(by('engineer.r'), caseId, 'hand-back-form', finished)).toEqual(done);
  });

  it('D23 whoever has left does nothing and owns nothing', async () => {
    const caseId = await opened();
    expect(await outcome(by('gone.r'), caseId, 'raise-flag', { flag: 'media', reason: 'x' })).toEqual(done);
    expect(await send('record-departure', { person: 'gone.r' })).toEqual(done);
    expect(await declined(by('gone.r'), caseId)).toEqual(unknown);
    expect((await by('gone.r').get(`/cases/${caseId}`)).status).toBe(404);
    const owner = { owner: 'gone.r', reason: 'x' };
    expect(await outcome(at().desk, caseId, 'assign-owner', owner)).toEqual([422, 'person-departed']);
  });

  it('LIF-3 several roles are not added up: an analyst who works on cases reads the history as an analyst', async () => {
    await opened({ complainant: { kind: 'individual', name: 'Zhang Liwei' } });
    const read = async (...roles: string[]) =>
      (await (await at().api.stranger(roles, 'top.r')).get('/events?limit=10000').buffer(true)).text;
    expect(await read('analyst', 'operations')).not.toContain('Zhang Liwei');
    expect(await read('compliance')).toContain('Zhang Liwei');
  });

  it('D23 authority at a past moment: held when it happened and still held when it is recorded', async () => {
    const ago = (hours: number) => instantOf(millisOf(at().api.engine.now()) - hours * 3_600_000);
    const caseId = await opened({ happenedAt: ago(72) });
    const level = { person: 'later.r', ...RIVERSIDE };
    const before = ago(48);
    expect(await send('assign-level', { ...level, from: ago(24) })).toEqual(done);
    const earlier = { ...INADMISSIBLE, happenedAt: before };
    expect(await outcome(by('later.r'), caseId, 'declare-inadmissible', { ...earlier, role: 'general-manager' })).toEqual([
      403, 'level-not-held',
    ]); // prettier-ignore
    const held = async (parameters: string): Promise<readonly string[]> => {
      const {
        body,
      }: Answer<{ people: readonly { person: string; levels: readonly { level: string }[] }[] }> =
        await at().admin.get(`/organisation?${parameters}`);
      return body.people.find(({ person }) => person === 'later.r')?.levels.map((each) => each.level) ?? [];
    };
    expect(await held('')).toContain('general-manager');
    expect(await held(`at=${before}`)).toEqual(['frontline']);
    expect(await held(`at=${before}&knownAt=${before}`)).toEqual([]);
    expect(await declined(by('later.r'), caseId, 'general-manager')).toEqual(done);
    expect(await send('withdraw-level', level)).toEqual(done);
    const other = await opened({ happenedAt: ago(72) });
    expect(await declined(by('later.r'), other, 'general-manager')).toEqual([403, 'level-not-held']);
    const whileHeld = { ...INADMISSIBLE, happenedAt: ago(12), role: 'general-manager' };
    expect(await outcome(by('later.r'), other, 'declare-inadmissible', whileHeld)).toEqual([
      403, 'level-not-held',
    ]); // prettier-ignore
  });

  it('D22 the organisation is changed by administrators alone, who have no part in cases', async () => {
    const person = { person: 'new.r', name: 'New' };
    expect(await send('register-person', person, at().desk)).toEqual([403, 'role-missing']);
    expect(await send('register-person', person)).toEqual(done);
    expect(await send('register-person', { ...person, person: 'NEW.R' })).toEqual(done);
    expect(await send('register-person', { ...person, name: 'Other' })).toEqual([422, 'person-exists']);
    expect(await send('register-person', { ...person, person: 'n\u0435w.r' })).toEqual([
      400,
      'invalid-input',
    ]);
    expect(await send('assign-level', { person: 'new.r', procedure: PROPERTY, level: 'emperor' })).toEqual([
      422, 'unknown-level',
    ]); // prettier-ignore
    expect((await at().admin.post('/cases', complaint())).status).toBe(403);
    expect((await at().desk.get('/organisation')).status).toBe(403);
  });

  it('D23 an organisation of which nothing is known says what to do', async () => {
    const empty = await startApp({ people: 'nobody' });
    try {
      const someone = await empty.stranger(['operations'], 'desk-1');
      const answer: Answer<{ code?: string; remedy?: string }> = await someone.post('/cases', complaint());
      expect([answer.status, answer.body.code]).toEqual([403, 'no-organisation']);
      expect(answer.body.remedy).toContain('redress organisation apply');
      await hire(empty.engine, { id: 'desk-1' });
      expect((await someone.post('/cases', complaint())).status).toBe(201);
    } finally {
      await empty.close();
    }
  });
});

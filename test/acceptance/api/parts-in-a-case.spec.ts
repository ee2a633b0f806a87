import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { organise } from '../../organisation.ts';
import { complaint, logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = { id: 'supermarket-authority', version: 1 };
const PROPERTY = 'residential-property';
const important = { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' };
const major = { category: 'facilities/lift', severity: 'major', criterion: 'serious-loss' };
const finding = { kind: 'finding', content: 'The cable is worn.', evidence: [] };
const conclusion = {
  ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
  explanation: 'Worn out.',
};
const internal = { complainant: { kind: 'staff', name: 'Bian Kun', phone: '+86 21 5550 0177' } };
const about = (staffId: string) => ({ respondents: [{ kind: 'person', staffId }] });
const goodwill = {
  remedy: { kind: 'refund', amount: { minor: 100, currency: 'CNY' } },
  reason: 'Goodwill',
};

describe('what a part in a case opens, and what does not make one', () => {
  let api: TestApp;
  let desk: Client;
  let colleague: Client;
  let director: Client;
  let general: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    colleague = await api.as(['operations'], 'desk-2');
    director = await api.as(['office-director'], 'pan.xin');
    general = await api.as(['general-manager'], 'luo.hai');
  });
  afterAll(() => api.close());

  const opened = async (more: object = {}): Promise<string> => (await logComplaint(desk, more)).caseId;
  async function outcome(who: Client, caseId: string, name: string, body: object = {}) {
    const answer: Answer<{ code?: string }> = await who.post(`/cases/${caseId}/${name}`, body);
    return answer.body.code ?? answer.status;
  }
  const reads = async (who: Client, caseId: string, when = '') => {
    const until = `${when === '' ? '?' : '&'}minPosition=${await api.head()}`;
    const answer: Answer<object> = await who.get(`/cases/${caseId}${when}${until}`);
    return answer.status === 200 ? answer.text.includes('Bian Kun') : answer.status;
  };

  it('PRI-1 CLS-9 nobody opens a case to themselves by what they do there', async () => {
    const caseId = await opened(internal);
    expect(await outcome(colleague, caseId, 'record-finding', finding)).toBe(200);
    expect(await outcome(director, caseId, 'record-finding', finding)).toBe(200);
    const own = { owner: 'desk-2', reason: 'Mine' };
    expect(await outcome(colleague, caseId, 'assign-owner', own)).toBe('no-part-in-it');
    expect([await reads(colleague, caseId), await reads(director, caseId)]).toEqual([404, false]);
    expect(await outcome(desk, caseId, 'assign-owner', own)).toBe(200);
    expect(await reads(colleague, caseId)).toBe(true);
  });

  it('PRI-1 CLS-9 PRI-4 what a command answers tells nobody more than they may read', async () => {
    const caseId = await opened(internal);
    const corrected = async (who: Client): Promise<Answer<{ events: { type: string; data?: unknown }[] }>> =>
      who.post(`/cases/${caseId}/correct-intake`, {
        reason: 'Not theirs',
        wanted: 'An answer',
        clears: ['email'],
      });
    const toColleague = await corrected(colleague);
    expect(toColleague.body.events).toEqual([{ type: 'IntakeCorrected' }]);
    for (const answer of [toColleague, await corrected(director)]) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/Bian Kun|5550 0177/);
    }
    expect((await corrected(desk)).text).toContain('Bian Kun');
  });

  it('CLS-9 PRI-4 who complained from within stays covered, then and after a correction of the kind', async () => {
    const caseId = await opened({ complainant: { ...internal.complainant, kind: 'individual' } });
    const before = new Date().toISOString();
    const as = (kind: string) => ({ reason: 'Asked', complainant: { ...internal.complainant, kind } });
    expect(await outcome(desk, caseId, 'correct-intake', as('staff'))).toBe(200);
    for (const when of ['', `?asOf=${before}`, `?knownAt=${before}`])
      expect([when, await reads(director, caseId, when)]).toEqual([when, false]);
    expect(await outcome(director, caseId, 'correct-intake', as('individual'))).toBe(200);
    expect(await reads(director, caseId)).toBe(false);
    expect(await reads(desk, caseId)).toBe(true);
  });

  it('INV-4 INT-10 whoever receives a complaint does not learn of another one about themselves', async () => {
    const complainant = { kind: 'individual', name: 'Li Na', phone: '+86 21 5550 0188' };
    await opened({ complainant, ...about('guard-7') });
    // Whoever complained before is looked for in the read models.
    await api.engine.catchUp();
    const guard = await api.as(['operations'], 'guard-7');
    const answer: Answer<{ events: { type: string }[] }> = await guard.post(
      '/cases',
      complaint({ complainant }),
    );
    expect(answer.body.events.map(({ type }) => type)).not.toContain('DuplicateSuspected');
    const others: Answer<{ events: { type: string }[] }> = await desk.post(
      '/cases',
      complaint({ complainant }),
    );
    expect(others.body.events.map(({ type }) => type)).toContain('DuplicateSuspected');
  });

  it('INV-4 the front line takes nobody off who is complained about', async () => {
    const caseId = await opened(about('guard-7'));
    const off = { reason: 'Mixed up', respondents: [] };
    expect(await outcome(colleague, caseId, 'correct-intake', off)).toBe('not-authorised');
    const guard = { owner: 'guard-7', reason: 'His' };
    expect(await outcome(desk, caseId, 'assign-owner', guard)).toBe('conflict-of-interest');
    expect(await outcome(general, caseId, 'correct-intake', off)).toBe(200);
  });

  it('AUT-1 DIS-2 whoever assigns or sends a case does not choose its judge', async () => {
    const friends = { procedure: PROPERTY, level: 'office-director', department: 'security' };
    const friend = await api.hired({ id: 'friend-1', levels: [friends], departments: [] });
    const caseId = await opened();
    await outcome(desk, caseId, 'classify-case', important);
    const theirs = { owner: 'desk-1', department: 'security', reason: 'Theirs' };
    expect(await outcome(desk, caseId, 'assign-owner', theirs)).toBe(200);
    expect(await outcome(friend, caseId, 'conclude-investigation', conclusion)).toBe('not-authorised');
    expect(await outcome(desk, caseId, 'dispatch-case', { department: 'security' })).toBe('not-authorised');
    expect(await outcome(director, caseId, 'dispatch-case', { department: 'security' })).toBe(200);
    expect(await outcome(friend, caseId, 'conclude-investigation', conclusion)).toBe('not-authorised');
    const guards = await api.hired({ id: 'guards-1', departments: ['security'] });
    expect(await outcome(guards, caseId, 'sign-receipt', { dispatch: 'D1', signedBy: 'guards-1' })).toBe(200);
    expect(await outcome(friend, caseId, 'conclude-investigation', conclusion)).toBe(200);
  });

  it('D19 D23 a key belongs to a person, however a token spells them', async () => {
    const caseId = await opened();
    await outcome(desk, caseId, 'classify-case', important);
    const other = await api.stranger(['operations'], 'Desk-1');
    const granting = (who: Client) =>
      who.post(`/cases/${caseId}/grant-compensation`, goodwill).set('Idempotency-Key', 'till-7-1');
    const first: Answer<{ position: string }> = await granting(desk);
    const again: Answer<{ position: string; repeated: boolean }> = await granting(other);
    expect([first.status, again.status, again.body.repeated]).toEqual([200, 200, true]);
    expect(again.body.position).toBe(first.body.position);
  });

  it('AUT-6 CLS-6 a grant of one yuan lets nobody below turn the complaint down', async () => {
    const caseId = await opened();
    await outcome(desk, caseId, 'classify-case', important);
    expect(await outcome(director, caseId, 'grant-compensation', goodwill)).toBe(200);
    const invalid = { valid: false, reason: 'None of ours' };
    expect(await outcome(desk, caseId, 'assess-validity', invalid)).toBe('not-authorised');
    const inadmissible = { ground: 'no-facts', method: 'phone' };
    expect(await outcome(desk, caseId, 'declare-inadmissible', inadmissible)).toBe('not-authorised');
    expect(await outcome(desk, caseId, 'conclude-investigation', conclusion)).toBe('not-authorised');
  });

  it('AUT-5 nobody approves in the place of whoever prepared the plan', async () => {
    const caseId = await opened();
    await outcome(desk, caseId, 'classify-case', major);
    expect(
      await outcome(general, caseId, 'prepare-solutions', { options: [{ description: 'Repair it' }] }),
    ).toBe(200);
    const deputy = await api.hired({ id: 'deputy-1' });
    const standing = { deputy: 'deputy-1', forPerson: 'luo.hai' };
    await organise(api.engine, {
      type: 'AppointDeputy',
      data: { ...standing, from: instant('2020-01-01T00:00:00Z'), until: instant('2100-01-01T00:00:00Z') },
    });
    const answer: Answer<{ code?: string }> = await deputy
      .post(`/cases/${caseId}/approve-plan`, {})
      .set('X-Acting-Role', 'general-manager');
    expect(answer.body.code).toBe('same-person');
  });

  it('OUT-3 whoever paid has handled the case', async () => {
    const caseId = await opened({ procedure: MARKET });
    await outcome(desk, caseId, 'classify-case', {
      ...{ category: 'daily/price', severity: 'general', criterion: 'by-the-rules' },
    });
    const supervisor = await api.as(['customer-service-supervisor'], 'song.yi');
    expect(await outcome(supervisor, caseId, 'grant-compensation', goodwill)).toBe(200);
    expect(
      await outcome(colleague, caseId, 'confirm-compensation', { grant: 'G1', reference: 'Till 7' }),
    ).toBe(200);
    const { body }: Answer<{ state: { handlers: string[] } }> = await desk.get(`/cases/${caseId}`);
    expect(body.state.handlers).toContain('desk-2');
  });
});

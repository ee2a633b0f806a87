import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organise } from '../../organisation.ts';
import { complaint, logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = { id: 'supermarket-authority', version: 1 };
const MOST = Number.MAX_SAFE_INTEGER;
const atOnce = {
  ...{ category: 'food/foreign-object', severity: 'general', criterion: 'by-the-rules' },
  ...{ solution: 'Paid', method: 'inPerson', summary: 'Paid at once.' },
};

describe('doors beside the wall', () => {
  let api: TestApp;
  let desk: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    await api.as(['operations'], 'wu.tao');
  });
  afterAll(() => api.close());

  const code = async (who: Client, caseId: string, name: string, body: object) => {
    const answer: Answer<{ code?: string }> = await who.post(`/cases/${caseId}/${name}`, body);
    return answer.body.code ?? answer.status;
  };
  const opened = async (more: object = {}): Promise<string> =>
    (await logComplaint(desk, { procedure: MARKET, ...more })).caseId;
  const read = async (who: Client, where: string): Promise<string> =>
    (await who.get(where).buffer(true)).text;

  it('INT-11 AUT-3 the procedure of imports takes no complaint, and no sum is settled at once without authority', async () => {
    const procedure = { id: 'historic-import', version: 1 };
    const live: Answer<{ code?: string }> = await desk.post('/cases', complaint({ procedure }));
    expect(live.body.code).toBe('imports-only');
    const caseId = await opened();
    const before = await api.head();
    const remedy = { kind: 'money', amount: { minor: MOST, currency: 'CNY' } };
    expect(await code(desk, caseId, 'settle-at-once', { ...atOnce, remedy })).toBe('not-authorised');
    expect(await api.head()).toBe(before);
  });

  it('LIF-3 PRI-1 several roles open no more than each, and what compliance reads is on record whatever else they are', async () => {
    await opened({ complainant: { kind: 'individual', name: 'Zhang Liwei', phone: '+86 21 5550 0188' } });
    const events = '/events?limit=10000';
    const analyst = await api.stranger(['analyst', 'operations'], 'desk-1');
    expect(await read(analyst, events)).not.toMatch(/Zhang Liwei|5550 0188/);
    const both = await api.stranger(['compliance', 'operations'], 'desk-1');
    expect(await read(both, events)).toContain('Zhang Liwei');
    const where = `/readings?person=desk-1&minPosition=${await api.head()}`;
    const onRecord: Answer<{ items: object[] }> = await both.get(where).expect(200);
    expect(onRecord.body.items).toMatchObject([{ role: 'compliance' }, { role: 'analyst' }]);
  });

  it.each(['Wu.Tao', 'wu.tao ', 'wu.tao\u200B', '\uFF57u.tao', 'wu.ta\u043E'])(
    'INV-4 D23 the one complained about is nobody else as "%s"',
    async (sub) => {
      const caseId = await opened({ respondents: [{ kind: 'person', staffId: 'wu.tao' }] });
      const disguised = await api.stranger(['operations'], sub);
      const answer: Answer<{ code?: string }> = await disguised.post(`/cases/${caseId}/raise-flag`, {
        ...{ flag: 'media', reason: 'Called' },
      });
      expect([401, 404]).toContain(answer.status);
      expect(answer.body.code).not.toBe('no-part-in-it');
      expect(await code(desk, caseId, 'assign-owner', { owner: sub, reason: 'His' })).not.toBe(200);
    },
  );

  it('D23 what is named is there: owners, departments, other cases', async () => {
    const caseId = await opened();
    const text = 'Zhang Liwei, +86 21 5550 0188';
    const reason = 'Said so';
    expect(await code(desk, caseId, 'assign-owner', { owner: 'nobody-9', reason })).toBe('unknown-person');
    expect(await code(desk, caseId, 'assign-owner', { owner: 'desk-1', department: text, reason })).toBe(
      'unknown-department',
    );
    expect(
      await code(desk, caseId, 'hand-over-complaint', { from: 'desk-1', to: 'zhang liwei', reason }),
    ).toBe('unknown-receiver');
    expect(await code(desk, caseId, 'link-case', { to: text, relation: 'related', reason })).not.toBe(200);
    const sup = await api.as(['customer-service-supervisor'], 'song.yi');
    expect(await code(sup, caseId, 'merge-case', { into: text, reason })).not.toBe(200);
  });

  it('LIF-2 AUT-1 INV-4 nobody merges into a case in which they may not decide, nor learns that it is about them', async () => {
    for (const site of ['north', 'south'])
      await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
    const manager = (site: string, id: string) =>
      api.hired({ id, site, levels: [{ procedure: MARKET.id, level: 'store-manager', site }] });
    const [south, north] = [await manager('south', 'south.mgr'), await manager('north', 'north.mgr')];
    const logged = async (who: Client, more: object = {}) =>
      (await logComplaint(who, { procedure: MARKET, ...more })).caseId;
    const [own, theirs] = [await logged(south), await logged(north)];
    const merging = { into: theirs, reason: 'The same' };
    const acting = async (who: Client, caseId: string, into: string) => {
      const sent = who.post(`/cases/${caseId}/merge-case`, { ...merging, into });
      const answer: Answer<{ code?: string }> = await sent.set('X-Acting-Role', 'store-manager');
      return answer.body.code ?? answer.status;
    };
    expect(await acting(south, own, theirs)).toBe('level-not-held');
    const about = await logged(north, {
      respondents: [{ kind: 'person', staffId: 'south.mgr' }],
      site: 'south',
    });
    expect(await acting(south, own, about)).toBe('other-case-not-found');
    expect(await acting(south, own, await logged(south))).toBe(200);
    // Whoever works under other rules is told what everybody hears of a case that is none (PRI-1).
    const [levels, reason] = [[{ procedure: 'residential-property', level: 'frontline' }], 'Related'];
    const elsewhere = await api.hired({ id: 'ward.1', frontline: false, levels });
    const { caseId } = await logComplaint(elsewhere);
    const link = (to: string) => code(elsewhere, caseId, 'link-case', { to, relation: 'related', reason });
    expect(await link(theirs)).toBe('other-case-not-found');
    expect(await link((await logComplaint(elsewhere)).caseId)).toBe(200);
  });

  it('INT-9 PRI-1 analysts are told nothing of who handed a complaint over', async () => {
    const caseId = await opened();
    expect(
      await code(desk, caseId, 'hand-over-complaint', {
        from: 'zhang liwei 13800000188',
        to: 'desk-1',
        reason: 'Hers',
      }),
    ).toBe(200);
    const analyst = await api.stranger(['analyst'], 'analyst-1');
    expect(await read(analyst, '/events?limit=10000')).not.toContain('zhang liwei');
  });
});

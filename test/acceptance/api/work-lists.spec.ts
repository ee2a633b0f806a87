import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { onSampledPairs } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

interface Listed {
  readonly items: readonly { readonly caseId: string; readonly comingAt?: string }[];
}
interface Load {
  readonly open: number;
  readonly dueToday: number;
}

onSampledPairs('lists that people work from', (fresh) => {
  let api: TestApp;
  let desk: Client;
  let now: Instant = instant('2026-10-08T09:00:00+08:00');
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), now: () => now });
    desk = await api.as(['operations'], 'desk-1');
  });
  afterAll(() => api.close());

  const listed = async (who: Client, query: string): Promise<Listed['items']> => {
    const path = `/cases?limit=200&minPosition=${await api.head()}&${query}`;
    return ((await who.get(path).expect(200)) as Answer<Listed>).body.items;
  };

  it('REP-1 due today, what comes next, mine, and how many cases each has', async () => {
    const engineer = await api.as(['operations'], 'engineer-1');
    const { caseId } = await logComplaint(desk);
    await logComplaint(desk);
    expect(await listed(desk, 'mine=true')).toHaveLength(2);
    expect(await listed(engineer, 'mine=true')).toEqual([]);
    await desk
      .post(`/cases/${caseId}/assign-owner`, {
        // D23: the same person, however their id is typed.
        ...{ owner: 'Engineer-1', department: 'engineering', reason: 'Knows the lift' },
      })
      .expect(200);
    for (const asked of ['mine=true', 'owner=engineer-1', 'owner=ENGINEER-1'])
      expect((await listed(engineer, asked)).map((each) => each.caseId)).toEqual([caseId]);
    const coming = await listed(desk, 'sort=comingAt');
    const times = coming.map(({ comingAt }) => comingAt ?? '');
    expect(times).toEqual(times.toSorted());
    const today = await listed(desk, 'due=today');
    expect(today.map((each) => each.caseId).toSorted()).toEqual(coming.map((each) => each.caseId).toSorted());
    const load: Answer<{ total: Load; owners: readonly (Load & { owner?: string })[] }> = await desk
      .get('/workload')
      .expect(200);
    expect(load.body.total).toMatchObject({ open: 2, dueToday: 2 });
    expect(load.body.owners).toContainEqual(expect.objectContaining({ owner: 'Engineer-1', open: 1 }));
    const counted = await desk.get('/cases?limit=1&count=true').expect(200);
    expect(counted.body).toMatchObject({ count: 2, items: [expect.anything()] });
    now = instant('2026-10-07T09:00:00+08:00');
    expect(await listed(desk, 'due=today')).toEqual([]);
    expect(await listed(desk, 'due=thisWeek')).toHaveLength(2);
  });

  it('PRI-1 the load is that of the cases on the reader’s own list', async () => {
    const elsewhere = await api.hired({
      id: 'mall-1',
      levels: [{ level: 'frontline', procedure: 'supermarket-authority' }],
      frontline: false,
    });
    const { body }: Answer<{ total: Load; owners: object[] }> = await elsewhere.get('/workload').expect(200);
    expect(body).toMatchObject({ total: { open: 0 }, owners: [] });
    expect((await elsewhere.get('/cases?count=true').expect(200)).body).toEqual({ items: [], count: 0 });
  });

  it('AUT-4 SOL-4 what waits for the decision of whoever asks, and of nobody else', async () => {
    const market = { procedure: { id: 'supermarket-authority', version: 1 } };
    const at = (id: string, level: string) =>
      api.hired({ id, levels: [{ level, procedure: 'supermarket-authority' }] });
    const manager = await at('market-manager-1', 'customer-service-manager');
    const storeManager = await at('store-manager-1', 'store-manager');
    const { caseId } = await logComplaint(desk, market);
    const send = (who: Client, name: string, body: object) =>
      who.post(`/cases/${caseId}/${name}`, body).expect(200);
    await send(desk, 'classify-case', {
      ...{ category: 'food/foreign-object', severity: 'general', criterion: 'by-the-rules' },
    });
    const remedy = { kind: 'refund', amount: { minor: 150_000, currency: 'CNY' } };
    await send(desk, 'grant-compensation', { remedy, reason: 'Spoilt' });
    const awaiting = async (who: Client, query = '') => {
      const path = `/awaiting?minPosition=${await api.head()}${query}`;
      const { body }: Answer<{ items: readonly { caseId: string; awaited: readonly object[] }[] }> = await who
        .get(path)
        .expect(200);
      return body.items;
    };
    expect(await awaiting(desk)).toEqual([]);
    expect(await awaiting(manager)).toMatchObject([
      { caseId, awaited: [{ decides: 'compensation', request: 'R1', as: ['customer-service-manager'] }] },
    ]);
    expect(await awaiting(manager, '&decides=plan')).toEqual([]);
    await send(manager, 'refuse-compensation', { request: 'R1', reason: 'Too much' });
    expect(await awaiting(manager)).toEqual([]);
    expect(await awaiting(storeManager)).toEqual([]);
  });

  it('REP-2 missed times by who answers for them, by week and since a day, with how many there are', async () => {
    now = instant('2026-10-09T09:00:00+08:00');
    const { caseId } = await logComplaint(desk, { happenedAt: '2026-10-05T00:30:00+08:00' });
    await desk
      .post(`/cases/${caseId}/report-progress`, { method: 'phone', summary: 'Somebody is on the way' })
      .expect(200);
    const missed = async (query: string) => {
      const path = `/breaches?minPosition=${await api.head()}&${query}`;
      const { body }: Answer<{ items: readonly { caseId: string; dueDay: string }[]; count: number }> =
        await desk.get(path).expect(200);
      expect(body.count).toBe(body.items.length);
      return body.items.filter((each) => each.caseId === caseId).map(({ dueDay }) => dueDay);
    };
    const all = await missed('');
    expect(all.length).toBeGreaterThan(0);
    // The Monday began in Shanghai while it was Sunday in UTC.
    expect(await missed('week=2026-W41')).toEqual(all);
    expect(await missed('week=2026-W40')).toEqual([]);
    const [last = ''] = all;
    expect(await missed(`since=${last}`)).toEqual(all.filter((day) => day >= last));
    expect(await missed('since=2026-10-09')).toEqual([]);
    expect(await missed('since=2026-10-09T00:00:00Z')).toEqual([]);
    expect(await missed('owner=DESK-1')).toEqual(all);
    expect(await missed('owner=engineer-1')).toEqual([]);
    await desk.get('/breaches?week=2026-W54').expect(400);
  });
});

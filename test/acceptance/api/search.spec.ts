import { afterAll, beforeAll, expect, it } from 'vitest';
import { onSampledPairs } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

interface Found {
  readonly items: readonly { readonly caseId: string; readonly open: boolean }[];
  readonly nextCursor?: string;
}

onSampledPairs('searching cases', (fresh) => {
  let api: TestApp;
  let desk: Client;
  let lift: string;
  let parking: string;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    desk = await api.as(['operations']);
    lift = (await logComplaint(desk, { retail: { orderNumber: 'INV-2026/0117' } })).caseId;
    parking = (
      await logComplaint(desk, {
        complainant: { kind: 'individual', name: '王小明', phone: '138 0013 8000' },
        description: '停车场收费太高。',
      })
    ).caseId;
  });
  afterAll(() => api.close());

  const find = async (who: Client, search: string, more = ''): Promise<readonly string[]> => {
    const path = `/cases?search=${encodeURIComponent(search)}&minPosition=${await api.head()}${more}`;
    const { body }: Answer<Found> = await who.get(path).expect(200);
    return body.items.map(({ caseId }) => caseId).toSorted();
  };

  it('REP-1 finds by number, name, telephone, words and order number, in both languages', async () => {
    for (const search of [lift, lift.replaceAll('-', '').toLowerCase(), 'li na', '(021) 5550 0100', 'LIFT monday', 'inv-2026'])
      expect([search, await find(desk, search)]).toEqual([search, [lift]]); // prettier-ignore
    for (const search of [parking.slice(0, 4), '小明', '+8613800138000', '停车 收费'])
      expect([search, (await find(desk, search)).includes(parking)]).toEqual([search, true]);
    expect(await find(desk, 'elevator')).toEqual([]);
    expect(await find(desk, 'lift', '&stage=closed')).toEqual([]);
  });

  it('PRI-1 whoever may not read a case finds it by no word, and by its number if it is on their list', async () => {
    const elsewhere = await api.hired({
      id: 'mall-1',
      levels: [{ level: 'frontline', procedure: 'supermarket-authority' }],
      frontline: false,
    });
    expect([...(await find(elsewhere, 'li na')), ...(await find(elsewhere, lift))]).toEqual([]);
    for (const who of [await api.as(['analyst']), await api.as(['operations'], 'desk-2')]) {
      expect(await find(who, 'li na')).toEqual([]);
      expect(await find(who, lift)).toEqual([lift]);
    }
    expect(await find(await api.as(['compliance'], 'officer-1'), 'li na')).toEqual([lift]);
  });

  it('CLS-9 a colleague who complains is found by name by those only who are told the name', async () => {
    const { caseId } = await logComplaint(desk, {
      complainant: { kind: 'staff', name: 'Zhou Ping' },
      channel: 'internal',
      description: 'The rota is unfair.',
    });
    const other = await api.as(['office-director']);
    expect(await find(desk, 'zhou ping')).toEqual([caseId]);
    expect(await find(other, 'zhou ping')).toEqual([]);
    expect(await find(other, 'rota unfair')).toEqual([caseId]);
  });

  it('after a correction the old words find the case no more, and the new ones do', async () => {
    const { caseId } = await logComplaint(desk, { description: 'The gate squeaks.' });
    await desk
      .post(`/cases/${caseId}/correct-intake`, {
        reason: 'It was another one.',
        description: 'The barrier squeaks.',
      })
      .expect(200);
    expect(await find(desk, 'gate squeaks')).toEqual([]);
    expect(await find(desk, 'barrier squeaks')).toEqual([caseId]);
  });

  it('page by page every case is met once', async () => {
    const logged: string[] = [];
    for (let index = 0; index < 5; index += 1)
      logged.push((await logComplaint(desk, { description: 'A leak below the roof.' })).caseId);
    await api.engine.catchUp();
    const met: string[] = [];
    let cursor = '';
    do {
      const { body }: Answer<Found> = await desk
        .get(
          `/cases?search=leak%20roof&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        )
        .expect(200);
      met.push(...body.items.map(({ caseId }) => caseId));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(met.toSorted()).toEqual(logged.toSorted());
  });

  it('REP-1 says that there is too little to look for', async () => {
    for (const search of ['ab', '电', 'a b', '-'])
      expect((await desk.get(`/cases?search=${encodeURIComponent(search)}`)).body).toMatchObject({
        status: 422,
        code: 'search-too-short',
      });
  });

  it('REP-1 cases that are over are listed by how they ended, with the same rights, and found', async () => {
    const { caseId } = await logComplaint(desk, { description: 'Paint on the bench.' });
    const manager = await api.as(['general-manager']);
    await manager
      .post(`/cases/${caseId}/declare-inadmissible`, { ground: 'in-court', method: 'phone' })
      .expect(200);
    await api.engine.catchUp();
    const listed = async (who: Client, query: string) =>
      ((await who.get(`/cases?limit=200&${query}`).expect(200)) as Answer<Found>).body.items;
    const ended = await listed(desk, 'ending=inadmissible');
    expect(ended.map((each) => each.caseId)).toEqual([caseId]);
    expect((await listed(desk, 'ending=merged')).length).toBe(0);
    expect((await listed(desk, 'state=any')).map((each) => each.caseId)).toContain(caseId);
    for (const each of await listed(desk, 'state=ended')) expect(each.open).toBe(false);
    expect(await find(desk, 'paint bench')).toEqual([caseId]);
    expect(await find(desk, 'paint bench', '&ending=closed')).toEqual([]);
    const elsewhere = await api.hired({
      id: 'mall-2',
      levels: [{ level: 'frontline', procedure: 'supermarket-authority' }],
      frontline: false,
    });
    expect(await listed(elsewhere, 'ending=inadmissible')).toEqual([]);
  });
});

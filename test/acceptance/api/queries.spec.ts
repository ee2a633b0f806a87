import { afterAll, beforeAll, expect, it } from 'vitest';
import { allQueries } from '#engine';
import { onEveryPair } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

interface Listed {
  readonly items: readonly { readonly caseId: string }[];
  readonly nextCursor?: string;
}

/** Who has read is on record under any name; that there is no such case is told to nobody who asks who read it (INV-4). */
const CAN_BE_ANY: readonly string[] = ['readings person', 'readings caseId'];
const ALSO_ASKED: Readonly<Record<string, object>> = {
  movePreviews: { to: 1 },
  conformanceCases: { kind: 'clock', name: 'resolve', stands: 'missed' },
};

await onEveryPair('queries over HTTP', (fresh) => {
  let api: TestApp;
  let desk: Client;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    desk = await api.as(['operations']);
  });
  afterAll(() => api.close());

  it('shows a case in the list right after the command that opened it', async () => {
    const { caseId, position } = await logComplaint(desk);
    const byParameter: Answer<Listed> = await desk
      .get(`/cases?limit=200&minPosition=${position}`)
      .expect(200);
    expect(byParameter.body.items).toContainEqual(expect.objectContaining({ caseId, stage: 'received' }));
    await desk.get('/cases').set('X-Min-Position', position).expect(200);
  });

  it('goes through a list page by page without gap or overlap', async () => {
    for (let index = 0; index < 5; index += 1) await logComplaint(desk);
    const { position } = await logComplaint(desk);
    const all: Answer<Listed> = await desk.get(`/cases?limit=200&minPosition=${position}`).expect(200);
    const ids: string[] = [];
    let path: string | undefined = '/cases?limit=2';
    while (path !== undefined) {
      const { body } = (await desk.get(path).expect(200)) as {
        body: { items: { caseId: string }[]; nextCursor?: string };
      };
      ids.push(...body.items.map(({ caseId }) => caseId));
      path =
        body.nextCursor === undefined
          ? undefined
          : `/cases?limit=2&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    expect(ids).toEqual(all.body.items.map(({ caseId }) => caseId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('filters by what a case is', async () => {
    const { position } = await logComplaint(desk);
    const found = async (filter: string) => {
      const answer: Answer<Listed> = await desk.get(`/cases?${filter}&minPosition=${position}`).expect(200);
      return answer.body.items.length;
    };
    expect(await found('stage=received&procedure=residential-property&breached=false')).toBeGreaterThan(0);
    const slip = await desk.get('/cases?severity=majr').expect(422);
    expect(slip.body).toMatchObject({
      code: 'unknown-filter-value',
      details: { field: 'severity', nearest: expect.arrayContaining(['major']) },
    });
    for (const filter of ['owner=nobody', 'department=engineerin', 'procedure=residential'])
      await desk.get(`/cases?${filter}`).expect(422);
    expect(await found('stage=closed')).toBe(0);
  });

  it('REP-1 no list takes a filter that nothing can match for an empty answer', async () => {
    const everybody = await api.as(['operations', 'analyst', 'compliance', 'admin'], 'everybody-1');
    const filters = allQueries.flatMap(({ name, asks, at }) =>
      Object.entries(asks)
        .filter(([filter, { kind }]) => kind === 'reference' && !at.includes(`:${filter}`))
        .map(([filter]) => ({ name, filter, at })),
    );
    for (const { name, filter, at } of filters.filter(
      (each) => !CAN_BE_ANY.includes(`${each.name} ${each.filter}`),
    )) {
      const path = at.replace(':month', '2026-09').replace(':year', '2026');
      const { status, body }: Answer<object> = await everybody
        .get(`/${path}`)
        .query({ [filter]: 'no-such-thing', ...ALSO_ASKED[name] });
      expect([name, filter, status, body]).toMatchObject([
        ...[name, filter, 422],
        { code: 'unknown-filter-value', details: { field: filter } },
      ]);
    }
    expect(filters.length).toBeGreaterThan(25);
  });

  it('shows a case with its timeline and its ETag, now and as it was', async () => {
    const { caseId, etag, position } = await logComplaint(desk, { happenedAt: '2026-09-30T16:55:00+08:00' });
    const details: Answer<object> = await desk.get(`/cases/${caseId}?minPosition=${position}`).expect(200);
    expect(details.body).toMatchObject({ caseId, state: { stage: 'received' }, timeline: expect.any(Array) });
    expect(details.headers['etag']?.startsWith(etag.replace(/"$/, '-'))).toBe(true);
    await desk.get(`/cases/${caseId}?asOf=2026-09-30T17:00:00%2B08:00`).expect(200);
    expect((await desk.get(`/cases/${caseId}?asOf=2026-09-30T16:00:00%2B08:00`)).body).toMatchObject({
      code: 'case-not-found',
    });
    expect((await desk.get(`/cases/${caseId}?knownAt=2026-01-01T00:00:00Z`)).status).toBe(404);
    expect((await desk.get('/cases/0000-0000-0000')).body).toMatchObject({ code: 'case-not-found' });
  });

  it('explains every clock of a case', async () => {
    const { caseId } = await logComplaint(desk);
    const answer: Answer<object> = await desk.get(`/cases/${caseId}/deadlines`).expect(200);
    expect(answer.body).toMatchObject({ caseId, timeZone: 'Asia/Shanghai', clocks: expect.any(Array) });
    expect((await desk.get('/cases/0000-0000-0000/deadlines')).status).toBe(404);
  });

  it('streams the history as lines, from any position', async () => {
    const { caseId } = await logComplaint(desk);
    const compliance = await api.as(['compliance']);
    const lines = async (query: string) => {
      const answer = await compliance.get(`/events?${query}`).buffer(true).expect(200);
      expect(answer.headers['content-type']).toMatch('application/x-ndjson');
      return answer.text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { type: string; position: string });
    };
    const [first, ...rest] = await lines(`caseId=${caseId}`);
    expect(first).toMatchObject({ type: 'ComplaintLogged', stream: `case-${caseId}`, revision: '0' });
    expect(await lines(`caseId=${caseId}&after=${first?.position ?? ''}`)).toEqual(rest);
    expect((await lines('type=ComplaintLogged&limit=2')).slice(0, 2).map(({ type }) => type)).toEqual([
      'ComplaintLogged',
      'ComplaintLogged',
    ]);
    expect((await lines(`caseId=${caseId}&type=${first?.type ?? ''},${rest[0]?.type ?? ''}`)).length).toBe(
      [first, ...rest].filter((each) => [first?.type, rest[0]?.type].includes(each?.type)).length,
    );
    await compliance.get('/events?type=ComplaintLogged,ComplaintLoged').expect(422);
    const whole = await lines('limit=10000');
    const paged: (typeof whole)[number][] = [];
    for (let after = ''; ;) {
      const page = await lines(`limit=3${after === '' ? '' : `&after=${after}`}`);
      const last = page.at(-1);
      paged.push(...page.filter((each) => !('more' in each)));
      expect(page.length).toBeLessThanOrEqual(4);
      if (last === undefined || !('more' in last)) break;
      after = (last as unknown as { after: string }).after;
    }
    expect(paged).toEqual(whole);
    expect((await compliance.get('/events?type=ComplaintLoged').expect(422)).body).toMatchObject({
      details: { nearest: ['ComplaintLogged'] },
    });
    // Of a file, which is told to nobody here.
    await compliance.get('/events?type=FileReleased').expect(422);
  });

  it('shows procedures, projections and health', async () => {
    const answer: Answer<object> = await desk.get('/procedures').expect(200);
    expect(answer.body).toContainEqual(expect.objectContaining({ id: 'residential-property', version: 1 }));
    expect((await desk.get('/procedures/residential-property?version=1').expect(200)).body).toHaveProperty(
      'clocks',
    );
    expect((await desk.get('/procedures/none')).body).toMatchObject({ code: 'procedure-not-found' });
    const projections = await (await api.as(['admin'])).get('/projections').expect(200);
    expect(projections.body).toContainEqual(expect.objectContaining({ name: 'open-cases', parked: 0 }));
    expect((await api.anybody.get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    expect((await api.anybody.get('/health/ready').expect(200)).body).toEqual({ status: 'ok' });
  });
});

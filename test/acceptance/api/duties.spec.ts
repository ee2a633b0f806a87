import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { onSampledPairs } from '../../engines.ts';
import { organise } from '../../organisation.ts';
import { startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = 'supermarket-authority';
const REVIEW = `${MARKET}.daily-review.riverside.2026-11-24`;
const CHECK = `${MARKET}.spot-check.riverside.2026-11-23`;
/** Local time in Shanghai. */
const cn = (local: string): Instant => instant(`${local}:00+08:00`);

interface Duty {
  readonly dutyId: string;
  readonly status: string;
  readonly missed: boolean;
  readonly title?: string;
  readonly responsible?: readonly string[];
  readonly cases: readonly {
    readonly caseId: string;
    readonly reviewed?: boolean;
    readonly result?: string;
  }[];
  readonly intervals: readonly { readonly from: string; readonly to: string; readonly counts: boolean }[];
  readonly notReviewed?: number;
}

onSampledPairs('duties over HTTP (REP-5, REP-6, REP-7)', (fresh) => {
  let api: TestApp;
  let now: Instant = cn('2026-11-20T12:00');
  const people = new Map<string, Client>();
  const by = (id: string): Client => {
    const client = people.get(id);
    if (client === undefined) throw new Error(`${id} was not hired`);
    return client;
  };

  /** What the passing of time asks for is done up to that moment. */
  const until = async (moment: Instant): Promise<void> => {
    now = moment;
    await expect(api.engine.scheduler.runOnce(moment)).resolves.toMatchObject({ outcome: 'done', failed: 0 });
  };
  const listed = async (who: string, query = ''): Promise<readonly Duty[]> => {
    const path = `/duties?limit=200&minPosition=${await api.head()}&${query}`;
    return ((await by(who).get(path).expect(200)) as Answer<{ items: readonly Duty[] }>).body.items;
  };
  const shown = async (who: string, dutyId: string): Promise<Duty> =>
    (
      (await by(who)
        .get(`/duties/${dutyId}?minPosition=${await api.head()}`)
        .expect(200)) as Answer<Duty>
    ).body;
  const did = async (who: string, dutyId: string, what: string, body: object = {}): Promise<unknown> => {
    const answer: Answer<{ code?: string }> = await by(who).post(`/duties/${dutyId}/${what}`, body);
    return answer.status === 200 ? 200 : answer.body.code;
  };

  async function logged(who: string, more: object = {}): Promise<string> {
    const body = {
      ...{ procedure: { id: MARKET, version: 1 }, contactKind: 'complaint', channel: 'desk' },
      ...{ complainant: { kind: 'individual', name: 'Li Na', phone: '13800001111' } },
      ...{ description: 'The gate was closed.', ...more },
    };
    return ((await by(who).post('/cases', body).expect(201)) as Answer<{ caseId: string }>).body.caseId;
  }

  async function settled(who: string): Promise<string> {
    const caseId = await logged(who);
    await by(who)
      .post(`/cases/${caseId}/settle-at-once`, {
        ...{
          category: 'building/parking',
          severity: 'general',
          criterion: 'by-the-rules',
          method: 'inPerson',
        },
        ...{ solution: 'Opened the gate.', summary: 'Opened the gate.' },
        conclusion: {
          ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'process-design' },
          explanation: 'The gate was closed too early.',
        },
      })
      .expect(200);
    return caseId;
  }

  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), now: () => now });
    for (const site of ['riverside', 'hill'])
      await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
    const hire = async (id: string, level?: string, site = 'riverside'): Promise<void> => {
      const levels = level === undefined ? [] : [{ procedure: MARKET, level, site }];
      people.set(id, await api.hired({ id, site, levels, frontline: level === undefined }));
    };
    await hire('desk');
    await hire('manager', 'customer-service-manager');
    await hire('store', 'store-manager');
    await hire('hill-manager', 'customer-service-manager', 'hill');
    await hire('hill-store', 'store-manager', 'hill');
    await organise(api.engine, { type: 'AdoptProcedure', data: { procedure: MARKET, site: 'riverside' } });
    people.set('analyst', await api.as(['analyst'], 'analyst-1'));
  });
  afterAll(() => api.close());

  it('REP-5 the daily review lists what was not reviewed; a miss is heard of by the level above, which may excuse it', async () => {
    const [first, about] = [
      await logged('desk'),
      await logged('desk', { respondents: [{ kind: 'person', staffId: 'manager' }] }),
    ];
    await until(cn('2026-11-24T08:00'));
    const told = await shown('manager', REVIEW);
    // A case about the manager is none of theirs.
    expect(told.cases).toEqual([expect.objectContaining({ caseId: first, reviewed: false })]);
    expect(told.intervals.at(-1)?.to).toBe(cn('2026-11-24T22:00'));
    expect(told.title).toBe('Review of the complaint log');
    expect(await did('manager', REVIEW, 'review-logged-case', { case: about })).toBe('not-in-the-log');
    expect(await did('manager', REVIEW, 'review-logged-case', { case: first })).toBe(200);
    expect((await shown('manager', REVIEW)).cases).toMatchObject([{ caseId: first, reviewed: true }]);
    await until(cn('2026-11-24T22:00'));
    expect(await shown('store', REVIEW)).toMatchObject({
      ...{ missed: true, status: 'open', responsible: ['manager'], notReviewed: 1 },
    });
    const reason = { reason: 'The lights were out.' };
    expect(await did('manager', REVIEW, 'excuse-duty', reason)).toBe('same-person');
    expect(await did('hill-store', REVIEW, 'excuse-duty', reason)).toBe('not-authorised');
    expect(await did('store', REVIEW, 'excuse-duty', reason)).toBe(200);
    expect(await did('manager', REVIEW, 'complete-duty', { account: 'Late.' })).toBe('duty-over');
    expect(await listed('store', 'state=excused')).toMatchObject([{ dutyId: REVIEW, missed: true }]);
  });

  it('REP-6 what is drawn is told to nobody below, checked by whoever owes it, and may be reopened', async () => {
    await until(cn('2026-11-25T10:00'));
    const cases = [await settled('desk'), await settled('desk'), await settled('desk')];
    const next = CHECK.replace('-23', '-30');
    await until(cn('2026-11-30T08:00'));
    const drawn = (await shown('store', next)).cases.map(({ caseId }) => caseId);
    expect(drawn).toHaveLength(2);
    expect(cases).toEqual(expect.arrayContaining(drawn));
    for (const who of ['manager', 'desk', 'hill-store'])
      expect([who, (await by(who).get(`/duties/${next}`)).status]).toEqual([who, 404]);
    const [one = '', other = ''] = drawn;
    const sound = { case: one, result: 'sound', findings: 'So it was.' };
    expect(await did('manager', next, 'check-drawn-case', sound)).toBe('not-authorised');
    expect(await did('store', next, 'complete-duty', { account: 'All of them.' })).toBe('cases-unchecked');
    expect(await did('store', next, 'check-drawn-case', sound)).toBe(200);
    expect(await did('store', next, 'check-drawn-case', { ...sound, case: other, result: 'faulty' })).toBe(
      200,
    );
    expect(await did('store', next, 'complete-duty', { account: 'One was not.' })).toBe(200);
    const reopening = await by('store').post(`/cases/${other}/reopen-case`, {
      cause: 'newFacts',
      reason: 'Never done',
    });
    expect(reopening.status).toBe(200);
  });

  it('REP-7 D22 duties are listed by owner, site, week and what became of them, to whom they concern', async () => {
    expect(await listed('desk', 'state=any')).toEqual([]);
    expect(await listed('hill-manager', 'state=any')).toEqual([]);
    const missed = await listed('analyst', 'state=missed&site=riverside&week=2026-W48&work=review');
    expect(missed.map(({ dutyId }) => dutyId.slice(-10))).toEqual([
      '2026-11-29', '2026-11-28', '2026-11-27', '2026-11-26', '2026-11-25', '2026-11-24', '2026-11-23',
    ]); // prettier-ignore
    expect((await listed('manager', 'mine=true')).every(({ dutyId }) => dutyId.includes('review'))).toBe(
      true,
    );
    const owned = await listed('store', 'state=any&owner=store-manager');
    expect(owned.map(({ dutyId }) => dutyId)).toEqual([CHECK.replace('-23', '-30'), CHECK]);
    for (const id of ['no-duty', `${MARKET}.daily-review.hill.2026-11-24`])
      expect((await by('manager').get(`/duties/${id}`)).status).toBe(404);
    expect(await did('manager', `${MARKET}.daily-review.hill.2026-11-24`, 'take-up-duty')).toBe(
      'duty-not-found',
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenCase } from '#cases';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const reason = 'The same lift, the same day.';

describe('two cases of one matter', () => {
  let api: TestApp;
  let desk: Client;
  let supervisor: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    supervisor = await api.as(['affairs-supervisor'], 'deng.rui');
  });
  afterAll(() => api.close());

  const logged = async (phone: string): Promise<string> =>
    (await logComplaint(desk, { complainant: { kind: 'individual', phone } })).caseId;
  const send = (
    who: Client,
    caseId: string,
    name: string,
    body: object = {},
  ): Promise<Answer<Answered & { code?: string; details?: unknown }>> =>
    Promise.resolve(who.post(`/cases/${caseId}/${name}`, body));
  const merge = (from: string, into: string) => send(supervisor, from, 'merge-case', { into, reason });
  const classify = (caseId: string) =>
    send(desk, caseId, 'classify-case', {
      ...{ category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
    });
  const stateOf = async (caseId: string, after?: string) =>
    (
      await (desk.get(`/cases/${caseId}${after === undefined ? '' : `?minPosition=${after}`}`) as PromiseLike<
        Answer<{ state: { stage: string; takenOver: readonly object[]; merging?: object } }>
      >)
    ).body.state;
  const listed = async (after: string): Promise<readonly string[]> => {
    const { body } = (await desk.get(`/cases?limit=200&minPosition=${after}`)) as Answer<{
      items: readonly OpenCase[];
    }>;
    return body.items.map(({ caseId }) => caseId);
  };

  it('LIF-2 a case is not merged into a case that does not exist', async () => {
    const caseId = await logged('13800000001');
    expect(await merge(caseId, '2222-2222-2222')).toMatchObject({
      status: 422,
      body: { code: 'other-case-not-found', rule: 'LIF-2' },
    });
    expect(await stateOf(caseId)).toMatchObject({ stage: 'received' });
    expect(
      await send(desk, caseId, 'link-case', { to: '2222-2222-2222', relation: 'related', reason }),
    ).toMatchObject({ status: 422, body: { code: 'other-case-not-found' } });
  });

  it('LIF-2 of A into B and B into A, sent at the same time, at least one case stays on the list', async () => {
    const [a, b] = [await logged('13800000002'), await logged('13800000003')];
    await Promise.all([merge(a, b), merge(b, a)]);
    const open = await listed(await api.head());
    expect([a, b].filter((caseId) => open.includes(caseId)).length).toBeGreaterThan(0);
    const after = await Promise.all([stateOf(a), stateOf(b)]);
    expect(after.map(({ merging }) => merging)).toEqual([undefined, undefined]);
  });

  it('LIF-2 the answer comes when both cases have recorded it; a chain the other way round is refused', async () => {
    const [a, b] = [await logged('13800000004'), await logged('13800000005')];
    const { status, body } = await merge(a, b.toLowerCase());
    expect(status).toBe(200);
    expect(await stateOf(a, body.position)).toMatchObject({ stage: 'merged', mergedInto: b });
    expect(await stateOf(b)).toMatchObject({ stage: 'received', takenOver: [{ case: a }] });
    expect(await listed(body.position)).not.toContain(a);
    expect(await merge(b, a)).toMatchObject({
      status: 409,
      body: { code: 'other-case-over', details: { into: b } },
    });
  });

  it('SOL-4 two records of one matter spend the limit once', async () => {
    const [a, b] = [await logged('13800000006'), await logged('13800000007')];
    for (const caseId of [a, b]) await classify(caseId);
    const grant = (caseId: string, amount: number) =>
      send(supervisor, caseId, 'grant-compensation', {
        ...{ remedy: { kind: 'refund', amount: yuan(amount) }, reason: 'Two days' },
      });
    await grant(a, 400);
    await merge(a, b);
    const { body } = await grant(b, 400);
    expect(body.events.map(({ type }) => type)).toContain('CompensationRequested');
  });

  it('OUT-1 the complainant of the merged case hears of it and of the outcome before the other one is closed', async () => {
    const [a, b] = [await logged('13800000008'), await logged('13800000009')];
    await merge(a, b);
    await send(supervisor, b, 'settle-at-once', {
      ...{ category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
      ...{ solution: 'Reset', method: 'phone', summary: 'Runs again' },
    });
    await send(desk, b, 'notify-outcome', {
      to: 'complainant',
      method: 'phone',
      summary: 'Done',
      written: false,
    });
    const caller = await api.as(['operations'], 'caller-1');
    await send(caller, b, 'record-follow-up', { method: 'phone', reached: true, satisfaction: 5 });
    const close = () => send(supervisor, b, 'close-case');
    const tell = (about: string) =>
      send(desk, b, 'tell-merged-complainant', {
        of: a,
        about,
        method: 'phone',
        reached: true,
        summary: 'Told',
      });
    expect(await close()).toMatchObject({
      status: 422,
      body: { details: { missing: ['mergedComplainantsTold'] } },
    });
    await tell('merging');
    expect(await close()).toMatchObject({ status: 422 });
    await tell('outcome');
    expect(await close()).toMatchObject({ status: 200 });
  });

  it('LIF-2 a merging that was a mistake is taken back: both cases go on', async () => {
    const [a, b] = [await logged('13800000010'), await logged('13800000011')];
    await classify(a);
    await merge(a, b);
    const { status, body } = await send(supervisor, a, 'unmerge-case', { reason: 'Another lift' });
    expect(status).toBe(200);
    expect(await stateOf(a, body.position)).toMatchObject({ stage: 'classified' });
    expect(await stateOf(b)).toMatchObject({ takenOver: [] });
    expect(await listed(body.position)).toEqual(expect.arrayContaining([a, b]));
  });
});

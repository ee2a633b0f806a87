import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logComplaint, startApp, type Client, type TestApp } from './app.ts';
import { listedFor, send, type Send } from './sending.ts';

const told = { to: 'regulator', method: 'letter', summary: 'See the letter', written: true };
const classified: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
];
const unfounded: Send = [
  'conclude-investigation',
  {
    ...{ outcome: 'notSubstantiated', responsibility: 'organisation', rootCause: 'facility' },
    explanation: 'Nothing was found.',
  },
];
const reopened: Send = ['reopen-case', { cause: 'newFacts', reason: 'Looked at it again' }];
const resolved: Send = ['resolve-case', { summary: 'Nothing was found' }];

describe('answers that are owed', () => {
  let api: TestApp;
  let desk: Client;
  let supervisor: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    supervisor = await api.as(['affairs-supervisor'], 'deng.rui');
  });
  afterAll(() => api.close());

  const listed = () => listedFor(desk, api);

  it('INT-9 a withdrawn complaint stays on the list until its regulator knows', async () => {
    const { caseId } = await logComplaint(desk, { channel: 'regulator' });
    await send(supervisor, caseId, ['withdraw-case', { reason: 'They agreed among themselves' }]);
    expect(await listed()).toContain(caseId);
    expect(await send(desk, caseId, ['archive-case'])).toMatchObject({
      ...{ status: 422, body: { code: 'outcome-untold', details: { missing: ['regulatorAnswered'] } } },
    });
    expect(await send(desk, caseId, ['notify-outcome', told])).toMatchObject({ status: 200 });
    expect(await listed()).not.toContain(caseId);
    expect(await send(desk, caseId, ['archive-case'])).toMatchObject({ status: 200 });
  });

  it('INT-9 each of two regulators hears for itself', async () => {
    const { caseId } = await logComplaint(desk, { channel: 'regulator' });
    const regulator = { name: 'Consumer Association' };
    const handedOver = { from: 'Consumer Association', to: 'engineering', reason: 'Transfer', regulator };
    await send(desk, caseId, classified, ['hand-over-complaint', handedOver]);
    await send(supervisor, caseId, unfounded, resolved);
    expect(await send(desk, caseId, ['notify-outcome', told])).toMatchObject({
      ...{ status: 422, body: { code: 'regulator-needed' } },
      ...{ body: { details: { regulators: ['regulator', 'Consumer Association'] } } },
    });
    await send(desk, caseId, ['notify-outcome', { ...told, regulator: 'Consumer Association' }]);
    expect(await send(supervisor, caseId, ['close-case'])).toMatchObject({
      body: { details: { missing: expect.arrayContaining(['regulatorAnswered']) as unknown } },
    });
  });

  it('OUT-1 the front line does not make the complainant unknown, who then need not be told', async () => {
    const { caseId } = await logComplaint(desk);
    await send(desk, caseId, classified);
    await send(supervisor, caseId, unfounded, resolved);
    const unknown: Send = ['correct-intake', { reason: 'typo', clears: ['name', 'phone'] }];
    expect(await send(desk, caseId, unknown)).toMatchObject({
      status: 403,
      body: { code: 'not-authorised' },
    });
    expect(await send(supervisor, caseId, ['close-case'])).toMatchObject({
      body: { details: { missing: expect.arrayContaining(['outcomeNotified']) as unknown } },
    });
  });

  it('CLK-4 resolving and reopening gives nobody the days that only a director grants', async () => {
    const { caseId } = await logComplaint(desk);
    await send(desk, caseId, classified);
    await send(supervisor, caseId, unfounded, resolved);
    expect(await send(supervisor, caseId, reopened)).toMatchObject({ status: 200 });
    const due = (await api.history(caseId)).flatMap(({ type, data }) =>
      type === 'DeadlineSet' && (data as { rule?: string }).rule === 'resolve-minor'
        ? [(data as { dueAt?: string }).dueAt]
        : [],
    );
    expect(due).toHaveLength(2);
    expect(new Set(due).size).toBe(1);
  });
});

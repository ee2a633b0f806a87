import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, instantOf, millisOf } from '#event-sourcing';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';
import { listedFor, send, type Send, type Sent } from './sending.ts';

const classified: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
];
const concluded: Send = [
  'conclude-investigation',
  {
    ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
    explanation: 'Worn out.',
  },
];
const prepared: Send = ['prepare-solutions', { options: [{ description: 'Repair it' }] }];
const offered: Send = ['offer-solution', { method: 'phone' }];
const resolved: Send = ['resolve-case', { summary: 'Repaired' }];
const inVain = (about: 'offer' | 'outcome'): Send => ['record-failed-contact', { about, method: 'phone' }];

describe('honest ways out', () => {
  let api: TestApp;
  let desk: Client;
  let supervisor: Client;
  let now = millisOf(instant('2026-10-08T09:00:00+08:00'));
  beforeAll(async () => {
    api = await startApp({ now: () => instantOf(now) });
    desk = await api.as(['operations'], 'desk-1');
    supervisor = await api.as(['affairs-supervisor'], 'deng.rui');
  });
  afterAll(() => api.close());

  const stageOf = async (caseId: string): Promise<string> => {
    const { body } = (await desk.get(`/cases/${caseId}?minPosition=${await api.head()}`)) as Answer<{
      state: { stage: string };
    }>;
    return body.state.stage;
  };
  const listed = () => listedFor(desk, api);
  /** Each after half an hour, so that each counts. */
  async function tries(caseId: string, attempt: Send, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      now += 30 * 60_000;
      await send(desk, caseId, attempt);
    }
  }

  it('SOL-1 nobody answers an offer: after the attempts it lapses, and the case is resolved and closed', async () => {
    const { caseId } = await logComplaint(desk);
    await send(desk, caseId, classified);
    await send(supervisor, caseId, concluded, prepared, offered);
    expect(await send(supervisor, caseId, resolved)).toMatchObject({ body: { code: 'not-implemented' } });
    const lapse: Send = ['lapse-offer', { reason: 'No answer' }];
    expect(await send(supervisor, caseId, lapse)).toMatchObject({
      status: 422,
      body: { code: 'more-attempts-needed', details: { made: 0, needed: 2 } },
    });
    await send(desk, caseId, inVain('offer'), inVain('offer'), inVain('offer'));
    expect(await send(supervisor, caseId, lapse)).toMatchObject({ body: { details: { made: 1 } } });
    await tries(caseId, inVain('offer'), 1);
    expect(await send(supervisor, caseId, lapse, resolved)).toMatchObject({ status: 200 });
    await tries(caseId, inVain('outcome'), 3);
    await send(desk, caseId, ['record-outcome-untellable', { reason: 'Moved away' }]);
    expect(await send(supervisor, caseId, ['close-case'])).toMatchObject({ status: 200 });
    expect(await stageOf(caseId)).toBe('closed');
  });

  it('INT-4 an anonymous complaint with substance is put right and closed, without an acceptance that nobody gave', async () => {
    const { caseId } = await logComplaint(desk, {
      ...{ channel: 'suggestionBox', complainant: { kind: 'individual' } },
    });
    await send(desk, caseId, classified);
    await send(supervisor, caseId, concluded, prepared, ['implement-solution'], resolved);
    await send(desk, caseId, ['record-outcome-untellable', { reason: 'No name on the note' }]);
    expect(await send(supervisor, caseId, ['close-case'])).toMatchObject({ status: 200 });
    const types = (await api.history(caseId)).map(({ type }) => type);
    expect(types).not.toContain('SolutionAccepted');
    expect(types).not.toContain('DeadlineBreached');
  });

  it('INT-8 an abandoned contact ends when nobody is reached, and leaves the list', async () => {
    const answer: Sent = await desk.post('/contacts/abandoned', {
      ...{ procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
    });
    const { caseId } = answer.body;
    const end: Send = ['end-contact', { reason: 'Three times nobody answered' }];
    expect(await send(desk, caseId, end)).toMatchObject({ body: { code: 'more-attempts-needed' } });
    expect(await listed()).toContain(caseId);
    const callback: Send = ['record-callback', { reached: false }];
    await tries(caseId, callback, 3);
    expect(await send(desk, caseId, end)).toMatchObject({ status: 200 });
    expect(await listed()).not.toContain(caseId);
  });

  it('LIF-2 an archived case is reopened by a level, with a reason; the front line cannot', async () => {
    const { caseId } = await logComplaint(desk);
    const withdrawn: Send = ['withdraw-case', { reason: 'It works again' }];
    await send(supervisor, caseId, withdrawn, ['archive-case']);
    const reopen: Send = ['reopen-case', { cause: 'newFacts', reason: 'It failed again' }];
    expect(await send(desk, caseId, reopen)).toMatchObject({ status: 403, body: { code: 'not-authorised' } });
    expect(await send(supervisor, caseId, reopen)).toMatchObject({ status: 200 });
    expect(await stageOf(caseId)).toBe('received');
    expect(await listed()).toContain(caseId);
  });

  it('INT-9 a complaint that was turned down stays on the list until its regulator knows', async () => {
    const { caseId } = await logComplaint(desk, { channel: 'regulator' });
    await send(supervisor, caseId, ['declare-inadmissible', { ground: 'in-court', method: 'phone' }]);
    expect(await listed()).toContain(caseId);
    const told = { to: 'regulator', method: 'letter', summary: 'In court', written: true };
    await send(desk, caseId, ['notify-outcome', told]);
    expect(await listed()).not.toContain(caseId);
  });
});

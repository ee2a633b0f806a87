import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, instantOf, millisOf } from '#event-sourcing';
import { logComplaint, startApp, type Client, type TestApp } from './app.ts';
import { improve, send, type Send } from './sending.ts';

const important: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' },
];
const major: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'major', criterion: 'serious-loss' },
];
const finding: Send = ['record-finding', { kind: 'finding', content: 'It runs', evidence: [] }];
const conclusion: Send = [
  'conclude-investigation',
  {
    ...{ outcome: 'notSubstantiated', responsibility: 'organisation', rootCause: 'facility' },
    explanation: 'Nothing was found.',
  },
];
const resolved: Send = ['resolve-case', { summary: 'Explained' }];
const told: Send = [
  'notify-outcome',
  { to: 'complainant', method: 'phone', summary: 'Explained', written: false },
];
const content: Send = ['record-follow-up', { method: 'phone', reached: true, satisfaction: 5 }];
const handedBack: Send = ['hand-back-form', { dispatch: 'D1', summary: 'Looked at' }];

describe('from the first word to the file', () => {
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let general: Client;
  let now = millisOf(instant('2026-10-08T09:00:00+08:00'));
  beforeAll(async () => {
    api = await startApp({ now: () => instantOf(now) });
    desk = await api.as(['operations'], 'desk-1');
    director = await api.as(['office-director'], 'pan.xin');
    general = await api.as(['general-manager'], 'luo.hai');
  });
  afterAll(() => api.close());

  const outcome = async (who: Client, caseId: string, ...commands: Send[]) => {
    const { status, body } = await send(who, caseId, ...commands);
    return body.code ?? status;
  };

  it('INV-4 the one complained about neither signs, hands back, is content with, closes nor archives his own case', async () => {
    const own = await api.as(['operations'], 'engineer-1');
    const { caseId } = await logComplaint(desk, {
      respondents: [{ kind: 'person', staffId: 'engineer-1' }],
    });
    const colleague = await api.hired({ id: 'engineer-2', departments: ['engineering'] });
    const caller = await api.hired({ id: 'caller-1' });
    const steps: readonly (readonly [Client, Send])[] = [
      [desk, important],
      [desk, ['dispatch-case', {}]],
      [desk, ['report-progress', { method: 'phone', summary: 'Soon' }]],
      [colleague, ['sign-receipt', { dispatch: 'D1' }]],
      [colleague, finding],
      [colleague, handedBack],
      [director, conclusion],
      [director, resolved],
      [desk, told],
      [caller, content],
      [director, ['archive-case', {}]],
    ];
    for (const [who, step] of steps) {
      if (step === content)
        await improve(director, api, { procedure: 'residential-property', caseId, owner: 'engineer-2' });
      if (step === content) expect(await outcome(own, caseId, ['close-case'])).toBe('case-not-found');
      expect([step[0], await outcome(own, caseId, step)]).toEqual([step[0], 'case-not-found']);
      expect([step[0], await outcome(who, caseId, step)]).toEqual([step[0], 200]);
    }
  });

  it('AUT-6 DIS-3 what is major is settled by the general manager alone, who is missed when nobody tells them', async () => {
    const { caseId } = await logComplaint(desk);
    await send(desk, caseId, major);
    for (const who of [desk, director])
      expect([await outcome(who, caseId, conclusion), await outcome(who, caseId, resolved)]).toEqual([
        'not-authorised',
        'not-authorised',
      ]);
    now += 16 * 3_600_000;
    while ((await api.engine.scheduler.runOnce()).outcome !== 'done');
    const missed = (await api.history(caseId)).flatMap(({ type, data }) =>
      type === 'DeadlineBreached' ? [data.kind] : [],
    );
    expect(missed).toContain('notifyManager');
    expect(await outcome(general, caseId, finding, conclusion, resolved)).toBe(200);
  });

  it('LIF-1 INV-1 nothing is resolved unclassified, or without anything that was found', async () => {
    const { caseId } = await logComplaint(desk);
    expect(await outcome(general, caseId, conclusion, resolved)).toBe('not-classified');
    expect(await outcome(general, caseId, major, conclusion, resolved)).toBe('no-finding');
  });
});

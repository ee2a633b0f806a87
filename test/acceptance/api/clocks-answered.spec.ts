import { beforeAll, describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { Answer, Client, TestApp } from './app.ts';
import { clockWorld, october, minor, important, to, progress, type Clock } from './clock-world.ts';

describe('clocks end by what answers them', () => {
  const { at, begun, does, schedulerRuns, clock, missed, people } = clockWorld();
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let manager: Client;
  let engineer: Client;
  beforeAll(() => {
    ({ api, desk, director, manager, engineer } = people());
  });

  it('CLK-3 CLS-4 who classifies when the time is over has missed it then, and it was due from the start', async () => {
    const caseId = await begun(october(8, '09:00'));
    at(october(10, '09:06'));
    await does(desk, caseId, 'classify-case', minor);
    await schedulerRuns(october(10, '09:07'));
    expect(await clock(caseId, 'resolve-minor')).toMatchObject({
      breached: true,
      dueAt: october(10, '09:00'),
    });
  });

  it('LIF-5 D9 where no scheduler ran, dating back costs what it costs where one did', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', minor);
    at(october(17, '09:00'));
    const dated = { method: 'phone', happenedAt: october(8, '09:30') };
    expect(await does(desk, caseId, 'send-acknowledgement', dated)).toMatchObject({ code: 'undoes-a-miss' });
    await does(manager, caseId, 'withdraw-case', { reason: 'Works', happenedAt: october(8, '10:00') });
    expect((await missed(caseId)).map((each) => each.clock)).toContain('resolve-minor');
  });

  it('LIF-2 OUT-1 what is resolved is told, not withdrawn', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(manager, caseId, 'settle-at-once', {
      ...{ category: 'service/attitude', severity: 'minor', criterion: 'small-inconvenience' },
      ...{ solution: 'Apologised', method: 'inPerson', summary: 'Apologised.' },
    });
    expect(await does(manager, caseId, 'withdraw-case', { reason: 'Content' })).toMatchObject({
      ...{ code: 'wrong-stage', details: { missing: ['unresolved'] } },
    });
  });

  it('CLK-5 CLK-3 one report keeps the promise that it names, and "no news" is no clear answer', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', { ...minor, severity: 'major', criterion: 'serious-loss' });
    await does(desk, caseId, 'promise-reply', { dueAt: october(8, '17:00'), about: 'The lift' });
    await does(desk, caseId, 'promise-reply', { dueAt: october(11, '17:00'), about: 'The bill' });
    at(october(8, '16:00'));
    const vague = await does(desk, caseId, 'report-progress', {
      ...progress,
      nextPromise: october(9, '17:00'),
    });
    expect(vague).toMatchObject({ code: 'which-promise' });
    await does(desk, caseId, 'report-progress', {
      ...{ ...progress, promises: ['P1'], nextPromise: october(9, '17:00') },
    });
    expect(await clock(caseId, 'promise:P1')).toMatchObject({ status: 'met' });
    expect(await clock(caseId, 'promise:P2')).toMatchObject({ status: 'running' });
    expect(await clock(caseId, 'clear-answer')).toMatchObject({ status: 'running' });
  });

  it('INT-9 a regulator who passes it on later gets an answer, also when the complaint is turned down', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'hand-over-complaint', {
      ...{ from: 'desk', to: 'engineering', reason: 'A letter', regulator: { name: 'Consumer association' } },
    });
    expect(await clock(caseId, 'regulator-answer:R1')).toMatchObject({ status: 'running' });
    await does(manager, caseId, 'declare-inadmissible', { ground: 'in-court', method: 'phone' });
    expect(await clock(caseId, 'regulator-answer:R1')).toMatchObject({ status: 'running' });
    expect(await does(manager, caseId, 'close-case')).toMatchObject({
      ...{ code: 'closing-conditions-missing', details: { missing: ['regulatorAnswered'] } },
    });
    const told = { to: 'regulator', method: 'letter', summary: 'A court has it', written: true };
    await does(desk, caseId, 'notify-outcome', told);
    expect(await clock(caseId, 'regulator-answer:R1')).toMatchObject({ status: 'met' });
    expect(await does(manager, caseId, 'close-case')).toMatchObject({ events: [{ type: 'CaseClosed' }] });
  });

  it('CLK-2 a due time in 2027 says that nobody has decreed its holidays', async () => {
    const caseId = await begun(instant('2026-12-30T10:00:00+08:00'), { channel: 'regulator' });
    expect(await clock(caseId, 'regulator-answer:R1')).toMatchObject({ provisional: true });
    at(instant('2026-12-30T11:00:00+08:00'));
    const listed: Answer<{ items: { caseId: string; clocks: Clock[] }[] }> = await desk.get(
      `/cases?minPosition=${await api.head()}`,
    );
    const own = listed.body.items.find((each) => each.caseId === caseId);
    expect(own?.clocks).toContainEqual(
      expect.objectContaining({ clock: 'regulator-answer:R1', provisional: true }),
    );
  });

  it('DIS-1 DIS-4 SOL-2 DIS-7 unclassified cases, returned forms, steps and contributors are watched', async () => {
    const caseId = await begun(october(8, '09:00'));
    expect(await clock(caseId, 'classify')).toMatchObject({ dueAt: october(8, '09:10') });
    await does(desk, caseId, 'classify-case', important);
    await does(desk, caseId, 'dispatch-case', { department: 'engineering' });
    await does(desk, caseId, 'dispatch-case', { department: 'security' });
    expect(await clock(caseId, 'part:D2')).toMatchObject({ dueAt: october(11, '09:00') });
    at(october(8, '09:20'));
    await does(engineer, caseId, 'return-dispatch', { dispatch: 'D1', reason: 'Not ours' });
    expect(await clock(caseId, 'reroute:D1')).toMatchObject({
      status: 'running',
      dueAt: october(8, '09:30'),
    });
    await does(desk, caseId, 'dispatch-case', { department: 'landscaping' });
    expect(await clock(caseId, 'reroute:D1')).toMatchObject({ status: 'met' });
    await does(desk, caseId, 'set-response-plan', {
      steps: [{ task: 'Order it', owner: 'staff-021', dueAt: october(9, '12:00') }],
    });
    await schedulerRuns(october(9, '12:30'));
    const step = (await missed(caseId)).filter(({ kind }) => kind === 'planStep');
    expect(step).toMatchObject([{ clock: 'step:T1', responsible: { role: 'owner', person: 'staff-021' } }]);
  });

  it('LIF-5 the front line erases no recorded breach by dating something back', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', minor);
    await schedulerRuns(october(8, '10:30'));
    at(october(26, '09:00'));
    const dated = { method: 'phone', happenedAt: october(8, '09:30') };
    const refused = await does(desk, caseId, 'send-acknowledgement', dated);
    expect(refused).toMatchObject({ code: 'undoes-a-miss', details: { neededLevel: 'office-director' } });
    expect(await does(director, caseId, 'send-acknowledgement', dated)).toMatchObject({
      code: 'late-reason-needed',
    });
    const lateBecause = 'On the paper form of that morning.';
    const taken = await does(director, caseId, 'send-acknowledgement', { ...dated, lateBecause });
    expect(taken.events).toContainEqual({
      ...{
        type: 'BreachWithdrawn',
        data: { clock: 'acknowledge', kind: 'acknowledge', reason: lateBecause },
      },
    });
  });

  it('LIF-5 DIS-5 a hand-over that is told late moves the miss to whoever had the case, with level and reason', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', important);
    await schedulerRuns(october(8, '10:30'));
    at(october(9, '09:00'));
    const late = { owner: 'staff-900', reason: 'Was on duty', happenedAt: october(8, '09:30') };
    expect(await does(desk, caseId, 'assign-owner', late)).toMatchObject({ code: 'undoes-a-miss' });
    await does(manager, caseId, 'assign-owner', { ...late, lateBecause: 'The rota was typed in today.' });
    const listed: Answer<{ items: { caseId: string; clock: string; responsible: { person?: string } }[] }> =
      await desk.get(`/breaches?kind=notifyManager&minPosition=${await api.head()}`);
    expect(listed.body.items.filter((each) => each.caseId === caseId)).toMatchObject([
      { responsible: { person: 'staff-900' } },
    ]);
  });

  it('REP-1 CLS-4 severity down and up again: the overdue case is still listed as missed', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', important);
    await schedulerRuns(october(11, '09:30'));
    await does(manager, caseId, 'change-severity', to('minor', 'small-inconvenience'));
    await does(manager, caseId, 'change-severity', to('important', 'service-fault'));
    const listed: Answer<{ items: { caseId: string; breachedClocks: string[] }[] }> = await desk.get(
      `/cases?breached=true&minPosition=${await api.head()}`,
    );
    const own = listed.body.items.find((each) => each.caseId === caseId);
    expect(own?.breachedClocks).toContain('resolve');
  });

  it('CLK-3 CLK-9 a wished moment does not slide with a pause, and a clock that ends while paused shows when', async () => {
    const caseId = await begun(october(8, '09:00'), { requestedBy: october(9, '12:00') });
    await does(desk, caseId, 'classify-case', minor);
    await does(desk, caseId, 'pause-clocks', { reason: 'waitingForComplainant', explanation: 'Away' });
    at(october(8, '15:00'));
    await does(desk, caseId, 'resume-clocks', { explanation: 'Back' });
    expect(await clock(caseId, 'resolve-minor')).toMatchObject({ pauses: [], dueAt: october(9, '12:00') });
    const other = await begun(october(8, '09:00'));
    await does(desk, other, 'classify-case', important);
    await does(desk, other, 'pause-clocks', { reason: 'waitingForComplainant', explanation: 'Away' });
    at(october(8, '15:00'));
    await does(manager, other, 'withdraw-case', { reason: 'Works again' });
    expect((await clock(other, 'resolve'))?.pauses).toMatchObject([{ to: october(8, '15:00') }]);
  });
});

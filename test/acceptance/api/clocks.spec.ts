import { beforeAll, describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { Answer, Client, TestApp } from './app.ts';
import { clockWorld, october, minor, important, to, type Said } from './clock-world.ts';

describe('clocks belong to something, and to somebody', () => {
  const { at, begun, does, schedulerRuns, clock, missed, breachesOf, people } = clockWorld();
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let manager: Client;
  beforeAll(() => {
    ({ api, desk, director, manager } = people());
  });

  it('OUT-1 DIS-3 "same day" on Saturday 3 October is Saturday 3 October', async () => {
    const caseId = await begun(october(3, '10:00'));
    await does(desk, caseId, 'classify-case', {
      ...{ category: 'safety/injury', severity: 'major', criterion: 'serious-loss' },
    });
    expect(await clock(caseId, 'notify-manager')).toMatchObject({ dueAt: october(4, '00:00') });
  });

  it('INT-8 a callback that reached nobody leaves the callback owed, and the contact goes on', async () => {
    at(october(3, '09:00'));
    const opened: Answer<Said> = await desk
      .post('/contacts/abandoned', {
        ...{
          procedure: { id: 'residential-property', version: 1 },
          channel: 'phone',
          phone: '+86 21 5550 0199',
        },
      })
      .expect(201);
    const { caseId } = opened.body;
    at(october(3, '10:00'));
    await does(desk, caseId, 'record-callback', { reached: false });
    expect(await clock(caseId, 'callback:C1')).toMatchObject({
      status: 'running',
      dueAt: october(3, '12:00'),
    });
    at(october(3, '11:00'));
    await does(desk, caseId, 'record-callback', { reached: true });
    expect(await clock(caseId, 'callback:C1')).toMatchObject({ status: 'met', breached: false });
  });

  it('CLS-4 a reclassification on day two misses nothing on day one', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', minor);
    at(october(9, '15:00'));
    await does(director, caseId, 'change-severity', to('important', 'service-fault'));
    await schedulerRuns(october(9, '15:30'));
    const misses = await missed(caseId);
    expect(misses.filter(({ kind }) => kind === 'notifyManager')).toEqual([]);
    expect(await clock(caseId, 'notify-manager')).toMatchObject({ dueAt: october(9, '16:00') });
    expect(await clock(caseId, 'resolve')).toMatchObject({ dueAt: october(11, '09:00') });
  });

  it('CLK-8 a promotion after a month misses nothing in the past', async () => {
    const caseId = await begun(instant('2026-09-01T09:00:00+08:00'));
    await does(desk, caseId, 'classify-case', minor);
    await schedulerRuns(october(6, '09:00'));
    const history = await api.history(caseId);
    expect(history.filter(({ type }) => type === 'SeverityChanged')).toMatchObject([
      { data: { to: 'major', cause: 'oneMonth' }, metadata: { happenedAt: october(1, '09:00') } },
    ]);
    // Those of the minor case, and none that only being major brought about.
    expect((await missed(caseId)).map((each) => each.clock)).toEqual([
      'dispatch',
      'acknowledge',
      'resolve-minor',
    ]);
    expect(await clock(caseId, 'resolve')).toMatchObject({ dueAt: october(16, '09:00') });
    expect(await clock(caseId, 'clear-answer')).toMatchObject({ dueAt: october(8, '09:00') });
    expect(await clock(caseId, 'notify-manager')).toMatchObject({ dueAt: october(7, '00:00') });
  });

  it('CLK-6 DIS-5 after a stop of the scheduler a miss is laid on whoever had the case when it was due', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', important);
    at(october(12, '09:00'));
    await does(desk, caseId, 'assign-owner', { owner: 'staff-900', reason: 'Knows the building' });
    await schedulerRuns(october(12, '10:00'));
    const notify = (await missed(caseId)).filter(({ kind }) => kind === 'notifyManager');
    expect(notify).toMatchObject([{ dueAt: october(8, '10:00'), responsible: { person: 'desk-1' } }]);
  });

  it('CLK-6 CLK-7 a miss that a command finds has the same effects and severity as one that the scheduler finds', async () => {
    const seen = [];
    for (const byScheduler of [true, false]) {
      const caseId = await begun(october(8, '09:00'));
      await does(desk, caseId, 'classify-case', important);
      if (byScheduler) await schedulerRuns(october(11, '09:00'));
      at(october(12, '09:00'));
      await does(manager, caseId, 'change-severity', to('minor', 'small-inconvenience'));
      const history = await api.history(caseId);
      seen.push(
        history.flatMap(({ type, data }) => {
          if (type === 'DeadlineBreached') return [[data.clock, data.dueAt, data.severity, data.responsible]];
          return type === 'EscalatedToManager' ? [[data.from, data.to, data.reason]] : [];
        }),
      );
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[1]).toContainEqual(['frontline', 'affairs-supervisor', 'breach']);
  });

  it('OUT-6 CLK-8 a reopening leaves the month where it is', async () => {
    const caseId = await begun(instant('2026-09-01T09:00:00+08:00'));
    await does(director, caseId, 'settle-at-once', {
      ...{ category: 'service/attitude', severity: 'minor', criterion: 'small-inconvenience' },
      ...{ solution: 'Apologised', method: 'inPerson', summary: 'Apologised.' },
    });
    at(instant('2026-09-25T09:00:00+08:00'));
    await does(manager, caseId, 'reopen-case', { cause: 'newFacts', reason: 'It happened again' });
    expect(await clock(caseId, 'one-month#2')).toMatchObject({
      status: 'running',
      dueAt: october(1, '09:00'),
    });
  });

  it('OUT-6 CLK-9 taking back an end by mistake gives no time: what ran out meanwhile is missed', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', important);
    at(october(11, '08:50'));
    await does(manager, caseId, 'withdraw-case', { reason: 'Works again' });
    at(october(11, '12:00'));
    await does(manager, caseId, 'reopen-case', { cause: 'correction', reason: 'That was the neighbour' });
    await schedulerRuns(october(11, '12:01'));
    expect(await clock(caseId, 'resolve#2')).toMatchObject({
      ...{ status: 'running', breached: true, dueAt: october(11, '09:00') },
    });
  });

  it('OUT-6 REP-1 REP-2 what was missed is on both lists again when an end is taken back, and ends as done late', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', minor);
    await schedulerRuns(october(11, '09:00'));
    await does(manager, caseId, 'withdraw-case', { reason: 'Works again' });
    expect(await breachesOf(caseId, 'resolve')).toMatchObject([
      { clock: 'resolve-minor', status: 'settled', settledBy: 'cancelled' },
    ]);
    at(october(11, '09:05'));
    await does(manager, caseId, 'reopen-case', { cause: 'correction', reason: 'That was the neighbour' });
    const listed: Answer<{ items: { caseId: string; breachedClocks: string[] }[] }> = await desk.get(
      `/cases?breached=true&minPosition=${await api.head()}`,
    );
    const own = listed.body.items.find((each) => each.caseId === caseId);
    expect(own?.breachedClocks).toContain('resolve-minor#2');
    expect(await breachesOf(caseId, 'resolve')).toMatchObject([{ clock: 'resolve-minor', status: 'open' }]);
    at(october(11, '10:00'));
    await does(manager, caseId, 'conclude-investigation', {
      ...{ outcome: 'notSubstantiated', responsibility: 'nobody', rootCause: 'unfounded' },
      explanation: 'It runs',
    });
    await does(manager, caseId, 'resolve-case', { summary: 'It runs' });
    expect(await breachesOf(caseId, 'resolve')).toMatchObject([
      { clock: 'resolve-minor', status: 'settled', settledBy: 'met', latenessMinutes: 1500 },
    ]);
  });
});

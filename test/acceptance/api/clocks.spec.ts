import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { complaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

/** Local time of Shanghai in October 2026: the 1st to the 7th are holidays. */
const october = (day: number, time: string): Instant =>
  instant(`2026-10-${String(day).padStart(2, '0')}T${time}:00+08:00`);

interface Clock {
  readonly clock: string;
  readonly status: string;
  readonly dueAt: string;
  readonly breached: boolean;
  readonly provisional?: boolean;
  readonly pauses: readonly { readonly to?: string }[];
  readonly intervals: readonly { readonly why: string }[];
}

interface Refused {
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

type Said = Answered & Refused;

const minor = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' };
const important = { ...minor, severity: 'important', criterion: 'service-fault' };
const to = (severity: string, criterion: string) => ({ to: severity, criterion, reason: 'Looked at again' });
const progress = { method: 'phone', summary: 'No news yet' };

describe('clocks belong to something, and to somebody', () => {
  let time = october(1, '09:00');
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let manager: Client;
  let engineer: Client;
  beforeAll(async () => {
    api = await startApp({ now: () => time });
    desk = await api.as(['operations'], 'desk-1');
    director = await api.as(['office-director'], 'pan.xin');
    manager = await api.as(['general-manager'], 'luo.hai');
    engineer = await api.as(['operations'], 'engineer-1');
    for (const id of ['staff-900', 'staff-021']) await api.hired({ id });
  });
  afterAll(() => api.close());

  const at = (moment: Instant): void => {
    time = moment;
  };
  async function begun(moment: Instant, more: object = {}): Promise<string> {
    at(moment);
    const answer: Answer<Said> = await desk.post('/cases', complaint(more)).expect(201);
    return answer.body.caseId;
  }
  async function does(who: Client, caseId: string, name: string, body: object = {}): Promise<Said> {
    const answer: Answer<Said> = await who.post(`/cases/${caseId}/${name}`, body);
    return answer.body;
  }
  async function schedulerRuns(moment: Instant): Promise<void> {
    at(moment);
    while ((await api.engine.scheduler.runOnce()).outcome !== 'done');
  }
  async function clocks(caseId: string): Promise<readonly Clock[]> {
    const answer: Answer<{ clocks: readonly Clock[] }> = await desk
      .get(`/cases/${caseId}/deadlines`)
      .expect(200);
    return answer.body.clocks;
  }
  const clock = async (caseId: string, name: string): Promise<Clock | undefined> =>
    (await clocks(caseId)).find((each) => each.clock === name);
  const missed = async (caseId: string) =>
    (await api.history(caseId)).flatMap((event) => (event.type === 'DeadlineBreached' ? [event.data] : []));

  it('OUT-1 DIS-3 "same day" on Saturday 3 October is Saturday 3 October', async () => {
    const caseId = await begun(october(3, '10:00'));
    await does(desk, caseId, 'classify-case', {
      ...{ category: 'safety/injury', severity: 'major', criterion: 'serious-loss' },
    });
    expect(await clock(caseId, 'notify-manager')).toMatchObject({ dueAt: october(3, '18:00') });
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
    expect(await clock(caseId, 'notify-manager')).toMatchObject({ dueAt: october(6, '18:00') });
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

  it('OUT-6 CLK-9 an end that is taken back as a mistake has stopped no clock', async () => {
    const caseId = await begun(october(8, '09:00'));
    await does(desk, caseId, 'classify-case', important);
    at(october(11, '08:50'));
    await does(manager, caseId, 'withdraw-case', { reason: 'Works again' });
    at(october(11, '12:00'));
    await does(manager, caseId, 'reopen-case', { cause: 'correction', reason: 'That was the neighbour' });
    expect(await clock(caseId, 'resolve#2')).toMatchObject({
      status: 'running',
      dueAt: october(11, '09:00'),
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
      ...{ from: 'desk', to: 'hotline', reason: 'A letter', regulator: { name: 'Consumer association' } },
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

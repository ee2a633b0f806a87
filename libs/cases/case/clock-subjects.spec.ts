import { describe, expect, it } from 'vitest';
import {
  becomes,
  classifiedAs,
  clockOf,
  clocksOf,
  eventsOf,
  runningClocks,
  schedulerRuns,
} from '../testing/clocks.ts';
import { storyAt } from '../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  ENGINEER,
  GENERAL_MANAGER,
  RECEIVER,
  residentialProperty,
  story,
} from '../testing/story.ts';

const report = { method: 'phone', summary: 'On its way' } as const;
const soon = '2026-09-01T09:00:00.000Z';
const later = '2026-09-04T09:00:00.000Z';

describe('a clock belongs to one promise, step, form or regulator', () => {
  const twice = () =>
    classifiedAs('important')
      .do('PromiseReply', { dueAt: soon, about: 'The lift' })
      .do('PromiseReply', { dueAt: later, about: 'The bill' });

  it('CLK-5 a report keeps the promise that it names, and of several it has to name one', () => {
    const told = twice();
    told.do('ReportProgress', { ...report, nextPromise: later }).refused('which-promise', 'CLK-5');
    told.do('ReportProgress', { ...report, promises: ['P9'] }).refused('no-such-promise', 'CLK-5');
    told.do('ReportProgress', { ...report, promises: ['P1'], nextPromise: later });
    expect([clockOf(told, 'promise:P1').status, clockOf(told, 'promise:P2').status]).toEqual([
      'met',
      'running',
    ]);
    told.do('ReportProgress', { ...report, promises: [] });
    expect(told.last('DeadlineMet')).toEqual([]);
  });

  it('CLK-5 an offer keeps, of several promises, those whose time has come', () => {
    const told = twice().at('2026-09-02T09:00:00+08:00');
    told.do('PrepareSolutions', { options: [{ description: 'Repair' }] });
    told.letting(GENERAL_MANAGER, 'OfferSolution', { method: 'phone' }).accepted();
    expect(clockOf(told, 'promise:P1')).toMatchObject({ status: 'met', breached: true });
    expect(clockOf(told, 'promise:P2').status).toBe('running');
  });

  it('CLK-3 a report is no clear answer, an offer is', () => {
    const told = classifiedAs('major').do('ReportProgress', report);
    expect(clockOf(told, 'clear-answer').status).toBe('running');
    told.do('PrepareSolutions', { options: [{ description: 'Repair' }] });
    told
      .letting(GENERAL_MANAGER, 'ApprovePlan', {})
      .letting(GENERAL_MANAGER, 'OfferSolution', { method: 'phone' });
    expect(clockOf(told, 'clear-answer').status).toBe('met');
  });

  it('SOL-2 each step of the plan is watched until it is done; a new plan takes the place of the old one', () => {
    const steps = [{ task: 'Order it', owner: 'engineer-1', dueAt: soon }];
    const told = classifiedAs('important').do('SetResponsePlan', { steps });
    told.do('SetResponsePlan', { steps: [{ task: 'Fetch it', owner: 'engineer-2', dueAt: soon }] });
    expect(clockOf(told, 'step:T1')).toMatchObject({ status: 'cancelled', cancelledFor: 'replaced' });
    schedulerRuns(told, '2026-09-01T18:00:00+08:00').by(RECEIVER);
    const missed = eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'planStep');
    expect(missed).toMatchObject([{ data: { clock: 'step:T2', responsible: { person: 'engineer-2' } } }]);
    told.do('CompletePlanStep', { step: 'T2' });
    expect(clockOf(told, 'step:T2').status).toBe('met');
    told
      .do('SetResponsePlan', { steps: [{ task: 'Yesterday', owner: 'engineer-1', dueAt: soon }] })
      .refused('time-in-the-past', 'SOL-2');
  });

  it('DIS-4 a returned form is watched until the next one is sent', () => {
    const told = storyAt('dispatched').letting(ENGINEER, 'ReturnDispatch', {
      dispatch: 'D1',
      reason: 'Not ours',
    });
    expect(clockOf(told, 'reroute:D1')).toMatchObject({ status: 'running', kind: 'reroute' });
    told.do('DispatchCase', { department: 'security' });
    expect(clockOf(told, 'reroute:D1').status).toBe('met');
    expect(runningClocks(told)).toContain('receipt:D2');
  });

  it('DIS-7 a contributor has a time of its own, or that of the case', () => {
    const told = classifiedAs('important').do('DispatchCase', { department: 'engineering' });
    told.do('DispatchCase', { department: 'security' });
    expect(clockOf(told, 'part:D2').dueAt).toBe(clockOf(told, 'resolve').dueAt);
  });

  it('INT-9 a regulator who passes it on later has a clock, which outlives the turning down and the withdrawal', () => {
    const regulator = { name: 'Consumer association' };
    const handOver = { from: 'desk', to: 'hotline', reason: 'A letter', regulator } as const;
    const told = story().opened().do('HandOverComplaint', handOver);
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' }).accepted();
    expect(runningClocks(told)).toEqual(['regulator-answer:R1']);
    told.do('ArchiveCase', {}).refused('outcome-untold', 'INT-9');
    const answer = { method: 'letter', summary: 'Withdrawn', written: true } as const;
    told.do('NotifyOutcome', { ...answer, to: 'complainant' }).refused('withdrawn', 'OUT-1');
    told.do('NotifyOutcome', { ...answer, to: 'regulator' }).accepted();
    expect(runningClocks(told)).toEqual([]);
    told.do('ArchiveCase', {}).accepted();
  });

  it('DIS-3 telling the office director does not do when it becomes a case for the general manager', () => {
    const told = classifiedAs('important');
    told.do('NotifyManager', { level: 'office-director', manager: 'director-1', method: 'phone' });
    expect(clockOf(told, 'notify-manager').status).toBe('met');
    becomes(told.at('2026-09-02T09:00:00+08:00'), 'major');
    expect(clockOf(told, 'notify-manager#2')).toMatchObject({
      ...{ status: 'running', countsFrom: told.now, dueAt: '2026-09-02T10:00:00.000Z' },
    });
  });
});

describe('from when a clock counts (CLS-4)', () => {
  it('CLS-4 DIS-3 a manager is told within an hour from when it became a case for a manager', () => {
    const told = becomes(classifiedAs('minor').at('2026-09-01T09:30:00+08:00'), 'important');
    expect(clockOf(told, 'notify-manager')).toMatchObject({
      ...{ startedAt: '2026-09-01T01:00:00.000Z', countsFrom: told.now, dueAt: '2026-09-01T02:30:00.000Z' },
    });
    expect(clockOf(told, 'resolve')).toMatchObject({ dueAt: '2026-09-04T01:00:00.000Z' });
  });
});

describe('a case that is reopened (OUT-6)', () => {
  it('OUT-6 keeps a due time where the rule says so, but nothing is due before the reopening', () => {
    const clocks = residentialProperty.clocks.map((rule) =>
      rule.id === 'resolve' ? { ...rule, onReopening: 'keepsDueTime' as const } : rule,
    );
    const reopened = (day: string) =>
      classifiedAs('important', {}, { ...residentialProperty, clocks })
        .letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' })
        .at(`2026-09-${day}T09:00:00+08:00`)
        .letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' });
    expect(clockOf(reopened('03'), 'resolve#2').dueAt).toBe('2026-09-04T01:00:00.000Z');
    expect(clockOf(reopened('10'), 'resolve#2').dueAt).toBe('2026-09-10T01:00:00.000Z');
  });

  it('OUT-6 by mistake: goes on with the time that was left, and with what was missed', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-04T09:00:00+08:00').by(RECEIVER);
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' });
    told.at('2026-09-05T09:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'The neighbour' }).accepted();
    expect(clockOf(told, 'resolve#2')).toMatchObject({
      ...{ status: 'running', breached: true, missedAs: 'resolve', dueAt: '2026-09-04T01:00:00.000Z' },
    });
    expect(eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'resolve')).toHaveLength(1);
  });

  it('OUT-6 an acknowledgement that was given is given; whoever opens a case again has been heard', () => {
    const told = storyAt('closed').at('2026-09-15T10:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' }).accepted();
    expect(clocksOf(told).filter(({ kind }) => kind === 'acknowledge')).toHaveLength(1);
    // CLK-8: a month after the receipt, whatever came between.
    expect(clockOf(told, 'one-month#2').dueAt).toBe('2026-10-01T01:00:00.000Z');
  });

  it('OUT-6 a promise whose time passed while the case was over was kept and missed by nobody', () => {
    const told = classifiedAs('important').do('PromiseReply', { dueAt: soon, about: 'The lift' });
    told.do('PromiseReply', { dueAt: later, about: 'The bill' });
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' });
    told.at('2026-09-02T09:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Broken again' }).accepted();
    expect(runningClocks(told).filter((clock) => clock.startsWith('promise'))).toEqual(['promise:P2#2']);
  });
});

describe('who finds a miss (CLK-6)', () => {
  it('CLK-7 AUT-4 a command is decided on the escalation that a scheduler would have made', () => {
    const told = classifiedAs('important').at('2026-09-05T09:00:00+08:00').by(AFFAIRS_SUPERVISOR);
    told.letting(GENERAL_MANAGER, 'AssignOwner', { owner: 'engineer-1', reason: 'Knows it' }).accepted();
    expect(told.record).toMatchObject({ level: 'affairs-supervisor', levelAwaited: true });
    // The level hears of it now, so its own time begins now.
    expect(clockOf(told, 'level-answer:E1')).toMatchObject({ startedAt: told.now });
  });

  it('CLK-2 a provisional due time is reckoned anew when the holidays are decreed, once', () => {
    const told = story().at('2098-12-30T10:00:00+08:00').opened({ channel: 'regulator' });
    const { clock, dueAt, provisional } = clockOf(told, 'regulator-answer:R1');
    expect(provisional).toBe(true);
    const timer = { clock, dueAt };
    const scheduler = { id: 'scheduler', roles: ['system'] };
    expect(told.by(scheduler).do('RecordHolidaysDecreed', timer).lastTypes).toEqual([]);
    const calendar = {
      ...residentialProperty.calendar,
      ...{ closedOn: { '2099-01-01': 'New Year' }, decreedYears: [2098, 2099] },
    };
    const known = story({ ...residentialProperty, calendar })
      .replaying(told)
      .by(scheduler);
    known.do('RecordHolidaysDecreed', timer);
    expect(known.last('DeadlineMoved')).toMatchObject([{ from: dueAt, cause: 'holidaysDecreed' }]);
    expect(known.last('DeadlineMoved')[0]?.to).toBe('2099-01-07T10:00:00.000Z');
    expect(clockOf(known, clock).provisional).toBe(false);
    expect(known.do('RecordHolidaysDecreed', timer).lastTypes).toEqual([]);
  });
});

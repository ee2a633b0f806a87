import { describe, expect, it } from 'vitest';
import {
  classifiedAs,
  clockOf,
  clocksOf,
  eventsOf,
  historyOf,
  runningClocks,
  schedulerRuns,
} from '../testing/clocks.ts';
import { GENERAL_MANAGER, RECEIVER, story, ENGINEER } from '../testing/story.ts';
import { SUPERVISOR, supermarket, supermarketCase } from '../testing/supermarket.ts';

/** The scheduler has recorded the miss meanwhile. */
const inTime = {
  happenedAt: '2026-09-01T09:20:00+08:00',
  lateBecause: 'On the paper form of the morning.',
} as const;
const report = { method: 'phone', summary: 'On its way' } as const;

describe('facts recorded later than they happened (LIF-5)', () => {
  it('LIF-5 take a breach back when it had happened in time', () => {
    const told = schedulerRuns(story().opened(), '2026-09-01T10:30:00+08:00').by(RECEIVER);
    told.at('2026-09-01T18:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'SendAcknowledgement', { method: 'phone' }, inTime);
    expect(told.lastTypes).toEqual(['AcknowledgementSent', 'BreachWithdrawn', 'DeadlineMet']);
    expect(told.last('BreachWithdrawn')).toMatchObject([{ reason: inTime.lateBecause }]);
    expect(told.last('DeadlineMet')[0]?.late).toBe(false);
    expect(told.lastEvents[2]?.metadata.happenedAt).toBe('2026-09-01T01:20:00.000Z');
    expect(clockOf(told, 'acknowledge')).toMatchObject({ status: 'met', breached: false });
  });

  it('LIF-5 leave a breach standing when it had not', () => {
    const told = schedulerRuns(story().opened(), '2026-09-01T10:30:00+08:00').by(RECEIVER);
    told.at('2026-09-01T18:00:00+08:00');
    told.do('SendAcknowledgement', { method: 'phone' }, { happenedAt: '2026-09-01T10:01:00+08:00' });
    expect(told.lastTypes).toEqual(['AcknowledgementSent', 'DeadlineMet']);
    expect(clockOf(told, 'acknowledge')).toMatchObject({ status: 'met', breached: true });
  });

  it('LIF-5 take a breach back also when something later had met the clock before', () => {
    const told = story()
      .opened()
      .at('2026-09-01T12:00:00+08:00')
      .do('SendAcknowledgement', { method: 'phone' });
    expect(clockOf(told, 'acknowledge')).toMatchObject({ status: 'met', breached: true });
    told.at('2026-09-01T18:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'SendAcknowledgement', { method: 'phone' }, inTime);
    expect(told.lastTypes).toEqual(['AcknowledgementSent', 'BreachWithdrawn']);
    expect(clockOf(told, 'acknowledge').breached).toBe(false);
  });
});

describe('dating back costs the same whoever found the miss (LIF-5)', () => {
  const asOf = (happenedAt: string) => ({ happenedAt });

  it.each([true, false])(
    'LIF-5 D9 with a scheduler: %s, what undoes a miss needs level and reason',
    (runs) => {
      const told = classifiedAs('minor');
      if (runs) schedulerRuns(told, '2026-09-09T08:00:00+08:00');
      told.at('2026-09-09T09:00:00+08:00').by(RECEIVER);
      const early = asOf('2026-09-01T09:30:00+08:00');
      told.do('SendAcknowledgement', { method: 'phone' }, early).refused('undoes-a-miss', 'LIF-5');
      told.by(GENERAL_MANAGER).do('SendAcknowledgement', { method: 'phone' }, early);
      told.refused('late-reason-needed', 'LIF-5');
      told.do('SendAcknowledgement', { method: 'phone' }, { ...early, lateBecause: 'On paper' }).accepted();
      told.do('WithdrawCase', { reason: 'Content' }, asOf('2026-09-01T10:00:00+08:00')).accepted();
      expect(eventsOf(told, 'DeadlineBreached').map(({ data }) => data.clock)).toContain('resolve-minor');
      expect(clockOf(told, 'resolve-minor').breached).toBe(true);
    },
  );

  it('LIF-5 ten minutes are not made twenty-five by saying it late, nor is a minute held against anybody', () => {
    const classify = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;
    const told = story().opened().at('2026-09-01T09:24:00+08:00');
    told.do('ClassifyCase', classify, asOf('2026-09-01T09:09:30+08:00')).refused('undoes-a-miss', 'LIF-5');
    told.at('2026-09-01T09:10:20+08:00');
    told.do('ClassifyCase', classify, asOf('2026-09-01T09:09:30+08:00')).accepted();
    expect(clockOf(told, 'classify')).toMatchObject({ status: 'met', breached: false });
  });

  it('LIF-5 CLK-6 nobody lays a miss on a colleague by a date, be it of minutes', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-01T10:01:00+08:00').by(RECEIVER);
    told
      .at('2026-09-01T10:02:00+08:00')
      .do('AssignOwner', { owner: 'caller-1', reason: 'Shift' }, asOf('2026-09-01T09:50:00+08:00'))
      .refused('undoes-a-miss', 'LIF-5');
  });
});

describe('repeating clocks (CLK-5, CLK-10)', () => {
  it.each([true, false])(
    'CLK-10 CLK-6 four silent days are four misses, with a scheduler each day: %s',
    (daily) => {
      const told = supermarketCase();
      for (const day of daily ? [1, 2, 3, 4] : [])
        schedulerRuns(told, `2026-09-0${String(day)}T17:00:00+08:00`);
      schedulerRuns(told, '2026-09-05T09:00:00+08:00');
      const misses = eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'progressUpdate');
      expect(misses.map(({ data, metadata }) => [data.dueAt, metadata.happenedAt])).toEqual(
        [1, 2, 3, 4].map((day) => {
          const due = `2026-09-0${String(day)}T09:00:00.000Z`;
          return [due, due];
        }),
      );
      told.at('2026-09-05T12:00:00+08:00').by(RECEIVER).do('ReportProgress', report).accepted();
      const open = clocksOf(told).filter(
        ({ kind, status }) => kind === 'progressUpdate' && status === 'running',
      );
      expect(open).toMatchObject([{ breached: false, dueAt: '2026-09-06T09:00:00.000Z' }]);
    },
  );

  it('CLK-10 what is told before it is due today is due again tomorrow, until the case is resolved', () => {
    const told = supermarketCase().at('2026-09-01T15:00:00+08:00').do('ReportProgress', report);
    expect(clockOf(told, 'daily-result')).toMatchObject({ status: 'met', dueAt: '2026-09-01T09:00:00.000Z' });
    expect(clockOf(told, 'daily-result#2')).toMatchObject({
      ...{ status: 'running', startedAt: '2026-09-01T09:00:00.000Z', dueAt: '2026-09-02T09:00:00.000Z' },
    });
    schedulerRuns(told, '2026-09-02T17:00:00+08:00').by(RECEIVER);
    told.at('2026-09-02T18:00:00+08:00').do('ReportProgress', report);
    expect(historyOf(told, 'daily-result#2')).toEqual(['DeadlineSet', 'DeadlineBreached', 'DeadlineMet']);
    expect(clockOf(told, 'daily-result#3').dueAt).toBe('2026-09-03T09:00:00.000Z');
  });

  it('CLK-10 end with the resolution', () => {
    const told = supermarketCase({ contactKind: 'enquiry' }).at('2026-09-01T15:00:00+08:00');
    told
      .do('ReportProgress', report)
      .at('2026-09-01T15:30:00+08:00')
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Told where it is' });
    expect(runningClocks(told).filter((clock) => clock.startsWith('daily-result'))).toEqual([]);
    told.do('ReportProgress', report);
    expect(runningClocks(told).filter((clock) => clock.startsWith('daily-result'))).toEqual([]);
  });
});

describe('facts of one minute', () => {
  it('LIF-1 CLK-10 what is settled in the minute in which it was received has no clock to repeat', () => {
    const told = story(supermarket).opened();
    told.letting(SUPERVISOR, 'SettleAtOnce', {
      ...{ category: 'daily/price', severity: 'general', criterion: 'by-the-rules' },
      ...{ solution: 'The lower price', summary: 'Paid the lower price.', method: 'inPerson' },
    });
    expect(runningClocks(told)).toEqual(['notify-outcome']);
  });
});

describe('clocks of departments (DIS-1, DIS-7)', () => {
  it('DIS-1 each department has its own time to sign', () => {
    const told = classifiedAs('important').do('DispatchCase', { department: 'engineering' });
    told.at('2026-09-01T09:20:00+08:00').do('DispatchCase', { department: 'security' });
    expect(clockOf(told, 'receipt:D1')).toMatchObject({
      department: 'engineering',
      dueAt: '2026-09-01T01:30:00.000Z',
    });
    expect(clockOf(told, 'receipt:D2')).toMatchObject({
      department: 'security',
      dueAt: '2026-09-01T01:50:00.000Z',
    });
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D2' });
    expect(told.last('DeadlineMet').map(({ clock }) => clock)).toEqual(['receipt:D2']);
    schedulerRuns(told, '2026-09-01T09:50:00+08:00');
    expect(eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'receipt')).toMatchObject([
      { data: { clock: 'receipt:D1', responsible: { role: 'department', department: 'engineering' } } },
    ]);
    expect(told.record.level).toBe('affairs-supervisor');
  });

  it('DIS-4 a returned form is no longer awaited, and the next department gets its own time', () => {
    const told = classifiedAs('important').do('DispatchCase', { department: 'security' });
    told
      .at('2026-09-01T09:10:00+08:00')
      .do('ReturnDispatch', { dispatch: 'D1', reason: 'The lift is not ours' });
    expect(clockOf(told, 'receipt:D1')).toMatchObject({ status: 'cancelled', cancelledFor: 'returned' });
    told.do('DispatchCase', { department: 'engineering' });
    expect(clockOf(told, 'receipt:D2').dueAt).toBe('2026-09-01T01:40:00.000Z');
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-04T01:00:00.000Z');
  });

  it('DIS-4 returned too late is a miss all the same', () => {
    const told = classifiedAs('important').do('DispatchCase', { department: 'security' });
    told
      .at('2026-09-01T10:00:00+08:00')
      .do('ReturnDispatch', { dispatch: 'D1', reason: 'The lift is not ours' });
    expect(historyOf(told, 'receipt:D1')).toEqual(['DeadlineSet', 'DeadlineBreached', 'DeadlineCancelled']);
  });

  it('DIS-7 a part has the due time that it was given, and is met by handing the form back', () => {
    const told = classifiedAs('important').do('DispatchCase', { department: 'engineering' });
    told.do('DispatchCase', { department: 'security', dueAt: '2026-09-02T01:00:00.000Z' });
    expect(clockOf(told, 'part:D2')).toMatchObject({ kind: 'handBack', dueAt: '2026-09-02T01:00:00.000Z' });
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D2' }).at('2026-09-02T10:00:00+08:00');
    told.do('HandBackForm', { dispatch: 'D2', summary: 'Tapes looked at' });
    expect(told.last('DeadlineBreached').filter(({ kind }) => kind === 'handBack')).toMatchObject([
      {
        clock: 'part:D2',
        responsible: { role: 'department', department: 'security' },
        foundBy: 'lateRecord',
      },
    ]);
    expect(clockOf(told, 'part:D2').status).toBe('met');
  });

  it('CLS-4 promises and parts run on whatever the classification', () => {
    const told = classifiedAs('important').do('DispatchCase', { dueAt: '2026-09-02T01:00:00.000Z' });
    told.do('PromiseReply', { dueAt: '2026-09-02T02:00:00.000Z', about: 'The lift' });
    told.by(GENERAL_MANAGER);
    told.letting(GENERAL_MANAGER, 'ChangeSeverity', {
      to: 'minor',
      criterion: 'small-inconvenience',
      reason: 'Looked at again',
    });
    expect(runningClocks(told)).toEqual(expect.arrayContaining(['part:D1', 'promise:P1', 'receipt:D1']));
  });
});

import { describe, expect, it } from 'vitest';
import {
  classifiedAs,
  clockOf,
  eventsOf,
  historyOf,
  runningClocks,
  schedulerRuns,
} from '../testing/clocks.ts';
import { GENERAL_MANAGER, RECEIVER, story } from '../testing/story.ts';
import { storyAt } from '../testing/stages.ts';

const ACKNOWLEDGED = { method: 'phone' } as const;

describe('clocks are set and met (CLK-1)', () => {
  it('CLK-1 starts the clocks of a received case from when it was received', () => {
    const told = story().opened();
    expect(runningClocks(told)).toEqual(['acknowledge', 'classify', 'one-month']);
    expect(clockOf(told, 'acknowledge')).toMatchObject({
      startedAt: '2026-09-01T01:00:00.000Z',
      warnAt: '2026-09-01T01:30:00.000Z',
      dueAt: '2026-09-01T02:00:00.000Z',
    });
    expect(clockOf(told, 'one-month').dueAt).toBe('2026-10-01T01:00:00.000Z');
  });

  it('LIF-5 counts from when the complaint came in, not from when it was typed in', () => {
    const told = story()
      .at('2026-09-01T18:00:00+08:00')
      .opened({}, { happenedAt: '2026-09-01T09:00:00+08:00' });
    expect(clockOf(told, 'acknowledge').dueAt).toBe('2026-09-01T02:00:00.000Z');
  });

  it('CLK-3 gives each severity its own time', () => {
    expect(clockOf(classifiedAs('minor'), 'resolve-minor').dueAt).toBe('2026-09-03T01:00:00.000Z');
    expect(clockOf(classifiedAs('important'), 'resolve').dueAt).toBe('2026-09-04T01:00:00.000Z');
    const major = classifiedAs('major');
    expect(clockOf(major, 'resolve').dueAt).toBe('2026-09-11T01:00:00.000Z');
    expect(clockOf(major, 'clear-answer').dueAt).toBe('2026-09-03T01:00:00.000Z');
  });

  it('CLK-3 takes the time that the resident asked for instead', () => {
    const told = classifiedAs('minor', { requestedBy: '2026-09-01T09:00:00.000Z' });
    expect(clockOf(told, 'resolve-minor')).toMatchObject({
      allowance: { until: '2026-09-01T09:00:00.000Z' },
      dueAt: '2026-09-01T09:00:00.000Z',
      warnAt: '2026-09-01T07:00:00.000Z',
    });
  });

  it('CLK-1 meets a clock when its stop happens in time', () => {
    const told = story().opened().at('2026-09-01T09:40:00+08:00').do('SendAcknowledgement', ACKNOWLEDGED);
    expect(told.last('DeadlineMet')).toEqual([{ clock: 'acknowledge', kind: 'acknowledge', late: false }]);
  });

  it('CLK-6 is in time at the very moment at which it is due', () => {
    const told = classifiedAs('minor')
      .at('2026-09-01T10:00:00+08:00')
      .do('SendAcknowledgement', ACKNOWLEDGED);
    expect(told.lastTypes.slice(-2)).toEqual(['AcknowledgementSent', 'DeadlineMet']);
    expect(told.last('DeadlineMet')[0]?.late).toBe(false);
  });

  it('CLK-6 records what no scheduler has seen before the late deed, with its true due time', () => {
    const told = story().opened().at('2026-09-01T11:00:00+08:00').do('SendAcknowledgement', ACKNOWLEDGED);
    expect(told.lastTypes).toEqual([
      'DeadlineBreached',
      'DeadlineBreached',
      'AcknowledgementSent',
      'DeadlineMet',
    ]);
    expect(told.last('DeadlineBreached').filter(({ clock }) => clock === 'acknowledge')).toEqual([
      {
        ...{ clock: 'acknowledge', kind: 'acknowledge', dueAt: '2026-09-01T02:00:00.000Z' },
        responsible: { role: 'receiver', person: 'receiver-1' },
        foundBy: 'lateRecord',
      },
    ]);
    expect(told.lastEvents[1]?.metadata.happenedAt).toBe('2026-09-01T02:00:00.000Z');
    expect(told.last('DeadlineMet')[0]?.late).toBe(true);
  });

  it('OUT-1 wants the complainant told on the day of the resolution', () => {
    expect(clockOf(storyAt('resolved'), 'notify-outcome').dueAt).toBe('2026-09-01T16:00:00.000Z');
    expect(clockOf(storyAt('outcomeNotified'), 'notify-outcome').status).toBe('met');
  });
});

describe('the scheduler and the clocks (CLK-6, D9)', () => {
  it('CLK-6 warns once, however often the timer comes', () => {
    const told = schedulerRuns(story().opened(), '2026-09-01T09:30:00+08:00');
    expect(told.last('DeadlineWarningRaised')).toHaveLength(1);
    for (const { clock, dueAt } of [clockOf(told, 'acknowledge')])
      expect(told.do('RecordDeadlineWarning', { clock, dueAt }).lastTypes).toEqual([]);
  });

  it('CLK-6 breaches once, however often the timer comes, after a crash too', () => {
    const told = schedulerRuns(story().opened(), '2026-09-01T09:30:00+08:00');
    schedulerRuns(told, '2026-09-01T10:00:00+08:00');
    expect(historyOf(told, 'acknowledge')).toEqual([
      'DeadlineSet',
      'DeadlineWarningRaised',
      'DeadlineBreached',
    ]);
    const { clock, dueAt } = clockOf(told, 'acknowledge');
    expect(told.do('RecordDeadlineBreach', { clock, dueAt }).lastTypes).toEqual([]);
    expect(told.do('RecordDeadlineWarning', { clock, dueAt }).lastTypes).toEqual([]);
  });

  it('CLK-6 comes too early: nothing is recorded', () => {
    const told = story().opened();
    const { clock, dueAt } = clockOf(told, 'acknowledge');
    expect(
      told.at('2026-09-01T09:29:59+08:00').do('RecordDeadlineWarning', { clock, dueAt }).lastTypes,
    ).toEqual([]);
    expect(
      told.at('2026-09-01T09:59:59+08:00').do('RecordDeadlineBreach', { clock, dueAt }).lastTypes,
    ).toEqual([]);
  });

  it('CLK-6 ignores a timer for another due time, for a clock that was met, and for none', () => {
    const told = story().opened();
    const timer = { clock: 'acknowledge', dueAt: '2026-09-01T02:00:00.000Z' };
    told.at('2026-09-01T12:00:00+08:00');
    expect(
      told.do('RecordDeadlineBreach', { ...timer, dueAt: '2026-09-01T01:59:00.000Z' }).lastTypes,
    ).toEqual([]);
    expect(told.do('RecordDeadlineBreach', { ...timer, clock: 'no-such-clock' }).lastTypes).toEqual([]);
    told.do('SendAcknowledgement', ACKNOWLEDGED);
    expect(told.do('RecordDeadlineBreach', timer).lastTypes).toEqual([]);
    expect(story().do('RecordDeadlineBreach', timer).lastTypes).toEqual([]);
  });

  it('CLK-6 records after days down every miss with its true due time, without a warning of what is over', () => {
    const told = schedulerRuns(classifiedAs('minor'), '2026-09-20T09:00:00+08:00');
    expect(eventsOf(told, 'DeadlineWarningRaised')).toEqual([]);
    expect(
      eventsOf(told, 'DeadlineBreached').map(({ data, metadata }) => [
        data.clock,
        data.dueAt,
        metadata.happenedAt,
      ]),
    ).toEqual([
      ['dispatch', '2026-09-01T01:10:00.000Z', '2026-09-01T01:10:00.000Z'],
      ['acknowledge', '2026-09-01T02:00:00.000Z', '2026-09-01T02:00:00.000Z'],
      ['resolve-minor', '2026-09-03T01:00:00.000Z', '2026-09-03T01:00:00.000Z'],
    ]);
    expect(eventsOf(told, 'DeadlineBreached')[0]?.metadata.recordedAt).toBe('2026-09-20T01:00:00.000Z');
  });

  it('CLK-6 names who answers for it at that moment: the owner, the department, or the level that has the case', () => {
    const responsible = (told = storyAt('dispatched')) =>
      eventsOf(schedulerRuns(told, '2026-09-03T12:00:00+08:00'), 'DeadlineBreached')
        .filter(({ data }) => data.clock.startsWith('resolve') || data.clock.startsWith('level'))
        .map(({ data }) => data.responsible);
    expect(responsible()).toEqual([{ role: 'department', department: 'engineering' }]);
    const escalated = storyAt('dispatched')
      .at('2026-09-02T18:00:00+08:00')
      .do('EscalateToManager', { reason: 'unresolved', explanation: 'Nobody came', complainantTold: true });
    expect(responsible(escalated)).toEqual([
      { role: 'affairs-supervisor', department: 'engineering', level: 'affairs-supervisor' },
    ]);
  });
});

describe('a month without a settlement (CLK-8)', () => {
  const A_MONTH_LATER = '2026-10-01T09:00:00+08:00';

  it('CLK-8 makes a complaint major by itself, which is no breach', () => {
    const told = classifiedAs('minor');
    schedulerRuns(told, '2026-10-01T08:59:59+08:00');
    expect(told.record.severity).toBe('minor');
    schedulerRuns(told, A_MONTH_LATER);
    expect(told.record.severity).toBe('major');
    expect(eventsOf(told, 'SeverityChanged').map(({ data }) => data.cause)).toEqual(['oneMonth']);
    expect(historyOf(told, 'one-month')).toEqual([
      'DeadlineSet',
      'DeadlineWarningRaised',
      'DeadlineCancelled',
    ]);
    expect(clockOf(told, 'one-month').status).toBe('expired');
    expect(clockOf(told, 'resolve').startedAt).toBe('2026-09-01T01:00:00.000Z');
  });

  it('CLK-8 leaves alone what is major already, no complaint, or found invalid', () => {
    expect(eventsOf(schedulerRuns(classifiedAs('major'), A_MONTH_LATER), 'SeverityChanged')).toEqual([]);
    const enquiry = classifiedAs('minor', { contactKind: 'enquiry' });
    expect(schedulerRuns(enquiry, A_MONTH_LATER).record.severity).toBe('minor');
    const invalid = classifiedAs('minor').letting(GENERAL_MANAGER, 'AssessValidity', {
      valid: false,
      reason: 'Not ours',
    });
    expect(schedulerRuns(invalid, A_MONTH_LATER).record.severity).toBe('minor');
  });

  it('CLK-8 counts from the receipt for what turns out to be a valid complaint only later', () => {
    const told = classifiedAs('minor').letting(GENERAL_MANAGER, 'AssessValidity', {
      valid: false,
      reason: 'Not ours',
    });
    schedulerRuns(told, A_MONTH_LATER);
    told
      .at('2026-10-05T09:00:00+08:00')
      .by(RECEIVER)
      .letting(GENERAL_MANAGER, 'AssessValidity', { valid: true, reason: 'It is ours' });
    schedulerRuns(told, '2026-10-05T09:00:01+08:00');
    expect(told.record.severity).toBe('major');
  });

  it('CLK-8 promotes also when the resolution comes before the scheduler is back', () => {
    const told = storyAt('implemented')
      .do('RecordFinding', { kind: 'inspection', content: 'Worn out', evidence: [] })
      .at('2026-10-06T09:00:00+08:00')
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });
    expect(told.record.severity).toBe('major');
    const [change] = eventsOf(told, 'SeverityChanged');
    expect(change?.metadata.happenedAt).toBe('2026-10-01T01:00:00.000Z');
  });

  it('CLK-8 makes major what was not even classified within the month', () => {
    const told = schedulerRuns(story().opened(), A_MONTH_LATER).by(RECEIVER);
    told.do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' });
    expect(told.record.severity).toBe('major');
  });
});

import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf, eventsOf, runningClocks, schedulerRuns } from '../../testing/clocks.ts';
import { GENERAL_MANAGER, residentialProperty, story } from '../../testing/story.ts';
import { storyAt } from '../../testing/stages.ts';

describe('promises (CLK-5)', () => {
  const promise = { dueAt: '2026-09-02T01:00:00.000Z', about: 'When the part comes' };
  const report = { method: 'phone', summary: 'It is on its way' } as const;

  it('CLK-5 are clocks with a warning, and kept by the next report', () => {
    const told = classifiedAs('important').do('PromiseReply', promise);
    expect(clockOf(told, 'promise:P1')).toMatchObject({
      ...{ kind: 'promise', startedAt: told.now, dueAt: promise.dueAt, warnAt: '2026-09-01T19:00:00.000Z' },
    });
    told.at('2026-09-01T15:00:00+08:00');
    told.do('ReportProgress', { ...report, nextPromise: '2026-09-03T01:00:00.000Z' });
    expect(clockOf(told, 'promise:P1').status).toBe('met');
    // The report that gives a promise does not keep it.
    expect(clockOf(told, 'promise:P2')).toMatchObject({
      status: 'running',
      dueAt: '2026-09-03T01:00:00.000Z',
    });
  });

  it('CLK-5 broken are breaches of the owner', () => {
    const told = schedulerRuns(
      classifiedAs('important').do('PromiseReply', promise),
      '2026-09-02T09:00:00+08:00',
    );
    expect(eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.kind === 'promise')).toMatchObject([
      { data: { clock: 'promise:P1', responsible: { role: 'owner', person: 'receiver-1' } } },
    ]);
  });

  it('CLK-5 are renewed with each report until the case is resolved', () => {
    const told = classifiedAs('important').do('PromiseReply', promise);
    told.do('ReportProgress', report).refused('new-promise-needed', 'CLK-5');
    const settled = storyAt('implemented')
      .do('PromiseReply', promise)
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });
    settled.at('2026-09-01T17:00:00+08:00');
    expect(settled.do('ReportProgress', report).lastTypes).toContain('DeadlineMet');
    expect(classifiedAs('important').do('ReportProgress', report).lastTypes).toContain('ProgressReported');
  });

  it('CLK-5 are kept by telling the outcome', () => {
    const told = storyAt('implemented')
      .do('PromiseReply', promise)
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });
    told.at('2026-09-01T17:00:00+08:00');
    told.do('NotifyOutcome', { to: 'complainant', method: 'phone', summary: 'It runs', written: false });
    expect(clockOf(told, 'promise:P1').status).toBe('met');
  });

  it('CLK-5 are made for a time to come', () => {
    const told = classifiedAs('important');
    told.do('PromiseReply', { ...promise, dueAt: told.now }).refused('time-in-the-past', 'CLK-5');
    told.do('ReportProgress', { ...report, nextPromise: told.now }).refused('time-in-the-past', 'CLK-5');
  });

  it('INT-6 the promised time of the first answer is one', () => {
    const told = story()
      .opened()
      .do('SendAcknowledgement', { method: 'phone', firstAnswerBy: promise.dueAt });
    expect(runningClocks(told)).toContain('promise:P1');
  });

  it('CLK-7 have the effects that the procedure gives to its promise clock, whatever it calls it', () => {
    const clocks = residentialProperty.clocks.map((rule) =>
      rule.kind === 'promise' ? { ...rule, id: 'word', breachEffects: ['escalate'] as const } : rule,
    );
    const told = classifiedAs('important', {}, { ...residentialProperty, clocks }).do(
      'PromiseReply',
      promise,
    );
    schedulerRuns(told, '2026-09-02T09:00:00+08:00');
    expect(told.record.level).toBe('affairs-supervisor');
  });
});

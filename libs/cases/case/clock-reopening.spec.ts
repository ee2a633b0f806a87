import { describe, expect, it } from 'vitest';
import { instant, instantOf, millisOf } from '#event-sourcing';
import {
  classifiedAs,
  clockOf,
  clocksOf,
  eventsOf,
  runningClocks,
  schedulerRuns,
} from '../testing/clocks.ts';
import { GENERAL_MANAGER } from '../testing/story.ts';
import { storyAt, UNFOUNDED } from '../testing/stages.ts';

describe('clocks of a case that ends or begins anew (OUT-6)', () => {
  it('LIF-2 no clock runs on after a withdrawal, and what was overdue is on record', () => {
    const told = classifiedAs('important')
      .at('2026-09-05T09:00:00+08:00')
      .by(GENERAL_MANAGER)
      .do('WithdrawCase', { reason: 'Moved out' });
    expect(runningClocks(told)).toEqual([]);
    expect(told.last('DeadlineBreached').map(({ clock }) => clock)).toContain('resolve');
    expect(told.last('DeadlineCancelled').every(({ why }) => why === 'ended')).toBe(true);
  });

  it('OUT-4 a follow-up that closes the case has met its clock', () => {
    const told = storyAt('outcomeNotified').do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    told.by({ id: 'caller-1', roles: ['caller'] });
    told.do('RecordFollowUp', { method: 'phone', reached: true, satisfaction: 4 });
    expect(told.record.stage).toBe('closed');
    expect(clockOf(told, 'follow-up').status).toBe('met');
    expect(runningClocks(told)).toEqual([]);
  });

  it('OUT-6 the clocks of a reopened case go on with the time used up; while it was settled they stood still', () => {
    const told = storyAt('closed').at('2026-10-15T10:00:00+08:00');
    const { endedAt = '', dueAt } = clockOf(told, 'resolve-minor');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'It stands still again' });
    expect(clockOf(told, 'resolve-minor').status).toBe('met');
    const left = millisOf(instant(dueAt)) - millisOf(instant(endedAt));
    expect(clockOf(told, 'resolve-minor#2')).toMatchObject({
      ...{ status: 'running', startedAt: '2026-09-01T01:00:00.000Z' },
      dueAt: instantOf(millisOf(told.now) + left),
    });
    // INT-6: whoever opens it again has been heard.
    expect(runningClocks(told)).toEqual(['resolve-minor#2', 'one-month#2']);
  });

  it.each(['newFacts', 'correction'] as const)(
    'OUT-6 CLK-4 resolved and reopened for %s before anybody heard of it gives nobody a minute',
    (cause) => {
      const told = storyAt('resolved');
      const { dueAt } = clockOf(told, 'resolve-minor');
      for (const time of ['2026-09-02T09:00:00+08:00', '2026-09-02T21:00:00+08:00']) {
        told.at(time).by(GENERAL_MANAGER);
        if (!told.record.resolved)
          told.do('ConcludeInvestigation', UNFOUNDED).do('ResolveCase', { summary: 'Nothing' });
        told.do('ReopenCase', { cause, reason: 'Not yet' }).accepted();
        expect(clocksOf(told).findLast(({ rule }) => rule === 'resolve-minor')?.dueAt).toBe(dueAt);
      }
    },
  );

  it('OUT-6 CLK-9 an end by mistake is no pause: what ran out meanwhile is missed when it is taken back', () => {
    const told = classifiedAs('minor').at('2026-09-03T08:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' });
    told.at('2026-09-23T08:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'That was the neighbour' });
    const reopened = told.now;
    schedulerRuns(told, '2026-09-23T09:00:00+08:00');
    expect(clockOf(told, 'resolve-minor#2')).toMatchObject({
      ...{ breached: true, dueAt: '2026-09-03T01:00:00.000Z' },
    });
    const [missed] = eventsOf(told, 'DeadlineBreached').filter(
      ({ data }) => data.clock === 'resolve-minor#2',
    );
    expect(missed?.metadata.happenedAt).toBe(reopened);
  });

  it('OUT-6 REP-2 what was missed before an end that was taken back is owed as that miss, and done late', () => {
    const told = schedulerRuns(classifiedAs('minor'), '2026-09-04T09:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' });
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'The neighbour' });
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'resolve-minor#2', missed: true, missedAs: 'resolve-minor' }),
    );
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Moved out' });
    expect(told.last('DeadlineCancelled')).toContainEqual(
      expect.objectContaining({ clock: 'resolve-minor#2', missedAs: 'resolve-minor' }),
    );
  });

  it('OUT-6 a wish that lies before the reopening does not make the case overdue at once', () => {
    const wish = { requestedBy: '2026-09-01T09:00:00.000Z' };
    const told = classifiedAs('minor', wish).letting(GENERAL_MANAGER, 'WithdrawCase', {
      reason: 'Works again',
    });
    told
      .at('2026-09-10T09:00:00+08:00')
      .letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Broken again' });
    expect(clockOf(told, 'resolve-minor#2').dueAt).toBe('2026-09-12T01:00:00.000Z');
  });

  it('OUT-6 CLK-9 a case that stood still when it ended does not do so when it is reopened', () => {
    const told = classifiedAs('minor').do('PauseClocks', {
      reason: 'waitingForComplainant',
      explanation: 'Away',
    });
    told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Works again' }).at('2026-09-10T09:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Broken again' });
    expect(clockOf(told, 'resolve-minor#2').pauses.filter(({ to }) => to === undefined)).toEqual([]);
  });

  it('OUT-6 nobody owes the outcome of a resolution that was taken back', () => {
    const told = storyAt('resolved').letting(GENERAL_MANAGER, 'ReopenCase', {
      cause: 'correction',
      reason: 'Resolved by mistake',
    });
    expect(clockOf(told, 'notify-outcome').status).toBe('cancelled');
    expect(runningClocks(told)).not.toContain('notify-outcome');
  });

  it('OUT-6 INT-9 a reopening gives nobody more time for what is still owed to the regulator', () => {
    const told = classifiedAs('minor', { channel: 'regulator' });
    const foundInvalid = () =>
      told
        .letting(GENERAL_MANAGER, 'AssessValidity', { valid: false, reason: 'No' })
        .do('ExplainInvalidity', { method: 'phone', explanation: 'Not ours', accepted: true });
    const { dueAt } = clockOf(told, 'regulator-answer:R1');
    foundInvalid()
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' })
      .at('2026-09-02T09:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'New photographs' });
    expect(clockOf(told, 'regulator-answer:R1')).toMatchObject({ status: 'running', dueAt });
    told.at('2026-09-02T10:00:00+08:00');
    foundInvalid().letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained again' });
    told.do('NotifyOutcome', { to: 'regulator', method: 'letter', summary: 'Not ours', written: true });
    expect(clocksOf(told).filter(({ rule }) => rule === 'regulator-answer')).toMatchObject([
      { status: 'met' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  becomes,
  classifiedAs,
  clockOf,
  eventsOf,
  historyOf,
  runningClocks,
  schedulerRuns,
} from '../testing/clocks.ts';
import { GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, story } from '../testing/story.ts';

const MINOR = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;

describe('clocks of a case that is classified anew (CLS-4)', () => {
  it('CLS-4 moves a clock to the time of the new severity, counted from its original start', () => {
    const told = becomes(classifiedAs('important').at('2026-09-03T09:00:00+08:00'), 'major');
    expect(told.last('DeadlineMoved').find(({ clock }) => clock === 'resolve')).toEqual({
      ...{ clock: 'resolve', allowance: { elapsedMinutes: 14_400 }, cause: 'severityChanged' },
      ...{ from: '2026-09-04T01:00:00.000Z', to: '2026-09-11T01:00:00.000Z' },
      warnAt: '2026-09-08T13:00:00.000Z',
    });
    expect(clockOf(told, 'clear-answer')).toMatchObject({ startedAt: '2026-09-01T01:00:00.000Z' });
  });

  it('CLS-4 cancels what the new severity does not know and starts what it does, from the original start', () => {
    const told = becomes(classifiedAs('minor').at('2026-09-02T09:00:00+08:00'), 'important');
    expect(clockOf(told, 'resolve-minor')).toMatchObject({
      status: 'cancelled',
      cancelledFor: 'notApplicable',
    });
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-04T01:00:00.000Z');
  });

  it('CLS-4 runs a clock again that applies again, from its original start', () => {
    const told = becomes(classifiedAs('minor').at('2026-09-02T09:00:00+08:00'), 'important');
    becomes(told.by(GENERAL_MANAGER), 'minor');
    expect(clockOf(told, 'resolve-minor#2')).toMatchObject({
      ...{ status: 'running', startedAt: '2026-09-01T01:00:00.000Z', dueAt: '2026-09-03T01:00:00.000Z' },
    });
    expect(runningClocks(told).filter((clock) => clock.startsWith('resolve'))).toEqual(['resolve-minor#2']);
  });

  it('CLS-4 a change that would leave no time leaves the due time of the clock whose place is taken', () => {
    const told = becomes(
      classifiedAs('important').at('2026-09-03T15:00:00+08:00').by(GENERAL_MANAGER),
      'minor',
    );
    // Two days from the start would have been over six hours ago.
    expect(clockOf(told, 'resolve-minor')).toMatchObject({
      ...{ breached: false, startedAt: '2026-09-01T01:00:00.000Z', carriedOver: true },
      dueAt: '2026-09-04T01:00:00.000Z',
    });
    schedulerRuns(told, '2026-09-04T09:00:00+08:00');
    const [missed] = eventsOf(told, 'DeadlineBreached').filter(({ data }) => data.clock === 'resolve-minor');
    expect(missed?.data).toMatchObject({ dueAt: '2026-09-04T01:00:00.000Z', severity: 'minor' });
  });

  it('CLK-6 what was missed stays missed when more time is given: the clock runs anew from its original start', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-04T09:00:00+08:00').by(RECEIVER);
    becomes(told.at('2026-09-05T09:00:00+08:00'), 'major');
    expect(historyOf(told, 'resolve')).toEqual(['DeadlineSet', 'DeadlineBreached']);
    expect(clockOf(told, 'resolve').status).toBe('running');
    expect(clockOf(told, 'resolve#2')).toMatchObject({
      ...{ status: 'running', breached: false, startedAt: '2026-09-01T01:00:00.000Z' },
      dueAt: '2026-09-11T01:00:00.000Z',
    });
    schedulerRuns(told, '2026-09-11T09:00:00+08:00');
    expect(eventsOf(told, 'BreachWithdrawn')).toEqual([]);
    expect(historyOf(told, 'resolve#2').filter((type) => type === 'DeadlineBreached')).toHaveLength(1);
  });

  it('CLK-6 a missed time is counted once, however often the severity goes to and fro', () => {
    const told = schedulerRuns(classifiedAs('minor'), '2026-09-03T09:00:00+08:00').by(GENERAL_MANAGER);
    for (const [day, severity] of (['important', 'minor', 'important', 'minor'] as const).entries()) {
      becomes(told.at(`2026-09-0${String(day + 4)}T09:30:00+08:00`).by(GENERAL_MANAGER), severity);
      schedulerRuns(told, `2026-09-0${String(day + 4)}T10:00:00+08:00`);
    }
    const missed = eventsOf(told, 'DeadlineBreached').map(
      ({ data }) => `${data.clock.replace(/#.*/, '')} ${data.dueAt ?? ''}`,
    );
    expect(missed.filter((each) => each.startsWith('resolve-minor'))).toHaveLength(1);
    expect(missed).toEqual([...new Set(missed)]);
  });

  it('CLK-6 a missed time that a shorter allowance brings back is not missed again', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-04T09:00:00+08:00').by(GENERAL_MANAGER);
    becomes(told.at('2026-09-05T09:00:00+08:00'), 'major');
    becomes(told.at('2026-09-06T09:00:00+08:00'), 'important');
    expect(historyOf(told, 'resolve#2').slice(-1)).toEqual(['DeadlineCancelled']);
    expect(runningClocks(told)).not.toContain('resolve#3');
    schedulerRuns(told, '2026-09-06T10:00:00+08:00').by(GENERAL_MANAGER);
    becomes(told, 'major');
    expect(clockOf(told, 'resolve#3')).toMatchObject({ dueAt: '2026-09-11T01:00:00.000Z', breached: false });
    const ofResolve = eventsOf(told, 'DeadlineBreached').filter(({ data }) =>
      data.clock.startsWith('resolve'),
    );
    expect(ofResolve).toHaveLength(1);
  });

  it('CLK-6 finds the miss of a scheduler that was down when more time is given afterwards', () => {
    const told = becomes(classifiedAs('important').at('2026-09-05T09:00:00+08:00'), 'major');
    expect(told.last('DeadlineBreached').filter(({ clock }) => clock === 'resolve')).toMatchObject([
      { dueAt: '2026-09-04T01:00:00.000Z', foundBy: 'lateRecord' },
    ]);
    expect(clockOf(told, 'resolve#2').dueAt).toBe('2026-09-11T01:00:00.000Z');
  });

  it('CLS-4 CLK-6 what was missed and would be over under the new severity too is given no further time', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-20T09:00:00+08:00').by(RECEIVER);
    becomes(told, 'major');
    expect(historyOf(told, 'resolve')).toEqual(['DeadlineSet', 'DeadlineBreached']);
    expect(runningClocks(told).filter((clock) => clock.startsWith('resolve'))).toEqual(['resolve']);
  });

  it('CLS-4 nor is it under another clock: three days that are over leave two that were missed', () => {
    const told = schedulerRuns(classifiedAs('minor'), '2026-09-04T10:00:00+08:00');
    becomes(told, 'important');
    expect(runningClocks(told).filter((clock) => clock.startsWith('resolve'))).toEqual(['resolve-minor']);
  });

  it('CLS-4 what a change asks for and was due for nobody counts from when it began to apply', () => {
    const told = becomes(schedulerRuns(classifiedAs('important'), '2026-09-20T09:00:00+08:00'), 'major');
    expect(clockOf(told, 'clear-answer')).toMatchObject({
      countsFrom: told.now,
      dueAt: '2026-09-22T01:00:00.000Z',
    });
    // To and fro gives no more time.
    becomes(told.at('2026-09-21T09:00:00+08:00'), 'important');
    becomes(told.at('2026-09-21T10:00:00+08:00'), 'major');
    expect(clockOf(told, 'clear-answer#2').dueAt).toBe('2026-09-22T01:00:00.000Z');
  });

  it.each(['2026-09-03T09:06:00+08:00', '2026-09-23T09:00:00+08:00'])(
    'CLK-3 CLS-4 first classified when the time was over, at %s: missed at that moment, due from the start',
    (time) => {
      const told = story().opened().at(time).do('ClassifyCase', MINOR).accepted();
      const classified = told.now;
      schedulerRuns(told, '2026-09-25T09:00:00+08:00');
      expect(clockOf(told, 'resolve-minor')).toMatchObject({
        ...{ breached: true, dueAt: '2026-09-03T01:00:00.000Z' },
      });
      const [missed] = eventsOf(told, 'DeadlineBreached').filter(
        ({ data }) => data.clock === 'resolve-minor',
      );
      expect(missed).toMatchObject({ data: { severity: 'minor' }, metadata: { happenedAt: classified } });
    },
  );

  it('CLK-4 an extension outlives a shorter time and gives way to a longer one', () => {
    const told = classifiedAs('important').at('2026-09-03T09:00:00+08:00').by(GENERAL_MANAGER);
    told.do('GrantExtension', { clock: 'resolve', to: '2026-09-06T01:00:00.000Z', reason: 'Spare part' });
    becomes(told, 'major');
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-11T01:00:00.000Z');
    becomes(told, 'important');
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-06T01:00:00.000Z');
  });

  it('CLK-4 CLS-4 an extension outlives a severity that has no such clock', () => {
    const told = classifiedAs('minor').by(OFFICE_DIRECTOR);
    told.do('GrantExtension', {
      ...{ clock: 'resolve-minor', to: '2026-09-10T01:00:00.000Z', reason: 'Spare part' },
    });
    becomes(told.at('2026-09-02T09:00:00+08:00'), 'important');
    becomes(told.at('2026-09-02T10:00:00+08:00'), 'minor');
    expect(clockOf(told, 'resolve-minor#2').dueAt).toBe('2026-09-10T01:00:00.000Z');
    becomes(told.at('2026-09-02T11:00:00+08:00'), 'important');
    becomes(told.at('2026-09-02T12:00:00+08:00'), 'minor');
    expect(clockOf(told, 'resolve-minor#3').dueAt).toBe('2026-09-10T01:00:00.000Z');
  });

  it('CLS-4 a clock set late knows of the answer that came in its time, not only of the last one', () => {
    const told = classifiedAs('important').at('2026-09-01T12:00:00+08:00');
    told.do('PrepareSolutions', { options: [{ description: 'Repair' }, { description: 'Replace' }] });
    told.letting(OFFICE_DIRECTOR, 'OfferSolution', { method: 'phone' });
    told.do('RejectSolution', { option: 'S1', objection: 'It will fail again' });
    told.at('2026-09-03T17:00:00+08:00').letting(OFFICE_DIRECTOR, 'OfferSolution', { method: 'phone' });
    becomes(told.at('2026-09-03T18:00:00+08:00'), 'major');
    expect(historyOf(told, 'clear-answer')).toEqual(['DeadlineSet', 'DeadlineMet']);
    expect(clockOf(told, 'clear-answer')).toMatchObject({
      breached: false,
      endedAt: '2026-09-01T04:00:00.000Z',
    });
  });

  it('CLK-9 the time for which the case stood still counts for a clock that is set from its original start', () => {
    const waiting = { reason: 'waitingForComplainant', explanation: 'Nobody at home' } as const;
    const told = classifiedAs('minor').at('2026-09-01T12:00:00+08:00').do('PauseClocks', waiting);
    told.at('2026-09-02T12:00:00+08:00').do('ResumeClocks', { explanation: 'At home again' });
    told.at('2026-09-02T13:00:00+08:00').do('PauseClocks', waiting);
    becomes(told.at('2026-09-02T14:00:00+08:00'), 'important');
    expect(historyOf(told, 'resolve')).toEqual([
      'DeadlineSet',
      'DeadlineMoved',
      'DeadlineMoved',
      'DeadlineMoved',
    ]);
    expect(clockOf(told, 'resolve')).toMatchObject({
      dueAt: '2026-09-05T01:00:00.000Z',
      pauses: [
        { from: '2026-09-01T04:00:00.000Z', to: '2026-09-02T04:00:00.000Z' },
        { from: '2026-09-02T05:00:00.000Z' },
      ],
    });
    told.at('2026-09-02T15:00:00+08:00').do('ResumeClocks', { explanation: 'At home again' });
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-05T03:00:00.000Z');
  });
});

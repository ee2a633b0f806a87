import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf, historyOf, schedulerRuns } from '../../testing/clocks.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  residentialProperty,
} from '../../testing/story.ts';
import { storyAt } from '../../testing/stages.ts';

const LATER = '2026-09-06T01:00:00.000Z';
const extension = { clock: 'resolve', to: LATER, reason: 'The spare part comes on Saturday' };
const refusal = { clock: 'resolve', requested: LATER, reason: 'The part is in store' };

describe('extensions (CLK-4)', () => {
  it('CLK-4 are granted by the right approver before the time runs out, and move the due time and the warning', () => {
    const told = classifiedAs('important').at('2026-09-03T09:00:00+08:00').by(GENERAL_MANAGER);
    told.do('GrantExtension', extension);
    const moved = { clock: 'resolve', from: '2026-09-04T01:00:00.000Z', to: LATER };
    expect(told.last('ExtensionGranted')).toEqual([
      { ...moved, reason: extension.reason, approverLevel: 'general-manager' },
    ]);
    expect(told.last('DeadlineMoved')).toEqual([
      { ...moved, cause: 'extended', warnAt: '2026-09-04T19:00:00.000Z' },
    ]);
    expect(clockOf(told, 'resolve')).toMatchObject({ dueAt: LATER, extendedTo: LATER, extendedAt: told.now });
    schedulerRuns(told, '2026-09-04T10:00:00+08:00');
    expect(clockOf(told, 'resolve').breached).toBe(false);
  });

  it.each([
    ['minor', 'resolve-minor', AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR],
    ['important', 'resolve', OFFICE_DIRECTOR, GENERAL_MANAGER],
  ] as const)('CLK-4 of a %s case need their approver or above', (severity, clock, below, approver) => {
    const told = classifiedAs(severity).by(below);
    told.do('GrantExtension', { ...extension, clock }).refused('not-authorised', 'CLK-4');
    told.do('RefuseExtension', { ...refusal, clock }).refused('not-authorised', 'CLK-4');
    expect(told.by(approver).do('GrantExtension', { ...extension, clock }).lastTypes).toContain(
      'DeadlineMoved',
    );
    told
      .by(GENERAL_MANAGER)
      .do('GrantExtension', { ...extension, clock, to: '2026-09-08T01:00:00.000Z' })
      .accepted();
  });

  it('CLK-4 are recorded when they are refused, and the time stays as it is', () => {
    const told = classifiedAs('important').by(GENERAL_MANAGER).do('RefuseExtension', refusal);
    expect(told.last('ExtensionRefused')).toEqual([{ ...refusal, approverLevel: 'general-manager' }]);
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-04T01:00:00.000Z');
  });

  it('CLK-4 are not possible for a clock or a severity that the procedure does not name', () => {
    const told = classifiedAs('major').by(GENERAL_MANAGER);
    told.do('GrantExtension', extension).refused('extension-not-allowed', 'CLK-4');
    told.do('RefuseExtension', refusal).refused('extension-not-allowed', 'CLK-4');
    told.do('GrantExtension', { ...extension, clock: 'receipt:D9' }).refused('no-running-clock', 'CLK-1');
    told.do('RefuseExtension', { ...refusal, clock: 'receipt:D9' }).refused('no-running-clock', 'CLK-1');
  });

  it('CLK-4 come too late once the time has run out, whether or not the miss has been recorded', () => {
    const told = classifiedAs('important').at('2026-09-04T09:00:01+08:00').by(GENERAL_MANAGER);
    told.do('GrantExtension', extension).refused('deadline-expired', 'CLK-4');
    schedulerRuns(told, '2026-09-04T10:00:00+08:00').by(GENERAL_MANAGER);
    told.do('GrantExtension', extension).refused('deadline-expired', 'CLK-4');
  });

  it('CLK-4 dated back to before the time ran out come too late all the same, whatever is on record', () => {
    const told = classifiedAs('important').at('2026-09-04T18:00:00+08:00').by(GENERAL_MANAGER);
    const inTime = { happenedAt: '2026-09-03T17:00:00+08:00' };
    told.do('GrantExtension', extension, inTime).refused('deadline-expired', 'CLK-4');
    schedulerRuns(told, '2026-09-04T18:00:00+08:00').by(GENERAL_MANAGER);
    told.do('GrantExtension', extension, inTime).refused('deadline-expired', 'CLK-4');
  });

  it('CLK-4 come too late a few minutes after it too: the miss is on record by then', () => {
    const told = classifiedAs('important').at('2026-09-04T09:10:00+08:00').by(GENERAL_MANAGER);
    told
      .do('GrantExtension', extension, { happenedAt: '2026-09-04T08:59:00+08:00' })
      .refused('deadline-expired', 'CLK-4');
  });

  it('CLK-4 give more time, never less', () => {
    const told = classifiedAs('important').by(GENERAL_MANAGER);
    told.do('GrantExtension', { ...extension, to: '2026-09-04T01:00:00.000Z' }).refused('not-later', 'CLK-4');
  });

  describe('with a longest sum', () => {
    const extensions = residentialProperty.extensions.map((rule) => ({
      ...rule,
      longest: { elapsedMinutes: 2 * 24 * 60 },
    }));
    const bounded = { ...residentialProperty, extensions };
    const to = (time: string) => ({ ...extension, to: time });

    it('CLK-4 go to the very end of it, and no further', () => {
      const told = classifiedAs('important', {}, bounded).by(GENERAL_MANAGER);
      told.do('GrantExtension', to('2026-09-06T01:00:00.001Z')).refused('too-long', 'CLK-4');
      told.do('GrantExtension', to('2026-09-06T01:00:00.000Z')).accepted();
    });

    it('CLK-4 add up: a second one does not begin a new sum', () => {
      const told = classifiedAs('important', {}, bounded).by(GENERAL_MANAGER);
      told.do('GrantExtension', to('2026-09-05T01:00:00.000Z')).accepted();
      told.do('GrantExtension', to('2026-09-06T01:00:00.001Z')).refused('too-long', 'CLK-4');
      told.do('GrantExtension', to('2026-09-06T01:00:00.000Z')).accepted();
    });
  });

  it('INV-4 are not approved by the one complained about', () => {
    const respondents = [{ kind: 'person', staffId: GENERAL_MANAGER.id }] as const;
    const told = classifiedAs('important', { respondents }).by(GENERAL_MANAGER);
    told.do('GrantExtension', extension).refused('conflict-of-interest', 'INV-4');
    told.do('RefuseExtension', refusal).refused('conflict-of-interest', 'INV-4');
  });
});

describe('pauses (CLK-9)', () => {
  const waiting = { reason: 'waitingForComplainant', explanation: 'Nobody at home' } as const;
  const back = { explanation: 'At home again' };

  it('CLK-9 let pausable clocks stand still, and move them by the time they stood', () => {
    const told = classifiedAs('important').at('2026-09-02T09:00:00+08:00').do('PauseClocks', waiting);
    expect(told.last('DeadlineMoved').map(({ clock, cause }) => [clock, cause])).toEqual([
      ['resolve', 'paused'],
    ]);
    schedulerRuns(told, '2026-09-05T09:00:00+08:00').by(RECEIVER);
    expect(clockOf(told, 'resolve').breached).toBe(false);
    const timer = { clock: 'resolve', dueAt: '2026-09-04T01:00:00.000Z' };
    expect(told.do('RecordDeadlineBreach', timer).lastTypes).toEqual([]);
    told.do('ResumeClocks', back);
    expect(told.last('DeadlineMoved')).toEqual([
      {
        ...{
          clock: 'resolve',
          cause: 'resumed',
          from: '2026-09-04T01:00:00.000Z',
          to: '2026-09-07T01:00:00.000Z',
        },
        warnAt: '2026-09-06T07:00:00.000Z',
      },
    ]);
  });

  it('CLK-9 are shown with the clock', () => {
    const told = classifiedAs('important').at('2026-09-02T09:00:00+08:00').do('PauseClocks', waiting);
    told.at('2026-09-02T10:00:00+08:00').do('ResumeClocks', back);
    expect(clockOf(told, 'resolve').pauses).toEqual([
      { from: '2026-09-02T01:00:00.000Z', to: '2026-09-02T02:00:00.000Z', reason: 'waitingForComplainant' },
    ]);
  });

  it('CLK-9 happen once, however often they are asked for', () => {
    const told = classifiedAs('important').do('PauseClocks', waiting);
    expect(told.do('PauseClocks', waiting).lastTypes).toEqual([]);
    told.do('ResumeClocks', back).do('ResumeClocks', back).refused('not-paused', 'CLK-9');
  });

  it('CLK-9 need the procedure to allow them', () => {
    const strict = { ...residentialProperty, pauseReasons: ['waitingForThirdParty'] as const };
    classifiedAs('important', {}, strict).do('PauseClocks', waiting).refused('pause-not-allowed', 'CLK-9');
  });

  it('CLK-9 do not save a clock whose time had run out before', () => {
    const told = classifiedAs('important').at('2026-09-05T09:00:00+08:00').do('PauseClocks', waiting);
    expect(told.lastTypes).toContain('DeadlineBreached');
    expect(told.last('DeadlineMoved')).toEqual([]);
    told.at('2026-09-09T09:00:00+08:00').letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Moved out' });
    expect(historyOf(told, 'resolve')).toEqual(['DeadlineSet', 'DeadlineBreached', 'DeadlineCancelled']);
  });

  it('CLK-9 from an earlier time on need a level, and take no breach back that is on record', () => {
    const told = schedulerRuns(classifiedAs('important'), '2026-09-04T09:00:00+08:00').by(RECEIVER);
    told.at('2026-09-04T18:00:00+08:00');
    const earlier = { happenedAt: '2026-09-03T09:00:00+08:00' };
    told.do('PauseClocks', waiting, earlier).refused('not-authorised', 'CLK-9');
    told.by(GENERAL_MANAGER).do('PauseClocks', waiting, earlier);
    expect(told.lastTypes).toEqual(['ClocksPaused']);
    expect(clockOf(told, 'resolve')).toMatchObject({ breached: true, dueAt: '2026-09-04T01:00:00.000Z' });
  });

  it('CLK-9 after an extension move the extended time too', () => {
    const told = classifiedAs('important').by(GENERAL_MANAGER).do('GrantExtension', extension).by(RECEIVER);
    told.at('2026-09-02T09:00:00+08:00').do('PauseClocks', waiting);
    told.at('2026-09-03T09:00:00+08:00').do('ResumeClocks', back);
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-07T01:00:00.000Z');
  });

  it('CLK-9 CLK-3 leave the moment that the resident asked for where it is', () => {
    const told = classifiedAs('minor', { requestedBy: '2026-09-05T01:00:00.000Z' }).do(
      'PauseClocks',
      waiting,
    );
    told.at('2026-09-02T09:00:00+08:00').do('ResumeClocks', back);
    expect(clockOf(told, 'resolve-minor')).toMatchObject({ pauses: [], dueAt: '2026-09-05T01:00:00.000Z' });
  });

  it('CLK-9 end with the resolution: a reopened case does not stand still', () => {
    const told = storyAt('implemented')
      .do('PauseClocks', waiting)
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });
    told
      .at('2026-09-03T09:00:00+08:00')
      .letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Broken again' });
    const { status, pauses } = clockOf(told, 'resolve-minor#2');
    expect(status).toBe('running');
    expect(pauses.filter(({ to }) => to === undefined)).toEqual([]);
    told.do('ResumeClocks', back).refused('not-paused', 'CLK-9');
  });

  it('CLK-5 a promise is kept also while the clocks stand still', () => {
    const told = classifiedAs('important').do('PromiseReply', {
      dueAt: '2026-09-02T01:00:00.000Z',
      about: 'Parts',
    });
    told.do('PauseClocks', waiting);
    schedulerRuns(told, '2026-09-02T09:00:00+08:00');
    expect(clockOf(told, 'promise:P1')).toMatchObject({ pauses: [], breached: true });
  });
});

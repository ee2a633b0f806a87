import { describe, expect, it } from 'vitest';
import {
  residentialProperty,
  story,
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
} from '../../testing/story.ts';
import {
  becomes,
  classifiedAs,
  clockOf,
  clocksOf,
  eventsOf,
  historyOf,
  runningClocks,
  schedulerRuns,
} from '../../testing/clocks.ts';
import { storyAt } from '../../testing/stages.ts';
import { days, movedTo, versionTwo, withClock } from '../../testing/versions.ts';

const AT_TEN = '2026-09-02T10:00:00+08:00';
const started = () => classifiedAs('important').at(AT_TEN);
const resolveIn = (count: number) => withClock('resolve', { allowance: days(count) });

describe('moving a case to another version of its procedure (D13)', () => {
  it('D13 records from which rules to which, and why', () => {
    const told = started().letting(
      GENERAL_MANAGER, 'MoveToVersion', { version: 2, reason: 'New rules' }, { target: versionTwo() },
    ); // prettier-ignore
    expect(told.last('CaseMovedToVersion')).toEqual([
      {
        from: { id: 'residential-property', version: 1, rules: residentialProperty.contentHash },
        to: { id: 'residential-property', version: 2, rules: 'second' },
        reason: 'New rules',
      },
    ]);
    expect(told.lastTypes.filter((type) => type !== 'DeadlineBreached')).toEqual(['CaseMovedToVersion']);
    expect(told.record.procedure).toMatchObject({ version: 2, rules: 'second' });
  });

  it('D13 counts a running clock from its original start by the other version', () => {
    const told = movedTo(started(), resolveIn(5));
    expect(clockOf(told, 'resolve')).toMatchObject({
      ...{ startedAt: '2026-09-01T01:00:00.000Z', dueAt: '2026-09-06T01:00:00.000Z', status: 'running' },
    });
    expect(eventsOf(told, 'DeadlineMoved').at(-1)?.data).toMatchObject({
      ...{ clock: 'resolve', cause: 'rulesChanged', from: '2026-09-04T01:00:00.000Z' },
    });
    // What comes after goes by the other version.
    becomes(told.at('2026-09-02T11:00:00+08:00'), 'major');
    expect(clockOf(told, 'resolve').dueAt).toBe('2026-09-06T01:00:00.000Z');
  });

  it('D13 moves the warning also where the due time stays', () => {
    const told = movedTo(started(), withClock('resolve', { warnAt: 0.5 }));
    expect(clockOf(told, 'resolve')).toMatchObject({
      ...{ dueAt: '2026-09-04T01:00:00.000Z', warnAt: '2026-09-02T13:00:00.000Z' },
    });
  });

  it('D13 makes nobody late by rules that did not hold: a time that would be over stays as it was', () => {
    const told = movedTo(started(), resolveIn(1));
    expect(clockOf(told, 'resolve')).toMatchObject({ dueAt: '2026-09-04T01:00:00.000Z', breached: false });
    schedulerRuns(told, '2026-09-03T23:00:00+08:00');
    expect(clockOf(told, 'resolve').breached).toBe(false);
  });

  it('D13, CLK-6 leaves on record what was missed before, and the time of it', () => {
    const late = schedulerRuns(classifiedAs('important'), '2026-09-05T09:00:00+08:00');
    const told = movedTo(late, resolveIn(30));
    expect(clockOf(told, 'resolve')).toMatchObject({ breached: true, dueAt: '2026-09-04T01:00:00.000Z' });
    expect(eventsOf(told, 'BreachWithdrawn')).toEqual([]);
  });

  it('D13, CLK-6 records what was missed by the old rules before it goes by the new ones', () => {
    const told = movedTo(classifiedAs('important').at('2026-09-05T09:00:00+08:00'), resolveIn(30));
    expect(historyOf(told, 'resolve').filter((type) => type === 'DeadlineBreached')).toHaveLength(1);
    const order = told.events.map(({ type }) => type);
    expect(order.lastIndexOf('DeadlineBreached')).toBeLessThan(order.indexOf('CaseMovedToVersion'));
  });

  it('D13 takes no miss back because less counts as done in the other version', () => {
    const late = schedulerRuns(
      classifiedAs('important').do('SendAcknowledgement', { method: 'phone' }).accepted(),
      '2026-09-05T09:00:00+08:00',
    );
    const told = movedTo(late, withClock('resolve', { stops: ['acknowledged', 'resolved'] }));
    expect(eventsOf(told, 'BreachWithdrawn')).toEqual([]);
    expect(clockOf(told, 'resolve')).toMatchObject({ status: 'cancelled', breached: true });
  });

  it('D13 leaves a clock that was met too late as it was, whatever counts as done by now', () => {
    const acknowledgedLate = story()
      .opened()
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
      .at('2026-09-01T12:00:00+08:00')
      .do('SendAcknowledgement', { method: 'phone' })
      .accepted();
    const told = movedTo(
      acknowledgedLate.at('2026-09-01T13:00:00+08:00'),
      withClock('acknowledge', { stops: ['classified', 'acknowledged'] }),
    );
    expect(clockOf(told, 'acknowledge')).toMatchObject({ status: 'met', breached: true });
    expect(eventsOf(told, 'BreachWithdrawn')).toEqual([]);
  });

  it('D13 ends the clock that the other version does not have, and begins the one that it has more', () => {
    const more = { ...residentialProperty.clocks[0], id: 'inspect', kind: 'resolve', stops: ['resolved'] };
    const target = versionTwo({
      clocks: [
        ...residentialProperty.clocks.filter(({ id }) => id !== 'resolve'),
        { ...more, allowance: days(4) } as (typeof residentialProperty.clocks)[number],
      ],
    });
    const told = movedTo(started(), target);
    expect(clockOf(told, 'resolve')).toMatchObject({ status: 'cancelled', cancelledFor: 'notApplicable' });
    expect(clockOf(told, 'inspect')).toMatchObject({ status: 'running', dueAt: '2026-09-05T01:00:00.000Z' });
  });

  it('D13 begins a clock anew that begins with something else there', () => {
    const told = movedTo(
      started().do('DispatchCase', {}).accepted(),
      withClock('resolve', { starts: 'dispatched' }),
    );
    expect(clockOf(told, 'resolve')).toMatchObject({ status: 'cancelled', cancelledFor: 'replaced' });
    expect(runningClocks(told).filter((name) => name.startsWith('resolve'))).toEqual(['resolve:D1']);
    expect(clockOf(told, 'resolve:D1')).toMatchObject({ startedAt: '2026-09-02T02:00:00.000Z' });
  });

  it('D13 begins it anew from there also for the case as a whole', () => {
    const acknowledged = started().do('SendAcknowledgement', { method: 'phone' }).accepted();
    const told = movedTo(
      acknowledged.at('2026-09-02T11:00:00+08:00'),
      withClock('resolve', { starts: 'acknowledged' }),
    );
    expect(clockOf(told, 'resolve#2')).toMatchObject({ startedAt: '2026-09-02T02:00:00.000Z' });
  });

  it('D13, CLK-9 counts no pause of a clock that does not stand still there', () => {
    const paused = started()
      .letting(AFFAIRS_SUPERVISOR, 'PauseClocks', { reason: 'waitingForComplainant', explanation: 'Away' })
      .accepted();
    const told = movedTo(paused.at('2026-09-03T10:00:00+08:00'), withClock('resolve', { pausable: false }));
    expect(clockOf(told, 'resolve#2')).toMatchObject({
      status: 'running',
      pauses: [],
      dueAt: '2026-09-04T01:00:00.000Z',
    });
  });

  it('D13 goes to and fro without a trace in the due times', () => {
    const before = started();
    const due = clocksOf(before).map(({ clock, dueAt }) => [clock, dueAt]);
    const there = movedTo(before, resolveIn(5));
    there
      .letting(
        GENERAL_MANAGER,
        'MoveToVersion',
        { version: 1, reason: 'Back' },
        { target: residentialProperty },
      )
      .accepted();
    expect(clocksOf(there).map(({ clock, dueAt }) => [clock, dueAt])).toEqual(due);
  });

  it('D13 changes nothing when it is sent once more', () => {
    const told = movedTo(started(), resolveIn(5));
    told.letting(GENERAL_MANAGER, 'MoveToVersion', { version: 2, reason: 'Again' }, { target: resolveIn(5) });
    expect(told.lastTypes).toEqual([]);
  });
});

describe('who moves a case, and where it cannot go (D13)', () => {
  const asked = (target = versionTwo(), told = started()) =>
    told.do('MoveToVersion', { version: 2, reason: 'New rules' }, { target });

  it('D13 only the highest of the ladder moves a case', () => {
    for (const actor of [AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR])
      asked(versionTwo(), started().by(actor)).refused('not-authorised', 'D13');
    asked(versionTwo(), started()).refused('not-authorised', 'D13');
    asked(versionTwo(), started().by(GENERAL_MANAGER)).accepted();
  });

  it('INV-4 nobody moves a case about themselves', () => {
    const about = (staffId: string) =>
      classifiedAs('important', { respondents: [{ kind: 'person', staffId }] }).by(GENERAL_MANAGER);
    asked(versionTwo(), about(GENERAL_MANAGER.id)).refused('conflict-of-interest', 'INV-4');
  });

  it.each([
    ['severity "important"', versionTwo({ severities: residentialProperty.severities.slice(0, 1) })],
    ['category "facilities/lift"', versionTwo({ categories: [] })],
  ])('D13 refuses a version that does not know %s, and says so', (missing, target) => {
    const told = asked(target, started().by(GENERAL_MANAGER));
    expect(told.lastRefusal).toMatchObject({
      code: 'not-in-that-version',
      details: { version: 2, missing: [missing] },
    });
  });

  it('D13 refuses a version that does not know the level, the cause or the currency of the case', () => {
    const told = storyAt('investigated')
      .do('EscalateToManager', {
        reason: 'complainantInsists',
        explanation: 'Wants the director',
        complainantTold: true,
      })
      .do('RecordAmounts', { bill: { minor: 10_000, currency: 'CNY' }, source: 'Bill' })
      .by(GENERAL_MANAGER);
    const ladder = residentialProperty.ladder.slice(1);
    asked(versionTwo({ ladder, rootCauses: [], currency: 'EUR' }), told);
    expect(told.lastRefusal?.details).toEqual({
      version: 2,
      missing: ['level "affairs-supervisor"', 'root cause "facility"', 'currency "CNY"'],
    });
  });

  it('D13 refuses a version that is not there', () => {
    started()
      .by(GENERAL_MANAGER)
      .do('MoveToVersion', { version: 7, reason: 'New rules' })
      .refused('unknown-procedure', 'D13');
  });

  it('D13 is not dated back', () => {
    started()
      .by(GENERAL_MANAGER)
      .do(
        'MoveToVersion',
        { version: 2, reason: 'x' },
        { target: versionTwo(), happenedAt: '2026-09-01T12:00:00+08:00' },
      )
      .refused('not-dated-back', 'D13');
  });

  it('D13 leaves alone what is over', () => {
    asked(versionTwo(), storyAt('closed').by(GENERAL_MANAGER)).refused('wrong-stage', 'LIF-1');
  });
});

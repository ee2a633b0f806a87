import { describe, expect, it } from 'vitest';
import { storyAt, UNFOUNDED } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER } from '../../testing/story.ts';
import { LEAVES } from '../rules/carrying.ts';
import {
  classifiedAt,
  findClock,
  FIRST_MORNING,
  giveBack,
  left,
  MERGED as A,
  missedClocks,
  openedAt,
  takeOver,
} from '../../testing/mergings.ts';

describe('what a merging leaves', () => {
  it('LIF-2 says of every part of a case which field carries it, or why nothing of it is owed', () => {
    const [carried] = left(storyAt('dispatched').do('RaiseFlag', { flag: 'safety', reason: 'Doors' }));
    const { record } = storyAt('dispatched');
    for (const part of Object.keys(record).filter((each) => each !== 'stage'))
      expect(Object.keys(LEAVES)).toContain(part);
    const named = Object.values(LEAVES).flatMap((each) => ('because' in each ? [] : each));
    const optional = ['severity', 'category', 'overdueSeverity', 'goodsValue'];
    expect(Object.keys(carried ?? {})).toEqual(
      expect.arrayContaining([...new Set(named)].filter((name) => !optional.includes(name))),
    );
  });

  it.each(['received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'resolved'] as const)(
    'LIF-2 CLK-1 carries every clock that runs in a case that is %s, but for those of its own plan',
    (stage) => {
      const told = storyAt(stage);
      const running = told.record.clocks.clocks.filter(
        ({ status, subject }) => status === 'running' && subject.kind !== 'planStep',
      );
      const carried = left(told).flatMap((each) => each.clocks);
      expect(carried.map(({ clock: name }) => name)).toEqual(running.map((each) => `${each.clock}@${A}`));
      expect(carried.map(({ dueAt }) => dueAt)).toEqual(running.map(({ dueAt }) => dueAt));
    },
  );
});

describe('the clocks of a merged case', () => {
  it('CLK-3 LIF-5 go on from their own start in a case that was logged just now', () => {
    const first = classifiedAt();
    const due = findClock(first, 'resolve-minor')?.dueAt;
    const told = takeOver(
      classifiedAt('2026-09-03T08:00:00+08:00'),
      left(first.at('2026-09-03T08:00:00+08:00')),
    );
    expect(findClock(told, `resolve-minor@${A}`)).toMatchObject({
      dueAt: due,
      startedAt: first.events[0]?.metadata.happenedAt,
    });
    expect(findClock(told, `one-month@${A}`)).toMatchObject({ dueAt: findClock(first, 'one-month')?.dueAt });
  });

  it('CLK-6 REP-2 what was missed there is missed here, once, and laid on whoever answered for it', () => {
    const first = classifiedAt().at('2026-09-05T09:00:00+08:00');
    const carries = left(first);
    const told = takeOver(classifiedAt('2026-09-05T09:00:00+08:00'), carries);
    expect(missedClocks(told)).toContain(`resolve-minor@${A}`);
    const [breach] = told.last('DeadlineBreached').filter((each) => each.clock === `resolve-minor@${A}`);
    const before = first.record.clocks.clocks.find((each) => each.clock === 'resolve-minor');
    expect(breach).toMatchObject({ responsible: before?.responsible, foundBy: 'merging' });
    expect(before?.responsible).toBeDefined();
    told.letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED);
    told.letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Done' });
    expect(told.last('DeadlineMet')).toContainEqual({
      clock: `resolve-minor@${A}`,
      kind: 'resolve',
      late: true,
    });
  });

  it('CLS-4 count from the start there when the case is classified otherwise', () => {
    const first = classifiedAt();
    const told = takeOver(
      classifiedAt('2026-09-02T09:00:00+08:00'),
      left(first.at('2026-09-02T09:00:00+08:00')),
    );
    told.letting(GENERAL_MANAGER, 'ChangeSeverity', {
      ...{ to: 'important', criterion: 'management-fault', reason: 'Twice' },
    });
    const running = told.record.clocks.clocks.filter(
      ({ kind, status }) => kind === 'resolve' && status === 'running',
    );
    expect(running.map(({ of, startedAt }) => [of, startedAt])).toEqual([
      [undefined, '2026-09-02T01:00:00.000Z'],
      [A, '2026-09-01T01:00:00.000Z'],
    ]);
  });

  it('CLK-9 a pause of the other case gives no time for what it did not have before', () => {
    const first = classifiedAt();
    const told = takeOver(classifiedAt(), left(first));
    const due = findClock(told, `resolve-minor@${A}`)?.dueAt;
    expect(findClock(giveBack(told), `resolve-minor@${A}`)).toMatchObject({
      status: 'cancelled',
      cancelledFor: 'givenBack',
    });
    expect(due).toBe(findClock(first, 'resolve-minor')?.dueAt);
  });

  it('CLK-5 an overdue promise is owed until it is kept here', () => {
    const first = classifiedAt().do('PromiseReply', { dueAt: '2026-09-01T04:00:00.000Z', about: 'When' });
    first.at('2026-09-01T13:00:00+08:00');
    const told = takeOver(classifiedAt('2026-09-01T13:00:00+08:00'), left(first));
    expect(missedClocks(told)).toContain(`promise:P1@${A}`);
    told
      .do('ReportProgress', {
        method: 'phone',
        summary: 'Soon',
        promises: [`P1@${A}`],
        nextPromise: '2026-09-02T04:00:00.000Z',
      })
      .accepted();
    expect(told.last('DeadlineMet')).toContainEqual({
      clock: `promise:P1@${A}`,
      kind: 'promise',
      late: true,
    });
  });

  it('DIS-1 DIS-6 a form that is with a department is signed for and handed back here', () => {
    const first = storyAt('dispatched');
    const told = takeOver(classifiedAt().at(first.now), left(first));
    const form = { dispatch: `D1@${A}` };
    expect(told.record.dispatches).toMatchObject([{ ...form, of: A }]);
    told.do('HandBackForm', { ...form, summary: 'Replaced' }).accepted();
    giveBack(told);
    expect(told.record.dispatches).toEqual([]);
  });

  it('INT-9 the regulator waits since it passed the case on', () => {
    const first = openedAt(FIRST_MORNING, { channel: 'regulator' });
    const told = takeOver(openedAt('2026-09-04T09:00:00+08:00'), left(first.at('2026-09-04T09:00:00+08:00')));
    const answers = told.record.clocks.clocks.filter(({ kind }) => kind === 'regulatorAnswer');
    const before = first.record.clocks.clocks.find(({ kind }) => kind === 'regulatorAnswer');
    expect(answers.map(({ dueAt }) => dueAt)).toEqual([before?.dueAt]);
  });

  it('OUT-1 whoever waits for an outcome that is known hears it by the same time, from this case', () => {
    const first = storyAt('resolved');
    const told = takeOver(openedAt(FIRST_MORNING).at(first.now), left(first));
    const name = `notify-outcome@${A}`;
    expect(findClock(told, name)).toMatchObject({ status: 'running' });
    told.do('TellMergedComplainant', {
      ...{ of: A, about: 'outcome', method: 'phone', reached: true, summary: 'It runs again' },
    });
    expect(told.accepted().last('DeadlineMet')).toMatchObject([{ clock: name }]);
  });
});

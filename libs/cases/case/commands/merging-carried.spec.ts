import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, story, STORY_CASE, type Story } from '../../testing/story.ts';
import type { CaseEventData } from '../events.ts';
import { LEAVES } from '../rules/carrying.ts';
import type { CaseClock } from '../clock-state.ts';

const A = STORY_CASE;
const reason = 'The same lift';
const MINOR = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;
const UNFOUNDED = {
  outcome: 'notSubstantiated',
  responsibility: 'complainant',
  rootCause: 'facility',
  explanation: 'It runs.',
} as const;

type Carries = CaseEventData<'MergeStarted'>['carries'];
const left = (told: Story): Carries =>
  told
    .letting(GENERAL_MANAGER, 'MergeCase', { into: '7F3K-9M2Q-X4TB', reason })
    .last('MergeStarted')
    .flatMap(({ carries }) => carries);
/** Somebody of the highest level. */
const byTop = ({ procedure }: Story) => ({ id: 'top-1', role: procedure.ladder.at(-1)?.id ?? '' });
const takeOver = (told: Story, carries: Carries): Story =>
  told.do('TakeOverCase', { from: A, merge: 'M1', reason, by: byTop(told), carries }).accepted();
const giveBack = (told: Story): Story =>
  told.do('ReleaseTakeOver', { from: A, merge: 'M1', reason, cases: [A] }).accepted();

const FIRST = '2026-09-01T09:00:00+08:00';
const fresh = (at: string, data = {}): Story => story().at(at).opened(data);
const classified = (at = FIRST): Story => fresh(at).do('ClassifyCase', MINOR).accepted();
const clock = (told: Story, name: string): CaseClock | undefined =>
  told.record.clocks.clocks.find((each) => each.clock === name);
const missed = (told: Story): readonly string[] =>
  told.record.clocks.clocks
    .filter(({ breached, status }) => breached && status === 'running')
    .map((each) => each.clock);

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
    const first = classified();
    const due = clock(first, 'resolve-minor')?.dueAt;
    const told = takeOver(
      classified('2026-09-03T08:00:00+08:00'),
      left(first.at('2026-09-03T08:00:00+08:00')),
    );
    expect(clock(told, `resolve-minor@${A}`)).toMatchObject({
      dueAt: due,
      startedAt: first.events[0]?.metadata.happenedAt,
    });
    expect(clock(told, `one-month@${A}`)).toMatchObject({ dueAt: clock(first, 'one-month')?.dueAt });
  });

  it('CLK-6 REP-2 what was missed there is missed here, once, and laid on whoever answered for it', () => {
    const first = classified().at('2026-09-05T09:00:00+08:00');
    const carries = left(first);
    const told = takeOver(classified('2026-09-05T09:00:00+08:00'), carries);
    expect(missed(told)).toContain(`resolve-minor@${A}`);
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
    const first = classified();
    const told = takeOver(
      classified('2026-09-02T09:00:00+08:00'),
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
    const first = classified();
    const told = takeOver(classified(), left(first));
    const due = clock(told, `resolve-minor@${A}`)?.dueAt;
    expect(clock(giveBack(told), `resolve-minor@${A}`)).toMatchObject({
      status: 'cancelled',
      cancelledFor: 'givenBack',
    });
    expect(due).toBe(clock(first, 'resolve-minor')?.dueAt);
  });

  it('CLK-5 an overdue promise is owed until it is kept here', () => {
    const first = classified().do('PromiseReply', { dueAt: '2026-09-01T04:00:00.000Z', about: 'When' });
    first.at('2026-09-01T13:00:00+08:00');
    const told = takeOver(classified('2026-09-01T13:00:00+08:00'), left(first));
    expect(missed(told)).toContain(`promise:P1@${A}`);
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
    const told = takeOver(classified().at(first.now), left(first));
    const form = { dispatch: `D1@${A}` };
    expect(told.record.dispatches).toMatchObject([{ ...form, of: A }]);
    told.do('HandBackForm', { ...form, summary: 'Replaced' }).accepted();
    giveBack(told);
    expect(told.record.dispatches).toEqual([]);
  });

  it('INT-9 the regulator waits since it passed the case on', () => {
    const first = fresh(FIRST, { channel: 'regulator' });
    const told = takeOver(fresh('2026-09-04T09:00:00+08:00'), left(first.at('2026-09-04T09:00:00+08:00')));
    const answers = told.record.clocks.clocks.filter(({ kind }) => kind === 'regulatorAnswer');
    const before = first.record.clocks.clocks.find(({ kind }) => kind === 'regulatorAnswer');
    expect(answers.map(({ dueAt }) => dueAt)).toEqual([before?.dueAt]);
  });

  it('OUT-1 whoever waits for an outcome that is known hears it by the same time, from this case', () => {
    const first = storyAt('resolved');
    const told = takeOver(fresh(FIRST).at(first.now), left(first));
    const name = `notify-outcome@${A}`;
    expect(clock(told, name)).toMatchObject({ status: 'running' });
    told.do('TellMergedComplainant', {
      ...{ of: A, about: 'outcome', method: 'phone', reached: true, summary: 'It runs again' },
    });
    expect(told.accepted().last('DeadlineMet')).toMatchObject([{ clock: name }]);
  });
});

import { describe, expect, it } from 'vitest';
import { NOTHING_CARRIED } from '../../testing/carried.ts';
import { classifiedAs, clockOf, eventsOf, schedulerRuns } from '../../testing/clocks.ts';
import { merged, MERGING, UNFOUNDED } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, story, type Story } from '../../testing/story.ts';
import { type Carries, giveBack, left, MERGED as A, MINOR, takingOver } from '../../testing/mergings.ts';

const LATE = '2026-09-04T09:00:00+08:00';

const classified = (data = {}): Story => classifiedAs('minor', data);
const resolve = (told: Story): Story =>
  told
    .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED)
    .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'It runs' })
    .accepted();
const reopen = (told: Story): Story =>
  told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' }).accepted();
const missing = (told: Story): unknown =>
  told.letting(GENERAL_MANAGER, 'CloseCase', {}).refused('closing-conditions-missing', 'OUT-5').lastRefusal
    ?.details?.['missing'];

describe('a case that took another one over and is reopened (OUT-6, LIF-2)', () => {
  it('OUT-2 owes its next outcome in writing, too, to whoever wrote a letter', () => {
    const told = resolve(takingOver(classified(), left(classified({ channel: 'letter' }))).accepted());
    expect(missing(told)).toContain('writtenResponse');
    told.do('IssueFinalResponse', { method: 'letter', letter: 'Dear Ms Li' });
    expect(missing(told)).not.toContain('writtenResponse');
    expect(missing(resolve(reopen(told)))).toContain('writtenResponse');
  });

  it('OUT-1 tells nobody an outcome before there is one again', () => {
    const told = resolve(takingOver(classified(), left(resolve(classified()))).accepted());
    const tell = { of: A, about: 'outcome', method: 'phone', reached: true, summary: 'It runs' } as const;
    reopen(told).do('TellMergedComplainant', tell).refused('no-outcome-yet', 'OUT-1');
    resolve(told).do('TellMergedComplainant', tell).accepted();
  });

  it('REP-2 gives back every miss of the merged case, once, under the name by which it is on record', () => {
    const there = schedulerRuns(classified(), LATE);
    const told = takingOver(classified().at(LATE), left(there)).accepted();
    giveBack(reopen(resolve(told)));
    const names = eventsOf(told, 'BreachWithdrawn').map(({ data }) => data.clock);
    expect(names.toSorted()).toEqual([`acknowledge@${A}`, `dispatch@${A}`, `resolve-minor@${A}`]);
    const own = told.record.clocks.clocks.filter(({ of }) => of === A);
    expect(own.filter(({ breached, status }) => breached || status === 'running')).toEqual([]);
  });

  it('REP-2 gives back also those that were answered here, late', () => {
    const told = takingOver(classified().at(LATE), left(schedulerRuns(classified(), LATE))).accepted();
    giveBack(resolve(told));
    expect(eventsOf(told, 'BreachWithdrawn').map(({ data }) => data.clock)).toContain(`resolve-minor@${A}`);
  });
});

describe('a case that is resolved already (LIF-2)', () => {
  const enquiry = (): Story =>
    classified({ contactKind: 'enquiry' }).do('ResolveCase', { summary: 'Answered' }).accepted();
  const carried = (more: object = {}): Carries => [
    { ...NOTHING_CARRIED, case: A, severity: 'minor', ...more },
  ];

  it('INV-3 takes no complaint over that would end there without being looked into', () => {
    takingOver(enquiry(), carried()).refused('other-case-resolved', 'LIF-2');
    classified()
      .letting(GENERAL_MANAGER, 'MergeCase', { ...MERGING, into: A }, { other: enquiry().state })
      .refused('same-case', 'LIF-2');
    classified()
      .letting(GENERAL_MANAGER, 'MergeCase', MERGING, { other: enquiry().state })
      .refused('other-case-resolved', 'LIF-2');
    takingOver(enquiry(), carried({ contactKind: 'enquiry' })).accepted();
  });

  it('LIF-2 takes over what its own way has settled, or what was settled there', () => {
    takingOver(resolve(classified()), carried()).accepted();
    takingOver(enquiry(), left(resolve(classified()))).accepted();
  });

  it('LIF-1 settled at once it takes over what could have been settled so, and nothing more serious', () => {
    const atOnce = (): Story =>
      story()
        .opened()
        .letting(AFFAIRS_SUPERVISOR, 'SettleAtOnce', {
          ...{ ...MINOR, solution: 'Apologised', method: 'phone', summary: 'Apologised' },
        });
    takingOver(atOnce(), carried()).accepted();
    takingOver(atOnce(), carried({ severity: 'major' })).refused('other-case-resolved', 'LIF-2');
  });
});

describe('what ends with a case', () => {
  it.each(['WithdrawCase', 'DeclareInadmissible', 'MergeCase'] as const)(
    'CLK-9 %s ends a pause: what it is taken back to has not stood still since',
    (end) => {
      const told = classified().at('2026-09-01T10:00:00+08:00');
      told.do('PauseClocks', { reason: 'waitingForComplainant', explanation: 'Away' });
      told.at('2026-09-01T11:00:00+08:00');
      if (end === 'MergeCase') merged(told);
      else if (end === 'WithdrawCase') told.letting(GENERAL_MANAGER, end, { reason: 'No wish' });
      else told.letting(GENERAL_MANAGER, end, { ground: 'in-court', method: 'phone' });
      told.at('2026-09-21T09:00:00+08:00');
      if (end === 'MergeCase') told.letting(GENERAL_MANAGER, 'UnmergeCase', { reason: 'Another lift' });
      else told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'By mistake' });
      told.accepted().do('ResumeClocks', { explanation: 'Back' }).refused('not-paused', 'CLK-9');
      expect(clockOf(told, 'resolve-minor#2').dueAt).toBe('2026-09-03T02:00:00.000Z');
      const changed = { to: 'important', criterion: 'management-fault', reason: 'More' } as const;
      told.letting(GENERAL_MANAGER, 'ChangeSeverity', changed).accepted();
      const later = told.record.clocks.clocks.filter(
        ({ rule, dueAt }) => rule === 'resolve' && dueAt > told.now,
      );
      expect(later).toEqual([]);
    },
  );

  it('CLS-5 OUT-6 whether the complaint was valid is judged anew once it is reopened', () => {
    const told = classified().letting(AFFAIRS_SUPERVISOR, 'AssessValidity', {
      valid: false,
      reason: 'Not ours',
    });
    told.do('ExplainInvalidity', { method: 'phone', explanation: 'Not ours', accepted: true });
    told.letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Not ours' }).accepted();
    reopen(told).letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Not ours' });
    told.refused('not-investigated', 'INV-3');
  });

  it('CLK-5 nothing is promised to whoever has heard the outcome: the end of the case would forget it', () => {
    const told = resolve(classified());
    const promise = { method: 'phone', summary: 'Soon', nextPromise: '2026-09-02T01:00:00.000Z' } as const;
    told.do('ReportProgress', promise).accepted();
    told.do('NotifyOutcome', { to: 'complainant', method: 'phone', summary: 'It runs', written: false });
    told.do('ReportProgress', promise).refused('outcome-told', 'CLK-5');
    const first = { method: 'phone', firstAnswerBy: '2026-09-02T01:00:00.000Z' } as const;
    told.do('SendAcknowledgement', first).refused('outcome-told', 'CLK-5');
    told.do('ReportProgress', { method: 'phone', summary: 'Done' }).accepted();
  });
});

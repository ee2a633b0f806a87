import { describe, expect, it } from 'vitest';
import { takeOverOf } from '../../testing/carried.ts';
import { later, merged, MERGING, storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  anotherCase,
  GENERAL_MANAGER,
  shippedProcedure,
  story,
  STORY_CASE,
  type Story,
} from '../../testing/story.ts';
import type { Carried } from '../events/merging.ts';

const OTHER = '7F3K-9M2Q-X4TB';
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });

const tell = (about: 'merging' | 'outcome', reached = true) =>
  ({ of: OTHER, about, method: 'phone', reached, summary: 'One number for both.' }) as const;

describe('merging a case into another one', () => {
  it('LIF-2 first says what is owed here; the case ends only when the other one has taken it over', () => {
    const told = storyAt('dispatched').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING);
    expect(told.last('MergeStarted')).toMatchObject([
      { merge: 'M1', into: OTHER, carries: [{ case: STORY_CASE, severity: 'minor', told: false }] },
    ]);
    expect(told.record).toMatchObject({ stage: 'dispatched', merging: { into: OTHER } });
    expect(told.record).not.toHaveProperty('ending');
    told.do('CompleteMerge', { ...MERGING, merge: 'M1' });
    expect(told.record).toMatchObject({ stage: 'merged', mergedInto: OTHER });
    expect(told.record.clocks.clocks.filter(({ status }) => status === 'running')).toEqual([]);
    expect(told.do('CompleteMerge', { ...MERGING, merge: 'M1' }).lastTypes).toEqual([]);
  });

  it('LIF-2 changes nothing any more of what it has said', () => {
    const told = storyAt('dispatched').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING);
    told.do('RaiseFlag', { flag: 'media', reason: 'Called' }).refused('being-merged', 'LIF-2');
    told.letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING).refused('being-merged', 'LIF-2');
    told
      .do('RecordAbandonedContact', {
        ...{ procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
      })
      .refused('wrong-stage', 'INT-8');
  });

  it('LIF-2 goes on when the other case cannot take it over, and is not ended by a late answer', () => {
    const told = storyAt('dispatched').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING);
    told.do('DeclineMerge', { into: OTHER, merge: 'M1', reason: 'It is closed.' });
    expect(told.record).not.toHaveProperty('merging');
    told.do('RaiseFlag', { flag: 'media', reason: 'Called' }).accepted();
    told.do('CompleteMerge', { ...MERGING, merge: 'M1' }).refused('not-merging', 'LIF-2');
    expect(told.letting(GENERAL_MANAGER, 'MergeCase', MERGING).last('MergeStarted')).toMatchObject([
      { merge: 'M2' },
    ]);
    told.do('CompleteMerge', { ...MERGING, merge: 'M1' }).refused('not-merging', 'LIF-2');
    expect(told.do('DeclineMerge', { into: OTHER, merge: 'M1', reason: 'Late' }).lastTypes).toEqual([]);
  });

  const other = (told: Story) => ({ other: told.state });
  it.each([
    ['is not there', 'other-case-not-found', { other: story().state }],
    ['waits for a callback', 'other-case-not-logged', other(storyAt('awaitingCallback'))],
    ['is closed', 'other-case-over', other(storyAt('closed'))],
    ['is archived', 'other-case-over', other(storyAt('archived'))],
    ['was merged itself', 'other-case-over', other(storyAt('merged'))],
    [
      'is being merged itself',
      'other-case-merging',
      other(storyAt('received').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING)),
    ],
    [
      'is of another procedure',
      'other-procedure',
      { other: anotherCase(shippedProcedure('supermarket-authority')) },
    ],
  ])('LIF-2 refuses a target that %s', (_, code, circumstances) => {
    storyAt('dispatched')
      .letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING, circumstances)
      .refused(code, 'LIF-2');
  });

  it('LIF-2 links only what is there', () => {
    storyAt('dispatched')
      .do('LinkCase', { to: OTHER, relation: 'related', reason: 'Same lift' }, { other: story().state })
      .refused('other-case-not-found', 'LIF-2');
  });

  it('INT-9 SOL-4 CLK-5 carries the regulator, what is granted, and the promises that still run', () => {
    const told = story().opened({ channel: 'regulator' });
    told.do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' });
    told.letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', {
      ...{ remedy: { kind: 'refund', amount: yuan(300) }, reason: 'Two days' },
    });
    told.do('PromiseReply', { dueAt: '2026-09-03T09:00:00.000Z', about: 'When' });
    const [started] = told.letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING).last('MergeStarted');
    expect(started?.carries).toMatchObject([
      {
        ...{ channel: 'regulator', regulators: [`regulator@${STORY_CASE}`], committed: yuan(300) },
        given: [{ subject: { kind: 'promise', id: `P1@${STORY_CASE}` }, until: '2026-09-03T09:00:00.000Z' }],
      },
    ]);
  });

  it('INT-10 knows the same complainant by number or address, not by name', () => {
    const by = (complainant: object) =>
      storyAt('received')
        .letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING, {
          other: { ...anotherRecord(), complainant } as never,
        })
        .last('MergeStarted')[0]?.carries[0]?.complainant.same;
    expect(by({ kind: 'individual', anonymous: false, phone: '138 0000-0000' })).toBe(true);
    expect(by({ kind: 'individual', anonymous: false, name: 'Li Hua', phone: '13911111111' })).toBe(false);
    expect(by({ kind: 'individual', anonymous: true })).toBe(false);
  });
});

const anotherRecord = () => {
  const state = anotherCase();
  return state.status === 'logged' ? state : {};
};

describe('the complainants of merged cases', () => {
  const closing = (told: Story) => {
    told.letting(GENERAL_MANAGER, 'CloseCase', {});
    return told.lastRefusal?.details ?? told.lastTypes;
  };
  const ready = (...carries: readonly Partial<Carried>[]) =>
    storyAt('followedUp')
      .do('HandBackForm', { dispatch: 'D1', summary: 'Replaced' })
      .do('TakeOverCase', takeOverOf(...carries));

  it('OUT-1 LIF-2 hear of the merging and of the outcome before the case is closed', () => {
    const told = ready({});
    expect(closing(told)).toEqual({ missing: ['mergedComplainantsTold'] });
    told.do('TellMergedComplainant', tell('merging'));
    expect(closing(told)).toEqual({ missing: ['mergedComplainantsTold'] });
    told.do('TellMergedComplainant', tell('outcome'));
    expect(told.do('TellMergedComplainant', tell('outcome')).lastTypes).toEqual([]);
    expect(closing(told)).toEqual(['CaseClosed']);
  });

  it('OUT-1 are told the outcome anew after a reopening', () => {
    const told = ready({}).do('TellMergedComplainant', tell('outcome'));
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'It failed again' });
    expect(told.record.takenOver).toMatchObject([{ outcome: { told: false } }]);
    told.do('TellMergedComplainant', tell('outcome')).refused('no-outcome-yet', 'OUT-1');
  });

  it('OUT-1 count as told after as many attempts as the procedure asks for', () => {
    const told = ready({}).do('TellMergedComplainant', tell('merging'));
    for (let time = 0; time < 2; time += 1)
      later(told.do('TellMergedComplainant', tell('outcome', false)), 30);
    expect(closing(told)).toEqual({ missing: ['mergedComplainantsTold'] });
    told.do('TellMergedComplainant', tell('outcome', false));
    expect(closing(told)).toEqual(['CaseClosed']);
  });

  it.each([
    { anonymous: true, same: false },
    { anonymous: false, same: true },
  ])('INT-4 are not told again, nor when nobody knows who they are: %o', (who) => {
    const told = ready({ complainant: { kind: 'individual', ...who } });
    told.do('TellMergedComplainant', tell('merging')).refused('nobody-to-tell', 'INT-4');
    expect(closing(told)).toEqual(['CaseClosed']);
  });

  it('LIF-2 are those of cases that were taken over', () => {
    storyAt('resolved').do('TellMergedComplainant', tell('merging')).refused('not-taken-over', 'LIF-2');
  });

  it('LIF-2 keep the case from being withdrawn by one of them alone', () => {
    const told = storyAt('dispatched').do('TakeOverCase', takeOverOf({}));
    told
      .letting(AFFAIRS_SUPERVISOR, 'WithdrawCase', { reason: 'Content' })
      .refused('others-complained', 'LIF-2');
  });

  it('LIF-2 OUT-1 are carried on when the case is merged in its turn', () => {
    const told = storyAt('dispatched').do('TakeOverCase', takeOverOf({ committed: yuan(400) }));
    told.do('TellMergedComplainant', tell('merging'));
    const [started] = told
      .letting(AFFAIRS_SUPERVISOR, 'MergeCase', { into: 'WER4-8GMR-ZGE1', reason: 'One lift' })
      .last('MergeStarted');
    expect(started?.carries).toMatchObject([
      { case: STORY_CASE, committed: yuan(0) },
      { case: OTHER, committed: yuan(400), told: true },
    ]);
  });
});

describe('the way back', () => {
  it('LIF-2 OUT-6 goes on where it stood, with its clocks', () => {
    const told = merged(storyAt('investigated')).letting(GENERAL_MANAGER, 'UnmergeCase', {
      reason: 'Another lift',
    });
    expect(told.last('MergeReversed')).toEqual([
      { merge: 'M1', from: OTHER, cases: [STORY_CASE], reason: 'Another lift' },
    ]);
    expect(told.record.stage).toBe('investigated');
    expect(told.record).not.toHaveProperty('mergedInto');
    expect(told.record.clocks.clocks.some(({ status }) => status === 'running')).toBe(true);
  });

  it('LIF-2 is a decision, possible also when it was archived, and only for what was merged', () => {
    merged(storyAt('investigated')).do('UnmergeCase', { reason: 'Mine' }).refused('not-authorised', 'AUT-3');
    const archived = merged(storyAt('investigated')).do('ArchiveCase', {});
    expect(archived.letting(GENERAL_MANAGER, 'UnmergeCase', { reason: 'x' }).record.stage).toBe(
      'investigated',
    );
    storyAt('closed')
      .letting(GENERAL_MANAGER, 'UnmergeCase', { reason: 'x' })
      .refused('wrong-stage', 'LIF-1');
    merged(storyAt('investigated'))
      .letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'x' })
      .refused('wrong-stage', 'LIF-1');
  });

  it('LIF-2 gives back what was taken over, once, whatever has become of the case since', () => {
    const release = { from: OTHER, merge: 'M1', cases: [OTHER], reason: 'Another lift' };
    const told = storyAt('dispatched').do('TakeOverCase', takeOverOf({ committed: yuan(400) }));
    told.do('ReleaseTakeOver', { ...release, merge: 'M2' });
    expect(told.lastTypes).toEqual([]);
    expect(told.do('ReleaseTakeOver', release).record.takenOver).toEqual([]);
    expect(told.do('ReleaseTakeOver', release).lastTypes).toEqual([]);
    const onward = merged(storyAt('dispatched').do('TakeOverCase', takeOverOf({})));
    expect(onward.do('ReleaseTakeOver', release).last('TakeOverReleased')).toMatchObject([
      { onward: { into: OTHER, merge: 'M1' } },
    ]);
  });
});

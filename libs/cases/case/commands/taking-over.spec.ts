import { describe, expect, it } from 'vitest';
import { MERGER, NOTHING_CARRIED } from '../../testing/carried.ts';
import { storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR } from '../../testing/story.ts';
import type { CaseEventData } from '../events.ts';

const OTHER = '7F3K-9M2Q-X4TB';
const MERGING = { into: OTHER, reason: 'The same lift' };
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });

type Carried = CaseEventData<'CaseTakenOver'>['carries'][number];
const carried = (more: Partial<Carried> = {}): Carried => ({
  ...NOTHING_CARRIED,
  case: OTHER,
  ...more,
});

const takeOver = (...carries: readonly Partial<Carried>[]) => ({
  ...{ from: OTHER, merge: 'M1', reason: 'The same lift', by: MERGER },
  carries: carries.map(carried),
});

describe('taking a case over', () => {
  it('LIF-2 records it once, and takes over flags and the higher severity', () => {
    const told = storyAt('dispatched').do('TakeOverCase', takeOver({ severity: 'major', flags: ['media'] }));
    expect(told.record).toMatchObject({ severity: 'major', flags: ['media'] });
    expect(told.record.takenOver).toMatchObject([{ case: OTHER, from: OTHER, merging: { told: false } }]);
    expect(told.do('TakeOverCase', takeOver({ severity: 'major' })).lastTypes).toEqual([]);
  });

  it.each(['closed', 'withdrawn', 'merged', 'archived'] as const)(
    'LIF-2 is refused by a case that is %s',
    (stage) => {
      storyAt(stage).do('TakeOverCase', takeOver({})).refused('other-case-over', 'LIF-2');
    },
  );

  it('LIF-2 is refused by a case that is being merged itself, so that two cases never end in each other', () => {
    const told = storyAt('received').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING);
    told.do('TakeOverCase', takeOver({})).refused('other-case-merging', 'LIF-2');
  });

  it('SOL-4 counts what was granted there: two records of one matter do not spend the limit twice', () => {
    const told = storyAt('investigated').do('TakeOverCase', takeOver({ committed: yuan(400) }));
    const grant = { remedy: { kind: 'refund', amount: yuan(101) }, reason: 'Fair' } as const;
    told.letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', grant);
    expect(told.last('CompensationRequested')).toMatchObject([{ neededLevel: 'office-director' }]);
    const alone = storyAt('investigated').letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', grant);
    expect(alone.lastTypes).toContain('CompensationGranted');
  });

  it('INT-9 owes the regulator of the merged case the outcome', () => {
    const told = storyAt('outcomeNotified').do(
      'TakeOverCase',
      takeOver({ regulators: ['Consumer association'] }),
    );
    expect(told.record).toMatchObject({ regulators: [{ name: 'Consumer association', told: false }] });
    told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.lastRefusal?.details).toMatchObject({
      missing: expect.arrayContaining(['regulatorAnswered']),
    });
  });
});

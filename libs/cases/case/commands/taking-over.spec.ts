import { describe, expect, it } from 'vitest';
import { takeOverOf } from '../../testing/carried.ts';
import { MERGING, storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR } from '../../testing/story.ts';

const OTHER = '7F3K-9M2Q-X4TB';
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });

describe('taking a case over', () => {
  it('LIF-2 records it once, and takes over flags and the higher severity', () => {
    const told = storyAt('dispatched').do(
      'TakeOverCase',
      takeOverOf({ severity: 'major', flags: ['media'] }),
    );
    expect(told.record).toMatchObject({ severity: 'major', flags: ['media'] });
    expect(told.record.takenOver).toMatchObject([{ case: OTHER, from: OTHER, merging: { told: false } }]);
    expect(told.do('TakeOverCase', takeOverOf({ severity: 'major' })).lastTypes).toEqual([]);
  });

  it.each(['closed', 'withdrawn', 'merged', 'archived'] as const)(
    'LIF-2 is refused by a case that is %s',
    (stage) => {
      storyAt(stage).do('TakeOverCase', takeOverOf({})).refused('other-case-over', 'LIF-2');
    },
  );

  it('LIF-2 is refused by a case that is being merged itself, so that two cases never end in each other', () => {
    const told = storyAt('received').letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING);
    told.do('TakeOverCase', takeOverOf({})).refused('other-case-merging', 'LIF-2');
  });

  it('SOL-4 counts what was granted there: two records of one matter do not spend the limit twice', () => {
    const told = storyAt('investigated').do('TakeOverCase', takeOverOf({ committed: yuan(400) }));
    const grant = { remedy: { kind: 'refund', amount: yuan(101) }, reason: 'Fair' } as const;
    told.letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', grant);
    expect(told.last('CompensationRequested')).toMatchObject([{ neededLevel: 'office-director' }]);
    const alone = storyAt('investigated').letting(AFFAIRS_SUPERVISOR, 'GrantCompensation', grant);
    expect(alone.lastTypes).toContain('CompensationGranted');
  });

  it('INT-9 owes the regulator of the merged case the outcome', () => {
    const told = storyAt('outcomeNotified').do(
      'TakeOverCase',
      takeOverOf({ regulators: ['Consumer association'] }),
    );
    expect(told.record).toMatchObject({ regulators: [{ name: 'Consumer association', told: false }] });
    told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.lastRefusal?.details).toMatchObject({
      missing: expect.arrayContaining(['regulatorAnswered']),
    });
  });
});

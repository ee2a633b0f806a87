import { describe, expect, it } from 'vitest';
import { classifiedAs } from '../../testing/clocks.ts';
import { MERGER, NOTHING_CARRIED } from '../../testing/carried.ts';
import { merged, storyAt } from '../../testing/stages.ts';
import { residentialProperty, type Story } from '../../testing/story.ts';

const [LOW, MIDDLE, TOP] = residentialProperty.ladder.map(({ id }) => id) as [string, string, string];
const FIRST = '7F3K-9M2Q-X4TB';
const SECOND = 'WER4-8GMR-ZGE1';

type Asked = readonly [level: string, awaited: boolean];

/** A case whose own level was asked, or not, and which takes over cases with these. */
function takenOver(own: Asked | undefined, ...others: readonly Asked[]): Story {
  const told = classifiedAs('minor');
  if (own !== undefined) {
    const [to, awaited] = own;
    told.do('EscalateToManager', {
      ...{ to, reason: 'authority', explanation: 'Money', complainantTold: true },
    });
    if (!awaited)
      told.letting({ id: 'decider', roles: [to] }, 'DecideEscalation', { decision: 'Repair it' }).accepted();
  }
  return told.do('TakeOverCase', {
    ...{ from: FIRST, merge: 'M1', reason: 'The same lift', by: MERGER },
    carries: others.map(([level, levelAwaited], index) => ({
      ...NOTHING_CARRIED,
      ...{ case: index === 0 ? FIRST : SECOND, level, levelAwaited },
    })),
  });
}

describe('the level that has the matter after a merging (AUT-4)', () => {
  it.each<[string, Asked | undefined, readonly Asked[], Asked | undefined]>([
    ['nobody was asked', undefined, [['frontline', false]], undefined],
    ['the other one was asked', undefined, [[LOW, true]], [LOW, true]],
    ['the other one had decided', undefined, [[MIDDLE, false]], [MIDDLE, false]],
    ['both have the same and one waits for it', [LOW, false], [[LOW, true]], [LOW, true]],
    ['both have the same and this one waits for it', [LOW, true], [[LOW, true]], undefined],
    ['both have the same and nobody waits', [LOW, false], [[LOW, false]], undefined],
    ['this one has a higher one', [LOW, true], [['frontline', false]], undefined],
    ['a higher one than this one was asked', [LOW, true], [[MIDDLE, false]], [MIDDLE, false]],
    [
      'the first of two has the highest',
      undefined,
      [
        [TOP, true],
        [MIDDLE, true],
      ],
      [TOP, true],
    ],
    [
      'the second of two has the highest',
      undefined,
      [
        [LOW, true],
        [TOP, false],
      ],
      [TOP, false],
    ],
    [
      'the second of two waits for the same',
      undefined,
      [
        [LOW, false],
        [LOW, true],
      ],
      [LOW, true],
    ],
  ])('AUT-4 is the highest of all, where %s', (_, own, others, expected) => {
    const told = takenOver(own, ...others);
    const level = expected && { level: expected[0], awaited: expected[1] };
    expect(told.last('CaseTakenOver').map((each) => each.level)).toEqual([level]);
    const [has, awaited] = expected ?? own ?? ['frontline', false];
    expect(told.record).toMatchObject({ level: has, levelAwaited: awaited });
  });
});

describe('a case that is merged', () => {
  it('LIF-2 ends once, by the merging that was begun', () => {
    const told = merged(storyAt('received'));
    const again = { into: FIRST, reason: 'The same lift' };
    expect(told.do('CompleteMerge', { ...again, merge: 'M1' }).lastTypes).toEqual([]);
    told.do('CompleteMerge', { ...again, merge: 'M9' }).refused('not-merging', 'LIF-2');
    storyAt('received')
      .do('CompleteMerge', { ...again, merge: 'M1' })
      .refused('not-merging', 'LIF-2');
  });
});

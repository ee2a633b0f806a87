import { describe, expect, it } from 'vitest';
import { classifiedAs, schedulerRuns } from '../testing/clocks.ts';
import { storyAt } from '../testing/stages.ts';
import { GENERAL_MANAGER, RECEIVER, type Character, type Story } from '../testing/story.ts';
import { movedTo, versionTwo } from '../testing/versions.ts';
import { involvedIn } from './involved.ts';

const INVALID = { valid: false, reason: 'It is another house.' };
const involved = (told: Story): readonly string[] => [...new Set(involvedIn(told.record))].sort();
const judgedBy = (actor: Character): Story => classifiedAs('minor').letting(actor, 'AssessValidity', INVALID);

describe('whoever was in a case in any part', () => {
  it('CON-1 is whoever has judged it, though they never had it in hand', () => {
    expect(involved(classifiedAs('minor'))).toEqual([RECEIVER.id]);
    const told = judgedBy(GENERAL_MANAGER);
    expect(told.record.handlers).not.toContain(GENERAL_MANAGER.id);
    expect(involved(told)).toEqual([GENERAL_MANAGER.id, RECEIVER.id]);
  });

  it('CON-1 DIS-5 is whoever somebody has acted for, too', () => {
    const deputy = { ...GENERAL_MANAGER, id: 'deputy-1', deputyFor: GENERAL_MANAGER.id };
    expect(involved(judgedBy(deputy))).toEqual(['deputy-1', GENERAL_MANAGER.id, RECEIVER.id]);
  });

  it('CON-1 is no process of ours, and nobody who has only moved the case to other rules', () => {
    const told = schedulerRuns(movedTo(classifiedAs('minor'), versionTwo()), '2026-10-30T09:00:00+08:00');
    expect(told.lastTypes).not.toEqual([]);
    expect(involved(told)).toEqual([RECEIVER.id]);
  });

  it('CON-1 OUT-4 remains so once the case is reopened, with whoever has reopened it', () => {
    const told = storyAt('closed');
    const before = involved(told);
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'A witness' }).accepted();
    expect(before).not.toContain(GENERAL_MANAGER.id);
    expect(involved(told)).toEqual([...before, GENERAL_MANAGER.id].sort());
  });
});

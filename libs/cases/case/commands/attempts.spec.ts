import { describe, expect, it } from 'vitest';
import { classifiedAs, runningClocks } from '../../testing/clocks.ts';
import { MERGER, NOTHING_CARRIED } from '../../testing/carried.ts';
import { isListed } from '../../testing/listed.ts';
import { CALLER, later, storyAt } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, residentialProperty, type Story } from '../../testing/story.ts';

const { minutesApart } = residentialProperty.attempts;
const failed = (about: 'offer' | 'outcome') => ({ about, method: 'phone' }) as const;
const OTHER = NOTHING_CARRIED.case;
const untold = { of: OTHER, about: 'merging', method: 'phone', reached: false, summary: 'One lift' } as const;

/** Three times at once. */
const thrice = (told: Story, tries: (told: Story) => Story): Story => tries(tries(tries(told)));

describe('attempts to reach somebody', () => {
  it.each([
    [
      'SOL-1 an answer to an offer',
      'solutionOffered',
      (told: Story) => told.do('RecordFailedContact', failed('offer')),
      (told: Story) => told.letting(AFFAIRS_SUPERVISOR, 'LapseOffer', { reason: 'No answer' }),
    ],
    [
      'OUT-1 hearing the outcome',
      'resolved',
      (told: Story) => told.do('RecordFailedContact', failed('outcome')),
      (told: Story) => told.do('RecordOutcomeUntellable', { reason: 'Moved' }),
    ],
    [
      'INT-8 a callback',
      'awaitingCallback',
      (told: Story) => told.do('RecordCallback', { reached: false }),
      (told: Story) => told.do('EndContact', { reason: 'No answer' }),
    ],
  ] as const)(
    '%s: those at once count as one, those with time between them count each',
    (_what, stage, tries, ends) => {
      const told = thrice(storyAt(stage), tries);
      expect(ends(told).lastRefusal).toMatchObject({
        ...{ code: 'more-attempts-needed', details: { made: 1, minutesApart } },
      });
      tries(later(told, minutesApart - 1));
      expect(ends(told).lastRefusal).toMatchObject({ details: { made: 1 } });
      tries(later(tries(later(told, 1)), minutesApart));
      ends(told).accepted();
    },
  );

  it('OUT-3 two follow-ups in one minute are one, and the case is not closed by them', () => {
    const missed = { method: 'phone', reached: false } as const;
    const told = storyAt('outcomeNotified').by(CALLER);
    told.do('RecordFollowUp', missed).do('RecordFollowUp', missed);
    expect(told.last('FollowUpRecorded')).toMatchObject([{ attempt: 1 }]);
    expect(runningClocks(told)).toContain('follow-up');
    told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.lastRefusal?.details?.['missing']).toContain('followUpDone');
    later(told, minutesApart).do('RecordFollowUp', missed);
    expect(told.last('FollowUpRecorded')).toMatchObject([{ attempt: 2 }]);
    expect(runningClocks(told)).not.toContain('follow-up');
  });

  it('LIF-2 OUT-1 the complainant of a merged case is not given up in one minute', () => {
    const told = storyAt('dispatched').do('TakeOverCase', {
      ...{ from: OTHER, merge: 'M1', reason: 'One lift', by: MERGER },
      carries: [NOTHING_CARRIED],
    });
    thrice(told, () => told.do('TellMergedComplainant', untold));
    expect(told.last('MergedComplainantTold')).not.toMatchObject([{ exhausted: true }]);
    for (let time = 0; time < 2; time += 1) later(told, minutesApart).do('TellMergedComplainant', untold);
    expect(told.last('MergedComplainantTold')).toMatchObject([{ exhausted: true }]);
  });

  it('LIF-2 REP-1 a case that was turned down leaves the list once its merged complainant was tried often enough', () => {
    const told = classifiedAs('minor').do('TakeOverCase', {
      ...{
        from: OTHER,
        merge: 'M1',
        reason: 'One lift',
        by: MERGER,
        carries: [{ ...NOTHING_CARRIED, told: true }],
      },
    });
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'in-court', method: 'phone' });
    for (let time = 0; time < 3; time += 1) {
      expect(isListed(told)).toBe(true);
      later(told.do('TellMergedComplainant', { ...untold, about: 'outcome' }), minutesApart);
    }
    expect(isListed(told)).toBe(false);
    told.letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });

  it('INT-8 whoever was reached and gives up again is called back again', () => {
    const told = storyAt('awaitingCallback').do('RecordCallback', { reached: true });
    told.do('RecordAbandonedContact', {
      ...{ procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
    });
    told.do('EndContact', { reason: 'Nothing wanted' }).refused('more-attempts-needed', 'INT-8');
  });
});

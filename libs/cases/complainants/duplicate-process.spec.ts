import { describe, expect, it } from 'vitest';
import { eventId, commandId, streamName, type Cause } from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import { duplicateProcess } from './duplicate-process.ts';
import { GENERAL_MANAGER, story } from '../testing/story.ts';

const SCHEDULER = { id: 'duplicates', roles: ['system'] };

describe('looking for duplicates afterwards (INT-10)', () => {
  it('INT-10 names what the intake did not, once, and nothing when there is nothing new', () => {
    const told = story().opened({}, { candidates: ['CASE-1'] });
    told.by(SCHEDULER).do('SuspectDuplicates', {}, { candidates: ['CASE-1', 'CASE-2', 'CASE-2'] });
    expect(told.last('DuplicateSuspected')).toEqual([{ of: ['CASE-2'] }]);
    expect(told.record.suspectedDuplicates).toEqual(['CASE-1', 'CASE-2']);
    told.do('SuspectDuplicates', {}, { candidates: ['CASE-1', 'CASE-2'] });
    expect(told.lastTypes).toEqual([]);
  });

  it('INT-10 leaves a case alone that is over, and a contact that is none yet', () => {
    const over = story().opened();
    over.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Settled with the neighbour' }).accepted();
    over.by(SCHEDULER).do('SuspectDuplicates', {}, { candidates: ['CASE-1'] });
    expect(over.lastTypes).toEqual([]);
  });

  it('INT-10 is asked of every complaint under an id of its own, and of none that was imported', () => {
    const logged = (source: object): Cause<CaseEvent> =>
      ({
        type: 'ComplaintLogged',
        id: eventId(commandId('logged'), 0),
        stream: streamName('case', '7F3K-9M2Q-X4TB'),
        data: source,
      }) as unknown as Cause<CaseEvent>;
    const [first, again] = [duplicateProcess.react(logged({})), duplicateProcess.react(logged({}))];
    expect(first).toMatchObject([{ command: { type: 'SuspectDuplicates' } }]);
    expect(first).toEqual(again);
    expect(duplicateProcess.react(logged({ source: { system: 'old' } }))).toEqual([]);
    const corrected = (data: object) =>
      duplicateProcess.react({ ...logged(data), type: 'IntakeCorrected' } as Cause<CaseEvent>);
    expect(corrected({ complainant: { kind: 'individual' } })).toHaveLength(1);
    expect(corrected({ description: 'The other lift' })).toEqual([]);
  });
});

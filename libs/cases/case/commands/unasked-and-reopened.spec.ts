import { describe, expect, it } from 'vitest';
import { classifiedAs } from '../../testing/clocks.ts';
import { storyAt } from '../../testing/stages.ts';
import { GENERAL_MANAGER, RECEIVER, type Story } from '../../testing/story.ts';
import { COUNTER, STORE_MANAGER, supermarketCase, yuan } from '../../testing/supermarket.ts';

const unknown = { complainant: { kind: 'individual' } } as const;
const repair = { options: [{ description: 'Repair it' }] };
const carriedOut = (told: Story): Story => told.letting(GENERAL_MANAGER, 'ImplementSolution', {});

describe('what is carried out for somebody unknown (INT-4)', () => {
  it('INT-4 AUT-5 waits for the approvals of its plan', () => {
    const told = classifiedAs('major', unknown).do('PrepareSolutions', repair);
    carriedOut(told).refused('not-accepted', 'SOL-1');
    told.letting({ id: 'another-manager', roles: ['general-manager'] }, 'ApprovePlan', {}).accepted();
    expect(carriedOut(told).last('SolutionImplemented')).toEqual([{ option: 'S1' }]);
  });

  it('INT-4 SOL-1 is nothing where nothing was prepared', () => {
    carriedOut(classifiedAs('minor', unknown)).refused('not-accepted', 'SOL-1');
  });
});

describe('reopening what is resolved and not over (OUT-6)', () => {
  const reopening = { cause: 'newFacts', reason: 'Again' } as const;

  it('OUT-6 AUT-6 is for whoever may carry out what was decided; what is over is for a level', () => {
    storyAt('resolved').by(RECEIVER).do('ReopenCase', reopening).accepted();
    storyAt('closed').by(RECEIVER).do('ReopenCase', reopening).refused('not-authorised', 'OUT-6');
  });
});

describe('what a percentage is of (SOL-3)', () => {
  it('SOL-3 bill and fee are known each for itself, and recorded again when they were wrong', () => {
    const told = supermarketCase().by(COUNTER);
    told.do('RecordAmounts', { fee: yuan('40.00'), source: 'Contract' }).accepted();
    expect(told.record).not.toHaveProperty('bill');
    told.do('RecordAmounts', { bill: yuan('100.00'), source: 'Bill' }).accepted();
    expect(told.record).toMatchObject({ fee: yuan('40.00'), bill: yuan('100.00') });
    told.do('RecordAmounts', { fee: yuan('30.00'), source: 'Contract' }).accepted();
    expect(told.record).toMatchObject({ fee: yuan('30.00'), bill: yuan('100.00') });
    told.letting(STORE_MANAGER, 'GrantCompensation', {
      ...{ remedy: { kind: 'feeWaiver', percent: 50, of: 'fee' }, reason: 'Half' },
    });
    expect(told.accepted().last('CompensationGranted')).toMatchObject([{ worth: yuan('15.00') }]);
  });
});

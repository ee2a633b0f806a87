import { describe, expect, it } from 'vitest';
import { accepts, grants, offers, total } from '../../testing/offers.ts';
import type { Story } from '../../testing/story.ts';
import {
  COUNTER,
  MANAGER,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';

describe('when the worth changes (SOL-3, SOL-4)', () => {
  const bill = (minor: number) => ({ bill: { minor, currency: 'CNY' }, source: 'Bill 118' });
  const discounted = (): Story => {
    const told = supermarketCase().do('RecordAmounts', bill(300_000));
    told.do('PrepareSolutions', {
      options: [{ description: '8.8 折', remedy: { kind: 'discount', percent: 12, of: 'bill' } }],
    });
    return offers(told, SUPERVISOR).accepted();
  };

  it('ACC-5 SOL-3 a percentage is taken of the bill that was recorded', () => {
    expect(discounted().last('SolutionOffered')[0]?.promise?.worth).toEqual(yuan('360.00'));
  });

  it('SOL-4 a bill that was larger is judged again before anything is delivered', () => {
    const told = accepts(discounted()).do('RecordAmounts', bill(1_000_000));
    expect(told.last('RemedyRevalued')).toEqual([
      { grant: 'G1', before: yuan('360.00'), worth: yuan('1200.00') },
    ]);
    expect(total(told)).toBe(120_000);
    const paid = { grant: 'G1', reference: 'Till 7' };
    told.by(SUPERVISOR).do('ConfirmCompensation', paid).refused('not-authorised', 'SOL-4');
    told.by(MANAGER).do('ConfirmCompensation', paid).accepted();
  });

  it('SOL-4 an offer that has outgrown its decision is accepted before the level of the new total only', () => {
    const told = discounted().by(COUNTER).do('RecordAmounts', bill(1_000_000)).accepted();
    expect(told.last('RemedyRevalued')).toEqual([
      { option: 'S1', before: yuan('360.00'), worth: yuan('1200.00') },
    ]);
    accepts(told).refused('not-authorised', 'SOL-4');
    told.by(MANAGER).do('AcceptSolution', { option: 'S1' });
    expect(told.last('CompensationGranted')[0]?.authority.level).toBe('customer-service-manager');
    told.by(COUNTER).do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).accepted();
  });

  it('SOL-3 a bill that was smaller makes the promise smaller; what was delivered stays what it was', () => {
    const told = accepts(discounted()).do('RecordAmounts', bill(100_000)).accepted();
    expect(total(told)).toBe(12_000);
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).do('RecordAmounts', bill(1_000_000));
    expect(told.lastTypes).toEqual(['AmountsRecorded']);
    expect(total(told)).toBe(12_000);
  });

  it("SOL-3 a corrected goods' value does the same", () => {
    const told = supermarketCase({ value: '400.00' });
    grants(told, SUPERVISOR, { kind: 'refund', percent: 100 }).by(STORE_MANAGER);
    told.do('CorrectIntake', { reason: 'Typo', retail: { goodsValue: yuan('40.00') } });
    expect(told.last('RemedyRevalued')).toEqual([
      { grant: 'G1', before: yuan('400.00'), worth: yuan('40.00') },
    ]);
  });

  it('SOL-3 amounts are in the currency of the procedure, and there is one at least', () => {
    const told = supermarketCase();
    told.do('RecordAmounts', { source: 'Nothing' }).refused('nothing-to-record', 'SOL-3');
    told
      .do('RecordAmounts', { fee: { minor: 1, currency: 'USD' }, source: 'Bill' })
      .refused('foreign-currency', 'SOL-3');
  });
});

import { describe, expect, it } from 'vitest';
import type { Remedy } from '../events/fields.ts';
import type { Character, Story } from '../../testing/story.ts';
import {
  COUNTER,
  LEVELS,
  MANAGER,
  refund,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';

const grants = (told: Story, actor: Character, remedy: Remedy): Story =>
  told.by(actor).do('GrantCompensation', { remedy, reason: 'Spoilt' });

/** The lowest level whose grant is one, and not a request. */
const decidedBy = (told: () => Story, remedy: Remedy): string | undefined =>
  LEVELS.find((level) => grants(told(), level, remedy).lastTypes.includes('CompensationGranted'))?.roles[0];

describe('who decides (AUT-3, ACC-2)', () => {
  it.each([
    ['499.99', 'customer-service-supervisor'],
    ['500.00', 'customer-service-manager'],
    ['1999.99', 'customer-service-manager'],
    ['2000.00', 'store-manager'],
  ])('ACC-2 goods at %s are decided by the %s', (value, level) => {
    expect(decidedBy(() => supermarketCase({ value }), refund(value))).toBe(level);
    expect(decidedBy(() => supermarketCase({ value }), refund('5.00'))).toBe(level);
  });

  it('ACC-2 spoiled food at 5 yuan is decided by the store manager', () => {
    expect(decidedBy(() => supermarketCase({ value: '5.00', category: 'spoiled' }), refund('5.00'))).toBe(
      'store-manager',
    );
  });

  it.each([
    ['food/food-poisoning', 'store-manager'],
    ['safety/forklift-injury', 'store-manager'],
    ['building/facilities', 'store-manager'],
    ['returns/return-dispute', 'customer-service-manager'],
    ['service/checkout', 'customer-service-manager'],
    ['staff/attitude', 'customer-service-supervisor'],
    ['daily/price', 'customer-service-supervisor'],
  ])('AUT-3 %s is decided by the %s', (category, level) => {
    expect(decidedBy(() => supermarketCase({ category }), refund('5.00'))).toBe(level);
  });

  it('AUT-3 the decision stores the rule, the limit and the amount that it was made with', () => {
    const told = grants(supermarketCase({ value: '600.00' }), MANAGER, refund('400.00'));
    expect(told.last('CompensationGranted')).toEqual([
      {
        ...{ grant: 'G1', remedy: refund('400.00'), worth: yuan('400.00'), reason: 'Spoilt' },
        authority: {
          ...{ level: 'customer-service-manager', rule: 'value-500-to-2000' },
          ...{ limit: yuan('1999.99'), caseTotal: yuan('400.00') },
        },
      },
    ]);
    expect(grants(told, STORE_MANAGER, refund('1.00')).last('CompensationGranted')[0]?.authority).toEqual({
      ...{ level: 'store-manager', rule: 'value-500-to-2000', caseTotal: yuan('401.00') },
    });
  });
});

describe('what a remedy is worth (SOL-3)', () => {
  const limits = (remedy: Remedy, value?: string) => {
    const { authority } = grants(
      supermarketCase(value === undefined ? {} : { value }),
      STORE_MANAGER,
      remedy,
    ).last('CompensationGranted')[0] ?? { authority: undefined };
    return authority?.caseTotal?.minor;
  };

  it('ACC-5 SOL-3 12% off goods at 1000 yuan are 120 yuan, and a fraction of a fen counts as one', () => {
    expect(limits({ kind: 'discount', percent: 12 }, '1000.00')).toBe(12_000);
    expect(limits({ kind: 'discount', percent: 12 }, '0.99')).toBe(12);
  });

  it('SOL-3 a replacement is worth what the goods are, an apology nothing', () => {
    expect(limits({ kind: 'replacement', goods: 'The same kettle' }, '1500.00')).toBe(150_000);
    expect(limits({ kind: 'apology' }, '1500.00')).toBe(0);
  });

  it.each<[string, Remedy]>([
    ['goods without an amount', { kind: 'gift', goods: 'Two motorcycles' }],
    ['a waiver of a fee that nobody recorded', { kind: 'feeWaiver', percent: 100 }],
    ['another currency', { kind: 'money', amount: { minor: 1, currency: 'USD' } }],
  ])('SOL-3 SOL-4 %s, which nobody can value, is for the top of the ladder', (_, remedy) => {
    expect(decidedBy(supermarketCase, remedy)).toBe('store-manager');
  });

  it('SOL-4 a total with something unknown in it is unknown: what comes after is for the top, too', () => {
    const told = grants(supermarketCase(), STORE_MANAGER, { kind: 'gift', goods: 'A plant' }).accepted();
    expect(told.last('CompensationGranted')[0]?.authority).not.toHaveProperty('caseTotal');
    expect(grants(told, COUNTER, refund('1.00')).last('CompensationRequested')[0]?.neededLevel).toBe(
      'store-manager',
    );
  });

  it('SOL-3 goods with an amount beside are worth that', () => {
    expect(decidedBy(supermarketCase, { kind: 'gift', goods: 'A plant', amount: yuan('50.00') })).toBe(
      'receiver',
    );
  });

  it('SOL-3 it says how much', () => {
    const told = supermarketCase();
    grants(told, SUPERVISOR, { kind: 'refund' }).refused('remedy-incomplete', 'SOL-3');
    grants(told, SUPERVISOR, { kind: 'refund', amount: yuan('1.00'), of: 'bill' }).refused(
      'remedy-incomplete',
      'SOL-3',
    );
  });
});

describe('what does not get round the limits (SOL-4)', () => {
  it('SOL-3 a remedy is an amount or a percentage, never a small amount beside a large percentage', () => {
    const both: Remedy = { kind: 'discount', amount: yuan('0.01'), percent: 100 };
    grants(supermarketCase(), COUNTER, both).refused('remedy-ambiguous', 'SOL-3');
  });

  it('SOL-3 a replacement is never worth less than the goods, and an apology with a gift is a gift', () => {
    const told = supermarketCase({ value: '600.00' });
    const cheap: Remedy = { kind: 'replacement', amount: yuan('0.01'), goods: 'The same' };
    expect(grants(told, SUPERVISOR, cheap).lastTypes).toEqual(['CompensationRequested']);
    const golden: Remedy = { kind: 'apology', goods: 'A gold bar' };
    expect(grants(supermarketCase(), COUNTER, golden).lastTypes).toEqual(['CompensationRequested']);
  });

  it.each([undefined, yuan('1.00')])(
    "SOL-4 a corrected goods' value (%j) frees nothing that is delivered",
    (goodsValue) => {
      const told = supermarketCase({ value: '490.00' });
      grants(told, SUPERVISOR, { kind: 'refund', percent: 100 }).accepted();
      told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).accepted();
      const retail = { brand: 'Northwind', ...(goodsValue && { goodsValue }) };
      told.do('CorrectIntake', { reason: 'Typo', retail }).accepted();
      expect(grants(told, SUPERVISOR, refund('10.00')).lastTypes).toEqual(['CompensationRequested']);
    },
  );

  it('SOL-4 the total stays a sum that can be counted', () => {
    const most: Remedy = { kind: 'refund', amount: { minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' } };
    const told = grants(supermarketCase(), STORE_MANAGER, most).accepted();
    grants(told, STORE_MANAGER, refund('0.01')).refused('amount-too-large', 'SOL-4');
  });
});

describe('grants and requests (SOL-4)', () => {
  it('SOL-4 the total of the case counts, not each grant', () => {
    const told = grants(supermarketCase(), SUPERVISOR, refund('300.00'));
    expect(told.lastTypes).toEqual(['CompensationGranted']);
    expect(grants(told, SUPERVISOR, refund('199.99')).lastTypes).toEqual(['CompensationGranted']);
    expect(grants(told, SUPERVISOR, refund('0.01')).last('CompensationRequested')).toEqual([
      {
        ...{
          request: 'R1',
          remedy: refund('0.01'),
          worth: yuan('0.01'),
          reason: 'Spoilt',
          neededLevel: 'customer-service-manager',
        },
        authority: {
          ...{ level: 'customer-service-supervisor', rule: 'compensation limits' },
          ...{ limit: yuan('499.99'), caseTotal: yuan('500.00') },
        },
      },
    ]);
    grants(told, COUNTER, refund('0.01')).refused('not-authorised', 'SOL-4');
    expect(grants(told, COUNTER, refund('0.02')).lastTypes).toEqual(['CompensationRequested']);
  });

  it('SOL-4 the level that has the authority answers the request, with no more than was asked', () => {
    const told = grants(supermarketCase(), SUPERVISOR, refund('600.00')).by(MANAGER);
    const answer = (remedy: Remedy, request = 'R1') =>
      told.do('GrantCompensation', { remedy, reason: 'Fair', request });
    answer(refund('600.01')).refused('not-as-requested', 'SOL-4');
    answer({ kind: 'voucher', amount: yuan('600.00') }).refused('not-as-requested', 'SOL-4');
    answer({ kind: 'refund', goods: 'A television' }).refused('not-as-requested', 'SOL-4');
    answer(refund('600.00'), 'R2').refused('no-open-request', 'SOL-4');
    told.by(SUPERVISOR);
    answer(refund('600.00')).refused('same-person', 'SOL-4');
    told.by({ ...SUPERVISOR, id: 'supervisor-2' });
    answer(refund('600.00')).refused('not-authorised', 'SOL-4');
    told.by(MANAGER);
    expect(answer(refund('550.00')).last('CompensationGranted')[0]).toMatchObject({
      grant: 'G1',
      request: 'R1',
    });
    answer(refund('1.00')).refused('no-open-request', 'SOL-4');
  });

  it('SOL-4 refuses a request at the level that it needs', () => {
    const told = grants(supermarketCase(), SUPERVISOR, refund('600.00'));
    const no = { request: 'R1', reason: 'Not our fault' };
    told.do('RefuseCompensation', no).refused('not-authorised', 'SOL-4');
    told.by(MANAGER).do('RefuseCompensation', no);
    expect(told.last('CompensationRequestRefused')).toEqual([{ ...no, level: 'customer-service-manager' }]);
    told.do('RefuseCompensation', no).refused('no-open-request', 'SOL-4');
  });

  it('INV-4 nobody grants, refuses or reverses in a complaint about themselves', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', staffId: MANAGER.id }] });
    grants(told, SUPERVISOR, refund('600.00')).accepted();
    grants(told, STORE_MANAGER, refund('10.00')).by(MANAGER);
    grants(told, MANAGER, refund('10.00')).refused('conflict-of-interest', 'INV-4');
    told.do('RefuseCompensation', { request: 'R1', reason: 'No' }).refused('conflict-of-interest', 'INV-4');
    told
      .do('ReverseCompensation', { grant: 'G1', reason: 'No', how: 'notDelivered' })
      .refused('conflict-of-interest', 'INV-4');
  });

  it('INV-4 a complaint about a level is granted above it', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', level: 'customer-service-manager' }] });
    grants(told, MANAGER, refund('10.00')).refused('respondent-not-below', 'INV-4');
    grants(told, STORE_MANAGER, refund('10.00')).accepted();
  });
});

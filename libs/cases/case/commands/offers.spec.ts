import { describe, expect, it } from 'vitest';
import { totalOf } from '../remedies/remedy.ts';
import type { Remedy } from '../events/fields.ts';
import type { Character, Story } from '../../testing/story.ts';
import {
  COUNTER,
  MANAGER,
  refund,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';

const OTHER = '7F3K-9M2Q-X4TB';
const offer = { method: 'phone' } as const;
const prepared = (...remedies: readonly Remedy[]): Story =>
  supermarketCase()
    .do('PrepareSolutions', { options: remedies.map((remedy) => ({ description: 'Pay it', remedy })) })
    .accepted();
const offers = (told: Story, actor: Character): Story => told.by(actor).do('OfferSolution', offer);
const accepts = (told: Story, option = 'S1'): Story => told.by(COUNTER).do('AcceptSolution', { option });
const grants = (told: Story, actor: Character, remedy: Remedy): Story =>
  told.by(actor).do('GrantCompensation', { remedy, reason: 'Fair' });
const total = ({ record }: Story) => totalOf(record.remedies);
const statuses = ({ record }: Story) => record.remedies.map(({ status }) => status);

describe('what an offer promises (SOL-4)', () => {
  it('SOL-4 an offer within the authority reserves its sum, with the decision that it was made with', () => {
    const told = offers(prepared(refund('400.00')), SUPERVISOR);
    expect(told.last('SolutionOffered')).toEqual([
      {
        ...{ option: 'S1', method: 'phone' },
        promise: {
          ...{ remedy: refund('400.00'), worth: yuan('400.00') },
          authority: {
            ...{ level: 'customer-service-supervisor', rule: 'compensation limits' },
            ...{ limit: yuan('499.99'), caseTotal: yuan('400.00') },
          },
        },
      },
    ]);
    expect(total(told)).toBe(40_000);
    expect(grants(told, SUPERVISOR, refund('100.00')).lastTypes).toEqual(['CompensationRequested']);
  });

  it('SOL-4 above the authority it becomes a request, and the complainant hears nothing', () => {
    const told = offers(prepared(refund('50000.00')), COUNTER);
    expect(told.lastTypes).toEqual(['CompensationRequested']);
    expect(told.last('CompensationRequested')[0]).toMatchObject({
      ...{ request: 'R1', option: 'S1', worth: yuan('50000.00'), neededLevel: 'store-manager' },
    });
    expect(told.record).toMatchObject({ stage: 'classified', options: [{ status: 'prepared' }] });
    expect(total(told)).toBe(0);
    offers(told, COUNTER).refused('already-requested', 'SOL-4');
    told.do('AcceptSolution', { option: 'S1' }).refused('not-offered', 'SOL-1');
  });

  it.each<Remedy>([
    { kind: 'gift', goods: 'Two motorcycles' },
    { kind: 'feeWaiver', percent: 100 },
    { kind: 'refund', amount: { minor: 100, currency: 'USD' } },
  ])('SOL-4 what nobody can value is asked of the top: %j', (remedy) => {
    for (const actor of [COUNTER, SUPERVISOR, MANAGER])
      expect(offers(prepared(remedy), actor).last('CompensationRequested')[0]?.neededLevel).toBe(
        'store-manager',
      );
    expect(offers(prepared(remedy), STORE_MANAGER).lastTypes).toContain('SolutionOffered');
  });

  it('SOL-4 the level that has the authority lets it be offered; then those below offer it', () => {
    const told = offers(prepared(refund('1500.00')), COUNTER);
    told.do('AuthoriseOffer', { request: 'R1' }).refused('not-authorised', 'SOL-4');
    told.by(SUPERVISOR).do('AuthoriseOffer', { request: 'R1' }).refused('not-authorised', 'SOL-4');
    told.by(MANAGER).do('AuthoriseOffer', { request: 'R1' });
    expect(told.last('OfferAuthorised')[0]).toMatchObject({
      ...{ request: 'R1', option: 'S1', worth: yuan('1500.00') },
      authority: { level: 'customer-service-manager', caseTotal: yuan('1500.00') },
    });
    expect(total(told)).toBe(0);
    expect(offers(told, COUNTER).last('SolutionOffered')[0]?.promise?.authority.level).toBe(
      'customer-service-manager',
    );
    expect(total(told)).toBe(150_000);
    told.by(MANAGER).do('AuthoriseOffer', { request: 'R1' }).refused('no-open-request', 'SOL-4');
  });

  it('SOL-4 whoever asked does not answer, and the level may offer it itself or refuse', () => {
    const told = offers(prepared(refund('1500.00')), SUPERVISOR);
    told.by({ ...MANAGER, id: SUPERVISOR.id }).do('AuthoriseOffer', { request: 'R1' });
    told.refused('same-person', 'SOL-4');
    expect(offers(told, MANAGER).lastTypes).toContain('SolutionOffered');
    expect(statuses(told)).toEqual(['offered']);
    const refused = offers(prepared(refund('1500.00')), COUNTER);
    refused.by(MANAGER).do('RefuseCompensation', { request: 'R1', reason: 'Too much' }).accepted();
    expect(offers(refused, COUNTER).last('CompensationRequested')[0]?.request).toBe('R2');
  });

  it('SOL-4 a request to offer is not answered by a grant', () => {
    const told = offers(prepared(refund('1500.00')), COUNTER).by(MANAGER);
    told
      .do('GrantCompensation', { remedy: refund('1500.00'), reason: 'Fair', request: 'R1' })
      .refused('request-to-offer', 'SOL-4');
  });

  it('SOL-4 an authorised offer that has outgrown its decision is asked for anew', () => {
    const told = offers(prepared(refund('1500.00')), COUNTER);
    told.by(MANAGER).do('AuthoriseOffer', { request: 'R1' }).accepted();
    grants(told, MANAGER, refund('100.00')).accepted();
    expect(offers(told, COUNTER).last('CompensationRequested')[0]).toMatchObject({
      ...{ request: 'R2', neededLevel: 'customer-service-manager' },
    });
  });

  it('AUT-4 while a level is asked an offer that gives something is a request to it', () => {
    const told = prepared(refund('10.00'));
    told.do('EscalateToManager', { reason: 'authority', explanation: 'Mine?', complainantTold: true });
    expect(offers(told, COUNTER).last('CompensationRequested')[0]?.neededLevel).toBe(
      'customer-service-supervisor',
    );
    expect(offers(told, SUPERVISOR).lastTypes).toEqual(
      expect.arrayContaining(['SolutionOffered', 'EscalationDecided']),
    );
  });

  it('AUT-4 what was authorised is asked anew once a level has been asked', () => {
    const told = offers(prepared(refund('100.00')), COUNTER);
    told.by(SUPERVISOR).do('AuthoriseOffer', { request: 'R1' }).by(COUNTER);
    told.do('EscalateToManager', { reason: 'authority', explanation: 'Sure?', complainantTold: true });
    expect(offers(told, COUNTER).lastTypes).toEqual(['CompensationRequested']);
    expect(statuses(told)).toEqual(['lapsed', 'requested']);
  });

  it('SOL-4 a new plan leaves nothing of the requests for the old one', () => {
    const told = offers(prepared(refund('1500.00')), COUNTER);
    told.do('PrepareSolutions', { options: [{ description: 'Sorry' }] }).by(MANAGER);
    told.do('AuthoriseOffer', { request: 'R1' }).refused('no-open-request', 'SOL-4');
    expect(statuses(told)).toEqual(['lapsed']);
  });
});

describe('from the offer to its end (SOL-4, SOL-6)', () => {
  it('SOL-4 the acceptance grants it, once, under the decision on the offer', () => {
    const told = accepts(offers(prepared(refund('400.00')), SUPERVISOR));
    expect(told.last('CompensationGranted')).toEqual([
      {
        ...{ grant: 'G1', option: 'S1', remedy: refund('400.00'), worth: yuan('400.00'), reason: 'Pay it' },
        authority: {
          ...{ level: 'customer-service-supervisor', rule: 'compensation limits' },
          ...{ limit: yuan('499.99'), caseTotal: yuan('400.00') },
        },
      },
    ]);
    expect(total(told)).toBe(40_000);
    told.do('ImplementSolution', { reference: 'Till 7' });
    expect(told.last('CompensationGranted')).toEqual([]);
    expect(told.last('CompensationDelivered')).toEqual([{ grant: 'G1', reference: 'Till 7' }]);
    expect(statuses(told)).toEqual(['delivered']);
  });

  it('SOL-4 a grant made meanwhile does not ask for a second decision, and names the one that holds the total', () => {
    const told = offers(prepared(refund('400.00')), SUPERVISOR);
    grants(told, MANAGER, refund('1000.00')).accepted();
    expect(accepts(told).last('CompensationGranted')[0]?.authority).toMatchObject({
      ...{ level: 'customer-service-manager', caseTotal: yuan('1400.00') },
    });
  });

  it('SOL-4 AUT-4 what is granted is carried out also while a level is asked; what is offered is not accepted then', () => {
    const asks = { reason: 'authority', explanation: 'Sure?', complainantTold: true } as const;
    const told = accepts(offers(prepared(refund('400.00')), SUPERVISOR)).do('EscalateToManager', asks);
    told.do('ImplementSolution', { reference: 'Till 7' }).accepted();
    expect(statuses(told)).toEqual(['delivered']);
    const offered = offers(prepared(refund('400.00')), SUPERVISOR)
      .by(COUNTER)
      .do('EscalateToManager', asks);
    accepts(offered).refused('level-asked', 'AUT-4');
  });

  it('SOL-4 a rejected option frees its sum', () => {
    const told = offers(prepared(refund('400.00'), refund('450.00')), SUPERVISOR);
    told.do('RejectSolution', { option: 'S1', objection: 'No' }).accepted();
    expect(total(told)).toBe(0);
    expect(offers(told, SUPERVISOR).lastTypes).toContain('SolutionOffered');
    expect(total(told)).toBe(45_000);
  });

  it.each([
    ['WithdrawCase', { reason: 'It works' }],
    ['MergeCase', { into: OTHER, reason: 'The same' }],
  ] as const)('SOL-4 %s lets go of what is only offered; what is granted stays owed', (type, data) => {
    const told = offers(prepared(refund('400.00')), SUPERVISOR);
    grants(told, MANAGER, refund('50.00')).by(STORE_MANAGER).do(type, data).accepted();
    if (type === 'MergeCase')
      told.do('CompleteMerge', { into: OTHER, merge: 'M1', reason: 'The same' }).accepted();
    expect(statuses(told)).toEqual(['lapsed', 'granted']);
    expect(total(told)).toBe(5_000);
    told.do('ArchiveCase', {}).refused('compensation-owed', 'OUT-5');
    told.by(COUNTER).do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).accepted();
    expect(statuses(told)).toEqual(['lapsed', 'delivered']);
    told.do('ArchiveCase', {}).accepted();
  });

  it('LIF-2 SOL-4 a merged case leaves what it granted, not what it only offered', () => {
    const told = offers(prepared(refund('400.00')), SUPERVISOR);
    grants(told, MANAGER, refund('50.00')).do('MergeCase', { into: OTHER, reason: 'The same' });
    expect(told.last('MergeStarted')[0]?.carries).toMatchObject([{ committed: yuan('50.00') }]);
  });

  it('LIF-2 SOL-3 a corrected value changes nothing of what a merged case gives', () => {
    const complainant = { kind: 'individual', anonymous: false, same: false } as const;
    const carries = {
      ...{
        case: OTHER,
        channel: 'phone' as const,
        complainant,
        committed: yuan('300.00'),
        flags: [],
        promises: [],
      },
      ...{ told: false, unvalued: false },
    } as const;
    const told = supermarketCase({ value: '400.00' });
    told.do('TakeOverCase', { from: OTHER, merge: 'M1', reason: 'The same', carries: [carries] });
    told.by(MANAGER).do('RecordAmounts', { bill: yuan('10.00'), source: 'Bill' });
    expect(told.lastTypes).toEqual(['AmountsRecorded']);
    expect(total(told)).toBe(30_000);
  });

  it('SOL-4 turning a complaint down lets go of what was asked for', () => {
    const told = offers(prepared(refund('400.00')), COUNTER).by(STORE_MANAGER);
    told.do('DeclareInadmissible', { ground: 'in-court', method: 'phone' }).accepted();
    expect(statuses(told)).toEqual(['lapsed']);
    told.do('CloseCase', {}).accepted();
  });

  it('SOL-6 what is owed can be taken back after the end, with the authority for the total', () => {
    const told = grants(supermarketCase(), MANAGER, refund('800.00')).do('WithdrawCase', { reason: 'Fine' });
    const back = { grant: 'G1', reason: 'Not wanted', how: 'notDelivered' } as const;
    told.by(SUPERVISOR).do('ReverseCompensation', back).refused('not-authorised', 'SOL-4');
    told.by(MANAGER).do('ReverseCompensation', back).accepted();
    expect(total(told)).toBe(0);
  });

  it('OUT-5 an inadmissible case is not closed while something is owed', () => {
    const told = grants(supermarketCase(), MANAGER, refund('80.00')).by(STORE_MANAGER);
    told.do('DeclareInadmissible', { ground: 'in-court', method: 'phone' }).accepted();
    expect(told.do('CloseCase', {}).lastRefusal?.details).toEqual({ missing: ['compensationDelivered'] });
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).do('CloseCase', {}).accepted();
  });

  it('LIF-5 nothing is delivered or taken back before it was granted', () => {
    const told = grants(supermarketCase(), SUPERVISOR, refund('80.00')).at('2026-09-01T12:00:00+08:00');
    told.at('2026-09-02T09:00:00+08:00');
    grants(told, SUPERVISOR, refund('1.00')).accepted();
    const tooEarly = { happenedAt: '2026-09-01T18:00:00+08:00' };
    told
      .do('ConfirmCompensation', { grant: 'G2', reference: 'Till' }, tooEarly)
      .refused('before-granted', 'LIF-5');
    told
      .do('ReverseCompensation', { grant: 'G2', reason: 'x', how: 'notDelivered' }, tooEarly)
      .refused('before-granted', 'LIF-5');
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till' }, tooEarly).accepted();
  });
});

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

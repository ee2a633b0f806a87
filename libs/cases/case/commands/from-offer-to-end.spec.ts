import { describe, expect, it } from 'vitest';
import { NOTHING_CARRIED } from '../../testing/carried.ts';
import { accepts, grants, offers, prepared, statuses, total } from '../../testing/offers.ts';
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
      ...{ ...NOTHING_CARRIED, case: OTHER, complainant, committed: yuan('300.00') },
    } as const;
    const told = supermarketCase({ value: '400.00' });
    const by = { id: MANAGER.id, role: 'customer-service-manager' };
    told.do('TakeOverCase', { from: OTHER, merge: 'M1', reason: 'The same', by, carries: [carries] });
    told.by(MANAGER).do('RecordAmounts', { bill: yuan('10.00'), source: 'Bill' });
    expect(told.lastTypes).toEqual(['AmountsRecorded']);
    expect(total(told)).toBe(30_000);
  });

  it('SOL-1 OUT-5 what was taken back is granted anew when the accepted option is carried out', () => {
    const told = accepts(offers(prepared(refund('40.00')), SUPERVISOR));
    const back = { grant: 'G1', reason: 'Wrong till', how: 'notDelivered' } as const;
    told.letting(SUPERVISOR, 'ReverseCompensation', back).do('ImplementSolution', {});
    expect(told.last('CompensationGranted')).toMatchObject([
      { grant: 'G2', option: 'S1', worth: yuan('40.00') },
    ]);
    expect(statuses(told)).toEqual(['reversed', 'granted']);
  });

  it('SOL-1 what was carried out and then taken back has still to be carried out', () => {
    const told = accepts(offers(prepared(refund('40.00')), SUPERVISOR)).do('ImplementSolution', {});
    told.letting(SUPERVISOR, 'ReverseCompensation', { grant: 'G1', reason: 'Lost', how: 'notDelivered' });
    expect(told.record.options).toMatchObject([{ option: 'S1', status: 'accepted' }]);
    told.do('ImplementSolution', { reference: 'Till 8' });
    expect(statuses(told)).toEqual(['reversed', 'delivered']);
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
    expect(told.do('CloseCase', {}).lastRefusal?.details).toEqual({
      ...{ missing: ['compensationDelivered'], notDelivered: ['G1'] },
    });
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

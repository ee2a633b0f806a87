import { describe, expect, it } from 'vitest';
import type { Remedy } from '../events/fields.ts';
import { grants, offers, prepared, statuses, total } from '../../testing/offers.ts';
import { COUNTER, MANAGER, refund, STORE_MANAGER, SUPERVISOR, yuan } from '../../testing/supermarket.ts';

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

import { describe, expect, it } from 'vitest';
import type { Remedy } from '../events/fields.ts';
import { classifiedAs } from '../../testing/clocks.ts';
import {
  ENGINEER,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  story,
  type Character,
  type Story,
} from '../../testing/story.ts';
import { refund, yuan } from '../../testing/supermarket.ts';

const offer = { method: 'phone' } as const;
const SECOND_MANAGER: Character = { id: 'general-manager-2', roles: ['general-manager'] };

/** An important case: by its severity no plan of it needs an approval. */
const planned = (...remedies: readonly Remedy[]): Story =>
  classifiedAs('important')
    .by(RECEIVER)
    .do('PrepareSolutions', { options: remedies.map((remedy) => ({ description: 'Pay', remedy })) })
    .accepted();
const approves = (told: Story, actor: Character): Story => told.by(actor).do('ApprovePlan', {});

describe('approvals by amount, in order (AUT-5)', () => {
  it('AUT-5 a small sum needs none, a large one those of its levels before it is offered', () => {
    approves(planned(refund('2999.99')), OFFICE_DIRECTOR).refused('nothing-to-approve', 'AUT-5');
    const told = planned(refund('900000.00'));
    told.by(GENERAL_MANAGER).do('OfferSolution', offer).refused('approval-needed', 'AUT-5');
    expect(approves(told, OFFICE_DIRECTOR).last('PlanApproved')[0]?.level).toBe('office-director');
    told.by(GENERAL_MANAGER).do('OfferSolution', offer);
    expect(told.lastRefusal?.details).toEqual({ neededLevel: 'general-manager' });
    expect(approves(told, GENERAL_MANAGER).last('PlanApproved')[0]?.level).toBe('general-manager');
    told.do('OfferSolution', offer).accepted();
  });

  it('AUT-5 such a sum is not promised on the spot', () => {
    const settled = (amount: string) =>
      story()
        .opened()
        .by(GENERAL_MANAGER)
        .do('SettleAtOnce', {
          ...{ category: 'lift', severity: 'minor', criterion: 'small-inconvenience', solution: 'Pay' },
          ...{ method: 'inPerson', summary: 'Paid', remedy: refund(amount) },
        });
    settled('3000.00').refused('approval-needed', 'AUT-5');
    settled('2999.99').accepted();
  });

  it('AUT-5 nobody grants it alone either: it becomes a request, which somebody else answers', () => {
    const told = classifiedAs('important').by(GENERAL_MANAGER);
    const remedy = refund('900000.00');
    told.do('GrantCompensation', { remedy, reason: 'Fair' });
    expect(told.last('CompensationRequested')[0]?.neededLevel).toBe('general-manager');
    const answer = { remedy, reason: 'Fair', request: 'R1' };
    told.do('GrantCompensation', answer).refused('same-person', 'SOL-4');
    told.by(OFFICE_DIRECTOR).do('GrantCompensation', answer).refused('not-authorised', 'SOL-4');
    expect(told.by(SECOND_MANAGER).do('GrantCompensation', answer).lastTypes).toContain(
      'CompensationGranted',
    );
    expect(
      told.do('GrantCompensation', { remedy: refund('1.00'), reason: 'More' }).last('CompensationRequested'),
    ).toHaveLength(1);
  });

  it('AUT-5 one level is enough where the sum says so', () => {
    const told = approves(planned(refund('3000.00')), OFFICE_DIRECTOR);
    told.do('OfferSolution', offer).accepted();
  });

  it('AUT-5 what nobody can value needs every approval of a large sum', () => {
    const told = planned({ kind: 'gift', goods: 'Two motorcycles' });
    approves(told, OFFICE_DIRECTOR).accepted();
    told.by(GENERAL_MANAGER).do('OfferSolution', offer).refused('approval-needed', 'AUT-5');
  });

  it('AUT-5 it is the dearest option that counts, with what the case has promised already', () => {
    planned(refund('1.00'), refund('3000.00'))
      .by(GENERAL_MANAGER)
      .do('OfferSolution', offer)
      .refused('approval-needed', 'AUT-5');
    const told = classifiedAs('important').by(GENERAL_MANAGER);
    told.do('GrantCompensation', { remedy: refund('2000.00'), reason: 'Fair' }).accepted();
    told
      .do('PrepareSolutions', { options: [{ description: 'More', remedy: refund('1000.00') }] })
      .do('OfferSolution', offer)
      .refused('approval-needed', 'AUT-5');
  });

  it('AUT-5 nobody gives two approvals, and whoever prepared the plan gives none', () => {
    const told = planned(refund('5000.00'));
    told
      .by({ ...OFFICE_DIRECTOR, id: RECEIVER.id })
      .do('ApprovePlan', {})
      .refused('same-person', 'AUT-5');
    approves(told, GENERAL_MANAGER).accepted();
    approves(told, GENERAL_MANAGER).refused('same-person', 'AUT-5');
    approves(told, SECOND_MANAGER).accepted();
    told.do('OfferSolution', offer).accepted();
  });

  it('AUT-5 whoever approved a smaller total approves the plan again, when the total has grown', () => {
    const told = approves(approves(planned(refund('4000.00')), OFFICE_DIRECTOR), GENERAL_MANAGER);
    told.by(OFFICE_DIRECTOR).do('GrantCompensation', { remedy: refund('100.00'), reason: 'Fair' });
    told.accepted().by(GENERAL_MANAGER).do('OfferSolution', offer).refused('approval-needed', 'AUT-5');
    approves(told, OFFICE_DIRECTOR).accepted();
    approves(told, GENERAL_MANAGER).accepted();
    told.do('OfferSolution', offer).accepted();
  });

  it('AUT-5 a new plan needs all of them again', () => {
    const told = approves(approves(planned(refund('5000.00')), OFFICE_DIRECTOR), GENERAL_MANAGER);
    told
      .by(ENGINEER)
      .do('PrepareSolutions', { options: [{ description: 'Pay', remedy: refund('5000.00') }] })
      .by(GENERAL_MANAGER)
      .do('OfferSolution', offer);
    expect(told.lastRefusal?.details).toEqual({ neededLevel: 'office-director' });
  });

  it('AUT-5 an approval is for the sum that was seen', () => {
    const told = classifiedAs('important').do('RecordAmounts', { bill: yuan('40000.00'), source: 'Bill' });
    const discount: Remedy = { kind: 'discount', percent: 10 };
    told.by(RECEIVER).do('PrepareSolutions', { options: [{ description: '9 折', remedy: discount }] });
    approves(approves(told, OFFICE_DIRECTOR), GENERAL_MANAGER).accepted();
    told.do('RecordAmounts', { bill: yuan('50000.00'), source: 'The right bill' });
    told.do('OfferSolution', offer).refused('approval-needed', 'AUT-5');
  });

  it('AUT-5 SOL-4 the approval of a level whose limit holds the sum is the decision on it', () => {
    const told = approves(approves(planned(refund('5000.00')), OFFICE_DIRECTOR), GENERAL_MANAGER);
    expect(told.by(RECEIVER).do('OfferSolution', offer).last('SolutionOffered')[0]?.promise).toMatchObject({
      ...{ worth: yuan('5000.00') },
      authority: { level: 'general-manager', rule: 'approvals', caseTotal: yuan('5000.00') },
    });
    const below = approves(planned(refund('3000.00')), OFFICE_DIRECTOR).by(RECEIVER);
    expect(below.do('OfferSolution', offer).lastTypes).toContain('SolutionOffered');
  });
});

import { describe, expect, it } from 'vitest';
import { later, UNFOUNDED } from '../../testing/stages.ts';
import {
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  story,
  type Character,
  type Story,
} from '../../testing/story.ts';
import { STORE_MANAGER, supermarketCase } from '../../testing/supermarket.ts';

/** The matter of the office director (AUT-6). */
const important = (): Story =>
  story()
    .opened()
    .do('ClassifyCase', { category: 'lift', severity: 'important', criterion: 'service-fault' })
    .accepted();
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const grants = (told: Story, actor: Character, amount: number): Story =>
  told
    .letting(actor, 'GrantCompensation', {
      remedy: { kind: 'refund', amount: yuan(amount) },
      reason: 'Goodwill',
    })
    .accepted();
const offers = (told: Story): Story =>
  told
    .do('PrepareSolutions', { options: [{ description: 'Apologise' }, { description: 'Repair' }] })
    .accepted()
    .letting(OFFICE_DIRECTOR, 'OfferSolution', { method: 'phone' })
    .accepted();
const asks = (told: Story): Story =>
  told
    .do('EscalateToManager', { reason: 'authority', explanation: 'Above me', complainantTold: true })
    .accepted();
const answers = (told: Story): Story =>
  asks(told)
    .letting(GENERAL_MANAGER, 'DecideEscalation', { decision: 'Look into it and settle it' })
    .accepted();
const inadmissible = { ground: 'no-facts', method: 'phone' } as const;

describe('what a decision on record covers (AUT-6)', () => {
  it('AUT-6 CLS-6 no decision on anything else turns a complaint down below the level', () => {
    const invalid = { valid: false, reason: 'None of our services' };
    for (const told of [grants(important(), OFFICE_DIRECTOR, 1), answers(important())]) {
      told.do('AssessValidity', invalid).refused('not-authorised', 'AUT-3');
      told.do('DeclareInadmissible', inadmissible).refused('not-authorised', 'AUT-3');
      told.letting(OFFICE_DIRECTOR, 'AssessValidity', invalid).accepted();
      told.letting(OFFICE_DIRECTOR, 'DeclareInadmissible', inadmissible).accepted();
    }
  });

  it('AUT-6 INV-3 a sum or an offer covers no finding and no end of the case, an answer does', () => {
    for (const told of [grants(important(), OFFICE_DIRECTOR, 1), offers(important())]) {
      told.do('ConcludeInvestigation', UNFOUNDED).refused('not-authorised', 'AUT-3');
      told.do('WithdrawCase', { reason: 'Called' }).refused('not-authorised', 'AUT-3');
    }
    grants(asks(important()), GENERAL_MANAGER, 1)
      .do('ConcludeInvestigation', UNFOUNDED)
      .refused('not-authorised', 'AUT-3');
    answers(important()).do('ConcludeInvestigation', UNFOUNDED).accepted();
  });

  it('AUT-6 SOL-4 what was granted or offered once covers no further grant', () => {
    for (const told of [grants(important(), OFFICE_DIRECTOR, 1), offers(important())]) {
      told.do('GrantCompensation', { remedy: { kind: 'refund', amount: yuan(1) }, reason: 'Again' });
      expect(told.lastTypes).toEqual(['CompensationRequested']);
    }
  });

  it('AUT-6 AUT-3 an answer covers the reasons for which it was asked, not those that come after', () => {
    const told = supermarketCase({ value: '9000.00' })
      .do('EscalateToManager', {
        ...{ to: 'store-manager', reason: 'authority', explanation: 'Above me', complainantTold: true },
      })
      .letting(STORE_MANAGER, 'DecideEscalation', { decision: 'Look into it and settle it' })
      .accepted();
    told.do('CorrectIntake', { reason: 'The bill', retail: { goodsValue: yuan(9500) } }).accepted();
    told.do('ConcludeInvestigation', UNFOUNDED).accepted();
    told.do('RaiseFlag', { flag: 'safety', reason: 'Somebody was hurt by it' }).accepted();
    told.do('ConcludeInvestigation', UNFOUNDED).refused('not-authorised', 'AUT-3');
    told.letting(STORE_MANAGER, 'ConcludeInvestigation', UNFOUNDED).accepted();
  });

  it('AUT-6 SOL-1 an offer that lapses takes the decision on it along', () => {
    const told = offers(important());
    const failed = { about: 'offer', method: 'phone' } as const;
    for (let time = 0; time < 2; time += 1) later(told.do('RecordFailedContact', failed), 30);
    told.letting(OFFICE_DIRECTOR, 'ConcludeInvestigation', UNFOUNDED).accepted();
    told.do('LapseOffer', { reason: 'No answer' }).accepted();
    told.by(RECEIVER).do('ResolveCase', { summary: 'Done' }).refused('not-authorised', 'AUT-3');
  });

  it('AUT-6 SOL-6 a grant that is reversed takes the decision on it along', () => {
    const told = grants(important(), OFFICE_DIRECTOR, 1);
    told.letting(OFFICE_DIRECTOR, 'ConcludeInvestigation', UNFOUNDED).accepted();
    told
      .letting(OFFICE_DIRECTOR, 'ReverseCompensation', {
        grant: 'G1',
        reason: 'Mixed up',
        how: 'notDelivered',
      })
      .accepted();
    told.do('ResolveCase', { summary: 'Done' }).refused('not-authorised', 'AUT-3');
  });

  it('AUT-6 CLS-5 a complaint that is called valid after all is not covered by the word that it is none', () => {
    const told = important();
    told.letting(OFFICE_DIRECTOR, 'AssessValidity', { valid: false, reason: 'Not ours' }).accepted();
    told.do('AssessValidity', { valid: true, reason: 'It is ours' }).accepted();
    told.do('ConcludeInvestigation', UNFOUNDED).refused('not-authorised', 'AUT-3');
  });
});

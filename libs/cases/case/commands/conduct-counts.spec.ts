import { describe, expect, it } from 'vitest';
import type { Procedure } from '#procedures';
import { MANAGER, STORE_MANAGER, supermarket, supermarketCase } from '../../testing/supermarket.ts';
import { shippedProcedure, story, type Story } from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';
import { UNFOUNDED } from '../../testing/stages.ts';

const property = shippedProcedure('property-commercial');
const HEAD = { id: 'head-1', roles: ['operations-centre-head'] };

type Conclusion = CaseCommands['ConcludeInvestigation'];
const on = (responsiblePerson: string, more: Partial<Conclusion> = {}): Conclusion => ({
  ...{ outcome: 'substantiated', responsibility: 'person', responsiblePerson, rootCause: 'attitude' },
  ...{ explanation: 'So the camera shows.', ...more },
});
const concluded = (told: Story, person: string, more: Partial<Conclusion> = {}): Story =>
  told.letting(STORE_MANAGER, 'ConcludeInvestigation', on(person, more)).accepted();
const refused = () => supermarketCase({ category: 'staff/complaint-refused' });

const countedOf = (told: Story) => told.last('ResponsibilityCounted');
const takenBackOf = (told: Story) => told.last('ResponsibilityTakenBack');

describe('what a case says to the conduct record of whoever was found responsible', () => {
  it('CON-2 a confirmed complaint counts, on the day of the complaint in the time zone of the procedure', () => {
    // 16:30 on the last day of August in Greenwich is half past midnight in Shanghai.
    const told = story(supermarket)
      .at('2026-08-31T16:30:00Z')
      .opened()
      .do('ClassifyCase', { category: 'staff/attitude', severity: 'general', criterion: 'by-the-rules' })
      .at('2026-09-01T09:00:00+08:00');
    expect(countedOf(concluded(told, 'guard-7'))).toEqual([
      { count: 'C1', person: 'guard-7', on: '2026-09-01' },
    ]);
  });

  it('INT-7 CON-1 that a complaint was refused is a violation, too', () => {
    expect(countedOf(concluded(refused(), 'guard-7'))).toMatchObject([
      { violation: { kind: 'complaint-ignored', points: 0 } },
    ]);
  });

  it.each([
    ['service/ignored', 'duty-of-care', { kind: 'shirked', points: 10 }],
    ['service/careless', 'duty-of-care', { kind: 'careless', points: 1 }],
    ['premises/air', 'rule-broken', { kind: 'not-by-the-procedure', points: 2 }],
    // One matter is one violation: the one that costs most.
    ['service/ignored', 'rule-broken', { kind: 'shirked', points: 10 }],
    ['premises/air', 'skill', undefined],
  ])('CON-3 %s because of %s costs what the file says', (category, rootCause, violation) => {
    const told = story(property)
      .opened()
      .do('ClassifyCase', { category, severity: 'ordinary', criterion: 'any' })
      .letting(HEAD, 'ConcludeInvestigation', on('wang', { rootCause }));
    expect(countedOf(told).map((each) => each.violation)).toEqual([violation]);
  });

  it('CON-2 partly confirmed counts; not confirmed, or laid on nobody of the house, does not', () => {
    expect(countedOf(concluded(refused(), 'guard-7', { outcome: 'partlySubstantiated' }))).toHaveLength(1);
    expect(countedOf(concluded(refused(), 'guard-7', { outcome: 'notSubstantiated' }))).toEqual([]);
    expect(countedOf(refused().letting(STORE_MANAGER, 'ConcludeInvestigation', UNFOUNDED))).toEqual([]);
  });

  it('CON-4 found otherwise: the one has it back, the other has it', () => {
    const told = concluded(concluded(refused(), 'guard-7'), 'guard-8');
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
    expect(countedOf(told)).toMatchObject([{ count: 'C2', person: 'guard-8' }]);
  });

  it('CON-4 found the same again: nothing is said twice', () => {
    expect(countedOf(concluded(concluded(refused(), 'guard-7'), 'GUARD-7'))).toEqual([]);
  });

  it('CON-4 OUT-6 reopened, it does not count until it is found again', () => {
    const told = concluded(refused(), 'guard-7')
      .by(STORE_MANAGER)
      .do('PrepareSolutions', { options: [{ description: 'An apology' }] })
      .do('OfferSolution', { method: 'phone' })
      .do('AcceptSolution', { option: 'S1' })
      .do('ImplementSolution', {})
      .do('ResolveCase', { summary: 'He has apologised.' })
      .do('NotifyOutcome', {
        ...{ to: 'complainant', method: 'phone', summary: 'He has apologised.', written: false },
      });
    expect(takenBackOf(told)).toEqual([]);
    told.do('RecordFollowUp', { method: 'phone', reached: true, satisfaction: 1 });
    expect(told.lastTypes).toContain('CaseReopened');
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
    expect(countedOf(concluded(told, 'guard-7'))).toMatchObject([{ count: 'C2', person: 'guard-7' }]);
  });

  it('CON-4 withdrawn, it counts against nobody', () => {
    const told = concluded(refused(), 'guard-7').letting(STORE_MANAGER, 'WithdrawCase', {
      reason: 'He has apologised.',
    });
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
  });

  it('CLS-5 CON-4 outside of what the house has promised, it counts against nobody', () => {
    const told = concluded(refused(), 'guard-7').letting(STORE_MANAGER, 'AssessValidity', {
      ...{ valid: false, reason: 'It was another shop.' },
    });
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
  });

  it('CLS-4 CON-4 another category makes another violation of it', () => {
    const told = concluded(refused(), 'guard-7').letting(STORE_MANAGER, 'ChangeCategory', {
      ...{ to: 'staff/attitude', reason: 'He did listen.' },
    });
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
    expect(countedOf(told)).toEqual([{ count: 'C2', person: 'guard-7', on: '2026-09-01' }]);
  });

  it('CLS-2 an enquiry counts against nobody', () => {
    const told = story(supermarket)
      .opened({ contactKind: 'enquiry' })
      .do('ClassifyCase', { category: 'staff/attitude', severity: 'general', criterion: 'by-the-rules' });
    expect(countedOf(concluded(told, 'guard-7'))).toEqual([]);
  });

  it('CON-3 nothing is counted where the procedure keeps no such record', () => {
    const { conduct: _, ...without } = supermarket;
    const told = story(without)
      .opened()
      .do('ClassifyCase', { category: 'staff/attitude', severity: 'general', criterion: 'by-the-rules' });
    expect(countedOf(concluded(told, 'guard-7'))).toEqual([]);
  });

  it('INV-4 a manager is found responsible above them, and only then it counts', () => {
    const told = refused().letting(MANAGER, 'ConcludeInvestigation', on(MANAGER.id));
    told.refused('not-authorised', 'AUT-3');
    expect(countedOf(concluded(told, MANAGER.id))).toMatchObject([{ person: MANAGER.id }]);
  });

  it('D13 CON-4 moved to a version, it counts as that version has it', () => {
    const { conduct, ...without } = supermarket;
    const movedTo = (target: Procedure): Story =>
      concluded(refused(), 'guard-7').letting(
        ...([STORE_MANAGER, 'MoveToVersion', { version: 2, reason: 'New rules' }, { target }] as const),
      );
    const second = { ...without, version: 2, contentHash: 'second' };
    const dearer = conduct?.violations.map((each) => ({ ...each, points: 5 })) ?? [];
    const told = movedTo({ ...second, ...(conduct && { conduct: { ...conduct, violations: dearer } }) });
    expect(takenBackOf(told)).toEqual([{ count: 'C1', person: 'guard-7' }]);
    expect(countedOf(told)).toMatchObject([{ count: 'C2', violation: { points: 5 } }]);
    expect(takenBackOf(movedTo(second))).toEqual([{ count: 'C1', person: 'guard-7' }]);
    expect(countedOf(movedTo(second))).toEqual([]);
  });
});

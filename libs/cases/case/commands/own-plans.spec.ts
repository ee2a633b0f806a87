import { describe, expect, it } from 'vitest';
import { classifiedAs } from '../../testing/clocks.ts';
import {
  ENGINEER,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  type Character,
  type Story,
} from '../../testing/story.ts';
import { refund } from '../../testing/supermarket.ts';

/** Stands in for the director. */
const DEPUTY: Character = { ...OFFICE_DIRECTOR, id: 'deputy-1', deputyFor: OFFICE_DIRECTOR.id };
const SECOND_DIRECTOR: Character = { ...OFFICE_DIRECTOR, id: 'director-2' };
const plan = (amount: string, description = 'Pay') => ({
  options: [{ description, remedy: refund(amount) }],
});
const prepares = (told: Story, who: Character, ...given: Parameters<typeof plan>): Story =>
  told.letting(who, 'PrepareSolutions', plan(...given)).accepted();
const approves = (told: Story, who: Character): Story => told.letting(who, 'ApprovePlan', {});

describe('whose plan it is (AUT-5)', () => {
  it('AUT-5 stays with whoever had it first, when somebody else writes it down anew', () => {
    const told = prepares(classifiedAs('important'), OFFICE_DIRECTOR, '3000.00');
    prepares(told, ENGINEER, '3000.00', 'Give the money back');
    approves(told, OFFICE_DIRECTOR).refused('same-person', 'AUT-5');
    approves(told, SECOND_DIRECTOR).accepted();
  });

  it('AUT-5 is somebody else’s where something else is given', () => {
    const told = prepares(classifiedAs('important'), OFFICE_DIRECTOR, '4000.00');
    approves(prepares(told, ENGINEER, '3000.00'), OFFICE_DIRECTOR).accepted();
  });

  it('AUT-5 stays theirs as well, when it was sent back in between, or stands among others', () => {
    const told = prepares(classifiedAs('important'), OFFICE_DIRECTOR, '3000.00');
    told.letting(GENERAL_MANAGER, 'SendBackPlan', { instruction: 'Think again' }).accepted();
    const more = [...plan('3000.00').options, ...plan('50.00').options];
    told.letting(ENGINEER, 'PrepareSolutions', { options: more }).accepted();
    approves(told, OFFICE_DIRECTOR).refused('same-person', 'AUT-5');
  });

  it('AUT-5 DIS-5 is theirs in whose place it was prepared, and so is an approval', () => {
    const told = prepares(classifiedAs('important'), DEPUTY, '3000.00');
    approves(told, OFFICE_DIRECTOR).refused('same-person', 'AUT-5');
    approves(told, SECOND_DIRECTOR).accepted();
    const twice = prepares(classifiedAs('important'), ENGINEER, '5000.00');
    approves(twice, { ...DEPUTY, roles: ['general-manager'] }).accepted();
    expect(twice.record.approvals).toMatchObject([{ by: [DEPUTY.id, OFFICE_DIRECTOR.id] }]);
  });
});

describe('whose request it is (SOL-4)', () => {
  const grant = { remedy: refund('3000.00'), reason: 'Fair' };

  it('SOL-4 DIS-5 is granted by neither the deputy nor whom they stand in for', () => {
    const told = classifiedAs('important').letting(DEPUTY, 'GrantCompensation', grant);
    expect(told.last('CompensationRequested')).toMatchObject([{ request: 'R1' }]);
    const answer = { ...grant, request: 'R1' };
    told.letting(OFFICE_DIRECTOR, 'GrantCompensation', answer).refused('same-person', 'SOL-4');
    told.letting(SECOND_DIRECTOR, 'GrantCompensation', answer).accepted();
  });

  it('SOL-6 DIS-5 is not written off as paid back by whom the deputy granted it for', () => {
    const told = classifiedAs('important').letting(DEPUTY, 'GrantCompensation', {
      ...grant,
      remedy: refund('100.00'),
    });
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'TRX-1' }).accepted();
    const back = { grant: 'G1', reason: 'Came back', how: 'paidBack' } as const;
    told.letting(OFFICE_DIRECTOR, 'ReverseCompensation', back).refused('same-person', 'SOL-6');
    told.letting(SECOND_DIRECTOR, 'ReverseCompensation', back).accepted();
  });
});

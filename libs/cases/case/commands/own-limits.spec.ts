import { describe, expect, it } from 'vitest';
import { story, RECEIVER, shippedProcedure, type Character, type Story } from '../../testing/story.ts';
import type { Remedy } from '../events/fields.ts';

const hotel = shippedProcedure('hotel');
const DUTY: Character = { id: 'duty-1', roles: ['duty-manager'] };
const DEPARTMENT: Character = { id: 'department-1', roles: ['department-manager'] };
const MANAGEMENT: Character = { id: 'management-1', roles: ['hotel-management'] };
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const off = (percent: number): Remedy => ({ kind: 'discount', percent, of: 'bill' });
const gift = (worth?: number): Remedy => ({
  ...{ kind: 'gift', goods: 'A fruit plate' },
  ...(worth !== undefined && { amount: yuan(worth) }),
});

/** A small matter of a guest with a bill, which the duty manager settles. */
const guest = (bill = 100): Story =>
  story(hotel)
    .opened()
    .letting(DUTY, 'ClassifyCase', {
      category: 'rooms/supplies',
      severity: 'small',
      criterion: 'on-the-spot',
    })
    .accepted()
    .letting(DUTY, 'RecordAmounts', { bill: yuan(bill), source: 'Bill 118' })
    .accepted();
const grant = (told: Story, by: Character, remedy: Remedy): Story =>
  told.letting(by, 'GrantCompensation', { remedy, reason: 'Fair' });
const asked = (told: Story): readonly string[] =>
  told.last('CompensationRequested').map(({ neededLevel }) => neededLevel);

describe('limits of their own for a kind of remedy (SOL-4, ACC-5)', () => {
  it.each([
    [RECEIVER, off(1), 'duty-manager'],
    [DUTY, off(12.000001), 'department-manager'],
    [DEPARTMENT, off(30.5), 'hotel-management'],
    [RECEIVER, gift(31), 'duty-manager'],
    [DUTY, gift(201), 'department-manager'],
  ])('ACC-5 above it the level whose limit holds is asked: %o %o', (by, remedy, level) => {
    expect(asked(grant(guest(), by, remedy))).toEqual([level]);
  });

  it('ACC-5 8.8 折 is 12 % off, which the duty manager gives, and no more', () => {
    expect(grant(guest(), DUTY, off(12)).last('CompensationGranted')).toMatchObject([{ worth: yuan(12) }]);
    expect(grant(guest(), DUTY, gift(200)).lastTypes).toContain('CompensationGranted');
  });

  it('SOL-4 the limit of the total holds all the same: twelve percent of a large bill go up', () => {
    expect(asked(grant(guest(5_000), DUTY, off(12)))).toEqual(['department-manager']);
  });

  it('SOL-4 several of one kind count together, and a discount beside a gift does not', () => {
    const told = grant(guest(), DUTY, off(8));
    expect(asked(grant(told, DUTY, off(5)))).toEqual(['department-manager']);
    const both = grant(guest(), DUTY, off(12));
    expect(grant(both, DUTY, gift(150)).lastTypes).toContain('CompensationGranted');
  });

  it('SOL-4 a discount in money has no share, and a gift without a worth none: they are for the top', () => {
    expect(asked(grant(guest(), DUTY, { kind: 'discount', amount: yuan(5) }))).toEqual(['hotel-management']);
    expect(asked(grant(guest(), DUTY, gift()))).toEqual(['hotel-management']);
  });

  it('SOL-4 taking it back is for the level that could have given it, since it frees the room', () => {
    const told = grant(guest(), DEPARTMENT, off(25));
    const back = { grant: 'G1', reason: 'Left without paying', how: 'notDelivered' } as const;
    told.letting(DUTY, 'ReverseCompensation', back).refused('not-authorised', 'SOL-4');
    told.letting(DEPARTMENT, 'ReverseCompensation', back).accepted();
  });

  it('SOL-4 a request is answered by the level whose limit of the kind holds it', () => {
    const told = grant(guest(), DUTY, off(40));
    const answer = { remedy: off(40), reason: 'Fair', request: 'R1' };
    told.letting(DEPARTMENT, 'GrantCompensation', answer).refused('not-authorised', 'SOL-4');
    expect(told.letting(MANAGEMENT, 'GrantCompensation', answer).lastTypes).toContain('CompensationGranted');
  });

  it('SOL-4 an approval of the plan covers no offer above the limit of the approver', () => {
    const planned = guest().do('PrepareSolutions', { options: [{ description: 'Less', remedy: off(20) }] });
    expect(asked(planned.letting(DUTY, 'OfferSolution', { method: 'phone' }))).toEqual([
      'department-manager',
    ]);
    const offered = planned.letting(DEPARTMENT, 'AuthoriseOffer', { request: 'R1' }).accepted();
    expect(offered.letting(DUTY, 'OfferSolution', { method: 'phone' }).lastTypes).toContain(
      'SolutionOffered',
    );
  });

  it('SOL-4 a kind limited in money that a corrected bill makes dearer is delivered by the level of the new sum', () => {
    const inMoney = {
      ...hotel,
      authority: {
        ...hotel.authority,
        remedies: [
          {
            ...{ kind: 'discount', in: 'money' as const },
            limits: [
              { level: 'duty-manager', upTo: 2_000 },
              { level: 'department-manager', upTo: null },
            ],
          },
        ],
      },
    };
    const told = story(inMoney)
      .opened()
      .letting(DUTY, 'ClassifyCase', {
        category: 'rooms/supplies',
        severity: 'small',
        criterion: 'on-the-spot',
      })
      .letting(DUTY, 'RecordAmounts', { bill: yuan(100), source: 'Bill 118' });
    grant(told, DUTY, off(20)).accepted();
    grant(told, DUTY, { kind: 'refund', amount: yuan(300) }).accepted();
    told.letting(DUTY, 'RecordAmounts', { bill: yuan(150), source: 'Bill 118, corrected' }).accepted();
    const paid = { grant: 'G1', reference: 'Till 7' };
    told.letting(DUTY, 'ConfirmCompensation', paid).refused('not-authorised', 'SOL-4');
    told.letting(DEPARTMENT, 'ConfirmCompensation', paid).accepted();
  });
});

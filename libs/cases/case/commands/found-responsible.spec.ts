import { describe, expect, it } from 'vitest';
import {
  LEVELS,
  MANAGER,
  STORE_MANAGER,
  SUPERVISOR,
  supermarket,
  supermarketCase,
} from '../../testing/supermarket.ts';
import { organisationOf } from '../../testing/organisation.ts';
import { RECEIVER, type Character, type Story } from '../../testing/story.ts';
import { UNFOUNDED } from '../../testing/stages.ts';

const GUARD: Character = { id: 'guard-7', roles: ['guard'] };
const SECOND_SUPERVISOR: Character = { ...SUPERVISOR, id: 'supervisor-2' };
const on = (responsiblePerson: string) =>
  ({
    outcome: 'substantiated',
    responsibility: 'person',
    responsiblePerson,
    rootCause: 'attitude',
    explanation: 'So the camera shows.',
  }) as const;
const concludes = (told: Story, who: Character, data: typeof UNFOUNDED | ReturnType<typeof on>): Story =>
  told.letting(who, 'ConcludeInvestigation', data);

const company = organisationOf(
  LEVELS.map(({ id, roles: [level = ''] }) => ({
    id,
    posts: [{ procedure: supermarket.id, level: level === 'receiver' ? 'frontline' : level }],
  })),
);

describe('whoever a conclusion lays the responsibility on', () => {
  it('INV-4 takes that back no more than somebody complained about, and settles nothing', () => {
    const told = concludes(supermarketCase(), STORE_MANAGER, on(SUPERVISOR.id)).accepted();
    concludes(told, SUPERVISOR, UNFOUNDED).refused('conflict-of-interest', 'INV-4');
    told.letting(SUPERVISOR, 'ResolveCase', { summary: 'Done' }).refused('conflict-of-interest', 'INV-4');
    concludes(told, SECOND_SUPERVISOR, UNFOUNDED).refused('respondent-not-below', 'INV-4');
    concludes(told, STORE_MANAGER, UNFOUNDED).accepted();
  });

  it('INV-4 records nothing in the case either', () => {
    const told = concludes(supermarketCase(), STORE_MANAGER, on(GUARD.id)).accepted();
    const finding = { kind: 'statement', content: 'It was not me', evidence: [] } as const;
    told.letting(GUARD, 'RecordFinding', finding).refused('conflict-of-interest', 'INV-4');
    told.letting({ ...SECOND_SUPERVISOR, deputyFor: GUARD.id }, 'RecordFinding', finding);
    told.refused('conflict-of-interest', 'INV-4');
  });

  it('INV-4 AUT-3 is somebody below whoever concludes, and for the level of such a complaint', () => {
    const told = supermarketCase().within(company);
    concludes(told, SUPERVISOR, on(MANAGER.id)).refused('not-authorised', 'AUT-3');
    concludes(told, MANAGER, on(SUPERVISOR.id)).refused('not-authorised', 'AUT-3');
    concludes(told, STORE_MANAGER, on('STORE-MANAGER-1')).refused('conflict-of-interest', 'INV-4');
    concludes(told, STORE_MANAGER, on(MANAGER.id)).accepted();
  });

  it('INV-4 LIF-1 is found above them on the spot, too', () => {
    const settled = {
      category: 'building/parking',
      severity: 'general',
      criterion: 'by-the-rules',
      solution: 'Apologised',
      method: 'inPerson',
      summary: 'Settled',
      conclusion: on(MANAGER.id),
    } as const;
    const told = supermarketCase({ category: 'building/parking' });
    told.letting(SUPERVISOR, 'SettleAtOnce', settled).ignored();
    expect(told.record.stage).not.toBe('resolved');
  });

  it('INV-4 is released by a later conclusion that lays it on somebody else, and by nothing else', () => {
    const told = concludes(supermarketCase(), STORE_MANAGER, on(SUPERVISOR.id)).accepted();
    told.letting(STORE_MANAGER, 'ResolveCase', { summary: 'Done' }).ignored();
    concludes(told, STORE_MANAGER, on(GUARD.id)).accepted();
    expect(told.record.responsible).toBe(GUARD.id);
    concludes(told, SUPERVISOR, UNFOUNDED).accepted();
    expect(told.record.responsible).toBeUndefined();
  });

  it('INV-4 DIS-1 DIS-5 is given no part in it any more, nor signs for a department', () => {
    const told = concludes(supermarketCase(), STORE_MANAGER, on(GUARD.id)).accepted();
    told.do('AssignOwner', { owner: GUARD.id, reason: 'His' }).refused('conflict-of-interest', 'INV-4');
    told.do('DispatchCase', {}).accepted();
    const signing = { dispatch: 'D1', signedBy: GUARD.id };
    told.letting(SUPERVISOR, 'SignReceipt', signing).refused('conflict-of-interest', 'INV-4');
    told.letting(SUPERVISOR, 'SignReceipt', { dispatch: 'D1' }).accepted();
  });
});

describe('whoever complains from within', () => {
  const refund = {
    remedy: { kind: 'refund', amount: { minor: 5000, currency: 'CNY' } },
    reason: 'Fair',
  } as const;

  it('INV-4 CLS-9 decides on nothing in their own case, and gives themselves nothing', () => {
    const told = supermarketCase({ complainant: { kind: 'staff', name: 'Receiver-1' } });
    told.do('GrantCompensation', refund).refused('own-complaint', 'INV-4');
    told.letting({ ...GUARD, deputyFor: RECEIVER.id }, 'GrantCompensation', refund);
    told.refused('own-complaint', 'INV-4');
    told.letting(GUARD, 'GrantCompensation', refund).accepted();
  });
});

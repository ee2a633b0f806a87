import { describe, expect, it } from 'vitest';
import { organisationOf, type Member } from '../../testing/organisation.ts';
import { STORE_MANAGER, SUPERVISOR, supermarket, supermarketCase } from '../../testing/supermarket.ts';
import { RECEIVER, type Character, type Story } from '../../testing/story.ts';

const post = (level: string, more: object = {}) => ({ procedure: supermarket.id, level, ...more });
const COOK: Character = { id: 'cook-1', roles: ['operations'] };
const FRIEND: Character = { id: 'friend-1', roles: ['store-manager'] };
const members: readonly Member[] = [
  { id: RECEIVER.id, posts: [post('frontline')] },
  { id: COOK.id, posts: [post('frontline')], departments: ['kitchen'] },
  { id: SUPERVISOR.id, posts: [post('customer-service-supervisor')] },
  { id: STORE_MANAGER.id, posts: [post('store-manager')] },
  {
    ...{ id: FRIEND.id, departments: ['friends'] },
    posts: [post('store-manager', { department: 'friends' })],
  },
  { id: 'clerk-1', departments: ['customer-service'] },
];
const received = (): Story => supermarketCase().within(organisationOf(members));

describe('who sends a case to a department', () => {
  it('PRI-1 CLS-9 has it, or is a level: nobody lets their own department read it', () => {
    const told = received();
    told.letting(COOK, 'DispatchCase', { department: 'kitchen' }).refused('no-part-in-it', 'PRI-1');
    told.do('DispatchCase', { department: 'kitchen' }).accepted();
    received().letting(SUPERVISOR, 'DispatchCase', { department: 'kitchen' }).accepted();
  });

  it('PRI-1 DIS-2 sends it where the procedure routes it, whoever that is', () => {
    const told = supermarketCase({ category: 'returns/return-dispute' }).within(organisationOf(members));
    told.letting(COOK, 'DispatchCase', {}).accepted();
    expect(told.last('CaseDispatched')).toMatchObject([{ department: 'customer-service' }]);
  });

  it('AUT-1 DIS-1 chooses no judge: where a department has levels of its own, the level of the matter sends it', () => {
    const told = received();
    told.do('DispatchCase', { department: 'friends' }).refused('not-authorised', 'AUT-1');
    told.letting(SUPERVISOR, 'DispatchCase', { department: 'friends' }).accepted();
    const contributing = received().do('DispatchCase', { department: 'kitchen' }).accepted();
    contributing.do('DispatchCase', { department: 'friends' }).accepted();
  });
});

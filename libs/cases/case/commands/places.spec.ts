import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { organisationOf, type Member } from '../../testing/organisation.ts';
import {
  MANAGER,
  STORE_MANAGER,
  SUPERVISOR,
  supermarket,
  supermarketCase,
} from '../../testing/supermarket.ts';
import { plainComplaint, RECEIVER, story, type Character, type Story } from '../../testing/story.ts';

const PROCEDURE = supermarket.id;
const post = (level: string, more: object = {}) => ({ procedure: PROCEDURE, level, ...more });
const desk: Member = { id: RECEIVER.id, posts: [post('frontline')] };
const staff = ({ id, roles: [level = ''] }: Character): Member => ({ id, posts: [post(level)] });
const everybody = [desk, staff(SUPERVISOR), staff(MANAGER), staff(STORE_MANAGER)];
const about = (...respondents: readonly object[]) => ({
  ...plainComplaint(supermarket),
  respondents: respondents.map((each) => ({ kind: 'person' as const, ...each })),
});

describe('a form of a department where nobody is left', () => {
  const form = { department: 'deli' } as const;
  const leaving = (departments: readonly string[]): Story => {
    const staffOf = (of: readonly string[]) =>
      organisationOf([...everybody, { id: 'cook-1', departments: of }]);
    const told = supermarketCase()
      .within(staffOf(['deli']))
      .do('DispatchCase', form)
      .accepted();
    return told.within(staffOf(departments));
  };

  it('DIS-1 is signed and handed back by a level, never by the front line', () => {
    const told = leaving([]);
    told.do('SignReceipt', { dispatch: 'D1' });
    expect(told.lastRefusal).toMatchObject({ rule: 'DIS-1' });
    told.letting(SUPERVISOR, 'SignReceipt', { dispatch: 'D1' }).accepted();
    told.letting(SUPERVISOR, 'HandBackForm', { dispatch: 'D1', summary: 'Done' }).accepted();
  });

  it('DIS-1 LIF-5 is not signed for an earlier day by somebody who belongs there no longer', () => {
    const told = leaving(['deli']).at('2026-09-01T12:00:00+08:00');
    const cook = { id: 'cook-1', roles: ['cook'] };
    const then = { happenedAt: '2026-09-01T11:00:00+08:00' };
    const moved = organisationOf([...everybody, { id: 'cook-1' }, { id: 'cook-2', departments: ['deli'] }]);
    const before = organisationOf([{ id: 'cook-1', departments: ['deli'] }]).people.get('cook-1');
    const places = [...(before?.places ?? []), { from: instant('2026-09-01T03:30:00Z'), departments: [] }];
    const people = new Map(moved.people);
    if (before) people.set('cook-1', { ...before, places });
    told.within({ ...moved, people }).letting(cook, 'SignReceipt', { dispatch: 'D1' }, then);
    told.refused('not-of-the-department', 'DIS-1');
    told
      .within(moved)
      .letting({ ...cook, id: 'cook-2' }, 'SignReceipt', { dispatch: 'D1' }, then)
      .accepted();
  });

  it('DIS-1 is signed by its own people as long as there are any', () => {
    const told = leaving(['deli']);
    told.letting(SUPERVISOR, 'SignReceipt', { dispatch: 'D1' }).refused('not-of-the-department', 'DIS-1');
  });
});
describe('where a case belongs', () => {
  const at = (site: string, who: Character): Member => ({
    ...{ id: who.id, site, posts: who.roles.map((level) => post(level, { site })) },
  });
  const north = [{ ...desk, site: 'north' }, at('north', STORE_MANAGER)];
  const guard: Member = { id: 'guard-7', site: 'north' };
  const friend: Character = { ...STORE_MANAGER, id: 'friend-1' };
  const company = organisationOf([...north, guard, at('south', friend)]);

  it('AUT-1 is not chosen against where those complained about work', () => {
    const told = story(supermarket).within(company);
    told
      .do('LogComplaint', { ...about({ staffId: 'guard-7' }), site: 'south' })
      .refused('site-of-nobody', 'AUT-1');
    told.do('LogComplaint', about({ staffId: 'guard-7' })).accepted();
    expect(told.record.site).toBe('north');
    told.do('CorrectIntake', { reason: 'A slip', site: 'south' }).refused('not-authorised', 'AUT-1');
  });

  it('AUT-1 is where those complained about work, whoever received it', () => {
    const elsewhere = organisationOf([{ ...desk, site: 'south' }, guard]);
    const told = story(supermarket)
      .within(elsewhere)
      .do('LogComplaint', about({ staffId: 'guard-7' }));
    expect(told.record.site).toBe('north');
  });

  it('AUT-1 AUT-3 is given away by the level that decides there', () => {
    const told = story(supermarket)
      .within(company)
      .do('LogComplaint', about({ name: 'Somebody' }))
      .accepted();
    told.do('CorrectIntake', { reason: 'A slip', site: 'south' }).refused('not-authorised', 'AUT-1');
    told.letting(STORE_MANAGER, 'CorrectIntake', { reason: 'It was there', site: 'south' }).accepted();
    expect(told.record.site).toBe('south');
  });

  it('AUT-1 AUT-3 is mended by whoever has the case where nobody decides', () => {
    const homeless = organisationOf([desk, at('south', friend)]);
    const told = story(supermarket)
      .within(homeless)
      .do('LogComplaint', about({ name: 'Somebody' }))
      .accepted();
    expect(told.record.site).toBeUndefined();
    told.do('CorrectIntake', { reason: 'It was there', site: 'south' }).accepted();
    told.do('CorrectIntake', { reason: 'Or there', site: 'south' }).accepted();
    expect(told.record.site).toBe('south');
  });

  it('AUT-1 follows those complained about once they are known', () => {
    const told = story(supermarket)
      .within(company)
      .do('LogComplaint', { ...about({ name: 'Somebody' }), site: 'south' });
    const known = {
      reason: 'It was he',
      respondents: [{ kind: 'person', staffId: 'guard-7' }],
      site: 'north',
    } as const;
    told.do('CorrectIntake', known).accepted();
    expect(told.record.site).toBe('north');
  });

  it('AUT-1 INV-4 does not stay elsewhere because they are named afterwards', () => {
    const told = story(supermarket)
      .within(company)
      .do('LogComplaint', { ...about({ name: 'Somebody' }), site: 'south' });
    const known = { reason: 'It was he', respondents: [{ kind: 'person', staffId: 'guard-7' }] } as const;
    told.do('CorrectIntake', known).accepted();
    expect(told.record.site).toBe('north');
    told.do('CorrectIntake', { reason: 'Back', site: 'south' }).refused('not-authorised', 'AUT-1');
  });

  it('AUT-1 DIS-2 is not brought by its category to a department where somebody else decides', () => {
    const theirs = post('store-manager', { department: 'personnel' });
    const people = [...everybody, { id: 'friend-1', posts: [theirs] }];
    const told = supermarketCase().within(organisationOf(people));
    const moved = (to: string) => ({ to, reason: 'Rather that' });
    told.do('ChangeCategory', moved('staff/attitude')).refused('not-authorised', 'AUT-1');
    told.do('ChangeCategory', moved('daily/price')).accepted();
    told.letting(SUPERVISOR, 'ChangeCategory', moved('staff/attitude')).accepted();
  });
});

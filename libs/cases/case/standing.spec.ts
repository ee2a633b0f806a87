import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { Organisation } from '#organisation';
import { EVER, organisationOf } from '../testing/organisation.ts';
import { supermarket, supermarketCase } from '../testing/supermarket.ts';
import { RECEIVER, type Story } from '../testing/story.ts';
import { readsAs } from '../reading/reading.ts';
import { standingIn } from './standing.ts';

const NOW = instant('2026-09-10T09:00:00Z');
const post = (level: string) => ({ procedure: supermarket.id, level });
const standsIn = (deputy: string, forPerson: string) => ({
  ...{ deputy, forPerson, from: EVER, until: instant('2100-01-01T00:00:00Z') },
});

const about = (staffId: string): Story => supermarketCase({ respondents: [{ kind: 'person', staffId }] });
const standing = ({ state }: Story, organisation: Organisation, id: string, role?: string) =>
  standingIn(
    { organisation, procedure: supermarket, state, opens: false, happenedAt: NOW, now: NOW },
    { id, ...(role !== undefined && { role }) },
  );
const reads = ({ state }: Story, organisation: Organisation, id: string, role = 'operations') =>
  readsAs({ id, roles: [role], organisation, at: NOW }, state, supermarket);

describe('who stands in for somebody complained about', () => {
  const members = [
    { id: RECEIVER.id, departments: ['desk'] },
    { id: 'wu.tao', posts: [post('frontline'), post('customer-service-manager')], departments: ['deli'] },
    { id: 'li.bo', posts: [post('frontline')] },
  ];

  it('INV-4 DIS-5 works on the case that is their own, as themselves', () => {
    const organisation = organisationOf(members, { deputies: [standsIn(RECEIVER.id, 'wu.tao')] });
    expect(standing(about('wu.tao'), organisation, RECEIVER.id)).toEqual({
      id: RECEIVER.id,
      role: 'operations',
    });
  });

  it('INV-4 DIS-5 acts for somebody else whom they stand in for, too', () => {
    const deputies = [standsIn('guard-7', 'wu.tao'), standsIn('guard-7', 'li.bo')];
    const organisation = organisationOf([...members, { id: 'guard-7' }], { deputies });
    expect(standing(about('wu.tao'), organisation, 'guard-7')).toMatchObject({ deputyFor: 'li.bo' });
  });

  it('PRI-1 INV-4 does not read it in their place', () => {
    const deputies = [standsIn('guard-7', 'wu.tao')];
    const organisation = organisationOf([...members, { id: 'guard-7' }], { deputies });
    expect(reads(about('li.bo'), organisation, 'guard-7')).toBe('handling');
    expect(reads(about('wu.tao'), organisation, 'guard-7')).toBeUndefined();
    const sent = about('wu.tao').do('DispatchCase', { department: 'deli' });
    expect(reads(sent, organisation, 'guard-7')).toBeUndefined();
  });
});

describe('who reads a case', () => {
  const organisation = organisationOf([
    { id: RECEIVER.id },
    { id: 'cook-1', departments: ['deli'] },
    { id: 'auditor-1' },
    { id: 'audit-1', posts: [post('oversight')] },
    { id: 'xie.dong', posts: [post('store-manager')] },
  ]);

  it('PRI-1 DIS-4 not a department that gave the form back as not theirs', () => {
    const told = supermarketCase().do('DispatchCase', { department: 'deli' }).accepted();
    expect(reads(told, organisation, 'cook-1')).toBe('handling');
    told.do('ReturnDispatch', { dispatch: 'D1', reason: 'Not ours' }).accepted();
    expect(reads(told, organisation, 'cook-1')).toBeUndefined();
  });

  it('PRI-1 not as compliance, who works here no longer', () => {
    expect(reads(supermarketCase(), organisation, 'auditor-1', 'compliance')).toBe('compliance');
    expect(reads(supermarketCase(), organisation, 'auditor-2', 'compliance')).toBeUndefined();
  });

  it('PRI-1 INV-4 whoever is designated for complaints about the highest level: those, and no others', () => {
    expect(reads(about('xie.dong'), organisation, 'audit-1')).toBe('handling');
    expect(reads(supermarketCase(), organisation, 'audit-1')).toBeUndefined();
    expect(standing(about('xie.dong'), organisation, 'audit-1', 'oversight')).toMatchObject({
      role: 'oversight',
    });
    expect(standing(supermarketCase(), organisation, 'audit-1', 'oversight')).toMatchObject({
      code: 'level-not-held',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { isPersonId, isSamePerson } from './identity.ts';

describe('ids of people (D23)', () => {
  it.each(['Wu.Tao', ' wu.tao ', 'wu.\u200Btao', '\uFF57u.tao', 'wu.tao\u2060', 'WU.TAO'])(
    'D23 are one person however they are typed: %j',
    (typed) => {
      expect(isSamePerson(typed, 'wu.tao')).toBe(true);
    },
  );

  it.each([
    'wu.tao',
    'staff-017',
    'a7@example.com',
    'auth0|12',
    '王伟',
    '김민수',
    'Li Na',
    'zoë',
    '\uFF21\uFF17',
  ])('D23 name somebody to everybody who reads them: %j', (id) => {
    expect(isPersonId(id)).toBe(true);
  });

  it.each([
    '',
    ' wu.tao',
    'wu.tao ',
    'wu  tao',
    'wu.\u200Btao',
    'wu.t\u0430o',
    'wu.ta\u03BF',
    'w\u0131.tao',
    'wu\ntao',
    'wu.tao\u00AD',
  ])('D23 are refused where they could pass for somebody else: %j', (id) => {
    expect(isPersonId(id)).toBe(false);
  });

  it('D23 nobody is the same as nobody', () => {
    expect(isSamePerson(undefined, undefined)).toBe(false);
  });
});

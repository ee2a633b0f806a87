import { expect, it } from 'vitest';
import { casesByPerson } from './same-people.ts';

const cases = (...contacts: readonly (readonly string[])[]): readonly number[] =>
  casesByPerson(contacts.map((complainants) => ({ complainants, cases: 1 }))).toSorted();

it('REP-3 a complainant is recognised by any contact, and by what links two of them', () => {
  expect(cases(['number', 'phone'], ['phone'])).toEqual([2]);
  expect(cases(['phone'], ['mail'], ['mail', 'phone'])).toEqual([3]);
  expect(cases(['a', 'b'], ['c', 'd'], ['e'], ['d', 'b'], [])).toEqual([1, 3]);
  expect(cases([], [])).toEqual([]);
  const often = { complainants: ['phone'], cases: 3 };
  expect(casesByPerson([often, { complainants: ['mail', 'phone'], cases: 2 }])).toEqual([5]);
});

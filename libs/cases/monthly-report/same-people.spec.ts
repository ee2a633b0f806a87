import { expect, it } from 'vitest';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { casesByPerson } from './same-people.ts';

const cases = (...contacts: readonly (readonly string[])[]): readonly number[] =>
  casesByPerson(
    contacts.map((complainants) => (complainants.length === 0 ? {} : { complainants }) as CaseFacts),
  ).toSorted();

it('REP-3 a complainant is recognised by any contact, and by what links two of them', () => {
  expect(cases(['number', 'phone'], ['phone'])).toEqual([2]);
  expect(cases(['phone'], ['mail'], ['mail', 'phone'])).toEqual([3]);
  expect(cases(['a', 'b'], ['c', 'd'], ['e'], ['d', 'b'], [])).toEqual([1, 3]);
  expect(cases([], [])).toEqual([]);
});

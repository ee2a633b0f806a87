import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tallyOfPeople } from './same-people.ts';

const cases = (...contacts: readonly (readonly string[])[]): readonly number[] => {
  const people = tallyOfPeople();
  for (const each of contacts) people.add(each, 1);
  return [...people.cases()].toSorted();
};

it('REP-3 a complainant is recognised by any contact, and by what links two of them', () => {
  expect(cases(['number', 'phone'], ['phone'])).toEqual([2]);
  expect(cases(['phone'], ['mail'], ['mail', 'phone'])).toEqual([3]);
  expect(cases(['a', 'b'], ['c', 'd'], ['e'], ['d', 'b'], [])).toEqual([1, 3]);
  expect(cases([], [])).toEqual([]);
  expect(cases(['phone'], ['phone'], ['mail', 'phone'], ['mail'], ['other'])).toEqual([1, 4]);
});

it('REP-3 it does not matter in what order the cases are counted (property)', () => {
  const contacts = fc.array(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(contacts, (all) => {
      expect(cases(...all.toReversed())).toEqual(cases(...all));
    }),
  );
});

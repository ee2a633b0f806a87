import type { CaseFacts } from '../case-facts/case-facts.ts';

/**
 * How many cases each complainant has, as far as they are known: whoever left the same number or address in two cases is
 * one person, and so is whoever is linked by a third case that has both.
 */
export function casesByPerson(facts: readonly CaseFacts[]): readonly number[] {
  const leaders = new Map<string, string>();
  const leaderOf = (contact: string): string => {
    let leader = contact;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    return leader;
  };
  const known = facts.flatMap(({ complainants: [first, ...others] = [] }) =>
    first === undefined ? [] : [{ first, others }],
  );
  for (const { first, others } of known) {
    for (const other of others) {
      const [one, two] = [leaderOf(first), leaderOf(other)];
      if (one !== two) leaders.set(two, one);
    }
  }
  const cases = new Map<string, number>();
  for (const { first } of known) cases.set(leaderOf(first), (cases.get(leaderOf(first)) ?? 0) + 1);
  return [...cases.values()];
}

/** Cases in which exactly these contacts were left. */
export interface Contacts {
  readonly complainants: readonly string[];
  readonly cases: number;
}

/**
 * How many cases each complainant has, as far as they are known: whoever left the same number or address in two cases is
 * one person, and so is whoever is linked by a third case that has both.
 */
export function casesByPerson(contacts: readonly Contacts[]): readonly number[] {
  const leaders = new Map<string, string>();
  const leaderOf = (contact: string): string => {
    let leader = contact;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    return leader;
  };
  const known = contacts.flatMap(({ complainants: [first, ...others], cases }) =>
    first === undefined ? [] : [{ first, others, cases }],
  );
  for (const { first, others } of known) {
    for (const other of others) {
      const [one, two] = [leaderOf(first), leaderOf(other)];
      if (one !== two) leaders.set(two, one);
    }
  }
  const found = new Map<string, number>();
  for (const { first, cases } of known) found.set(leaderOf(first), (found.get(leaderOf(first)) ?? 0) + cases);
  return [...found.values()];
}

/** Complainants as far as they are known, and how many cases each has. */
export interface People {
  /** So many more cases, in which exactly these contacts were left. */
  add(contacts: readonly string[], more: number): void;
  /** The cases of each. */
  cases(): Iterable<number>;
}

/**
 * Digits that are kept of the contact of somebody who was erased, for figures alone: of the telephone numbers of a country, some
 * hundred share them (PRI-2).
 */
export const ERASED_CONTACT = 6;

/**
 * Whoever left the same number or address in two cases is one person, and so is whoever is linked by a third case that has
 * both. Counted while cases come in: a million of them leave nothing that has to be done at once in the end.
 */
export function tallyOfPeople(): People {
  /** Contacts of one person lead to one of them, by which the cases are counted. */
  const leaders = new Map<string, string>();
  const cases = new Map<string, number>();
  const erased = new Set<string>();
  const leaderOf = (contact: string): string => {
    let each = contact;
    for (let next = leaders.get(each); next !== undefined; next = leaders.get(each)) {
      // Half the way for whoever comes next: no chain stays long.
      const beyond = leaders.get(next);
      if (beyond !== undefined) leaders.set(each, beyond);
      each = next;
    }
    return each;
  };
  const unite = (one: string, two: string): void => {
    if (one === two) return;
    leaders.set(two, one);
    const moved = cases.get(two) ?? 0;
    cases.delete(two);
    cases.set(one, (cases.get(one) ?? 0) + moved);
  };
  return {
    add([first, ...others], more) {
      if (first === undefined) return;
      for (const contact of [first, ...others]) if (contact.length === ERASED_CONTACT) erased.add(contact);
      for (const other of others) unite(leaderOf(first), leaderOf(other));
      const leader = leaderOf(first);
      cases.set(leader, (cases.get(leader) ?? 0) + more);
    },
    cases() {
      if (erased.size > 0)
        for (const contact of new Set([...leaders.keys(), ...cases.keys()])) {
          const short = contact.slice(0, ERASED_CONTACT);
          if (erased.has(short)) unite(leaderOf(short), leaderOf(contact));
        }
      return cases.values();
    },
  };
}

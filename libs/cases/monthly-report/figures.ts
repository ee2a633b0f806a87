import type { Condition } from '#event-sourcing';
import type { CaseFacts } from '../case-facts/case-facts.ts';

/** A number of cases, with the conditions on the case-facts collection that select exactly these (REP-10). */
export interface Figure {
  readonly count: number;
  readonly where: readonly Condition[];
}

/** Cases that share a value. */
interface Row extends Figure {
  readonly key: string;
  /** Of the cases in which the value is known, 0 … 1, to four decimals. */
  readonly share: number;
}

/** How the cases are spread over the values of a field, most frequent first. Unknown ones are left out of the shares. */
export interface Breakdown {
  readonly rows: readonly Row[];
  readonly counted: number;
  readonly unknown: Figure;
}

/** The cases that a report is about, and how to find them again. */
export interface Cohort {
  readonly facts: readonly CaseFacts[];
  readonly where: readonly Condition[];
}

export const select = (
  cohort: Cohort,
  conditions: readonly Condition[],
  facts: readonly CaseFacts[],
): Figure => ({
  count: facts.length,
  where: [...cohort.where, ...conditions],
});

export const ratio = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 10_000;

export const byKey = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Equal values together; `undefined` stays out, and whoever has several is found under each. */
export function groups<Item, Key extends string | number>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | readonly Key[] | undefined,
): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>();
  for (const item of items) addTo(found, item, keyOf(item) ?? []);
  return found;
}

function addTo<Item, Key extends string | number>(
  found: Map<Key, Item[]>,
  item: Item,
  keys: Key | readonly Key[],
): void {
  for (const key of typeof keys === 'object' ? keys : [keys]) {
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
}

/** @param field declared in case-facts; `valueOf` reads the same: of a list, every value has the case in its row */
export function breakdown(
  cohort: Cohort,
  field: string,
  valueOf: (facts: CaseFacts) => string | readonly string[] | undefined,
): Breakdown {
  const found = groups(cohort.facts, valueOf);
  const unknown = cohort.facts.filter((facts) => valueOf(facts) === undefined);
  const counted = cohort.facts.length - unknown.length;
  const rows = [...found].map(([key, facts]): Row => ({
    key,
    ...select(cohort, [{ field, equals: key }], facts),
    share: ratio(facts.length, counted),
  }));
  return {
    rows: rows.sort((left, right) => right.count - left.count || byKey(left.key, right.key)),
    counted,
    unknown: select(cohort, [{ field, isNull: true }], unknown),
  };
}

import type { Condition } from '#event-sourcing';
import type { Tally } from './tally.ts';

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

/** The cases that a report is about, counted, and how to find them again. */
export interface Cohort {
  readonly tally: Tally;
  readonly where: readonly Condition[];
}

export const select = (cohort: Cohort, conditions: readonly Condition[], count: number): Figure => ({
  count,
  where: [...cohort.where, ...conditions],
});

/** The cases in which the field has that value. */
export const having = (cohort: Cohort, field: string, value: string | boolean): Figure =>
  select(cohort, [{ field, equals: value }], cohort.tally.count(field, value));

/** Those in which nobody knows it. */
export const unknownIn = (cohort: Cohort, field: string): Figure =>
  select(cohort, [{ field, isNull: true }], cohort.tally.unknown(field));

export const ratio = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 10_000;

export const byKey = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export const sumOf = (counts: Iterable<number>): number => {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
};

/** @param field declared in case-facts: of a list, each value has the case in its row */
export function breakdown(cohort: Cohort, field: string, least = 1): Breakdown {
  const found = cohort.tally.values(field);
  const counted = cohort.tally.cases - cohort.tally.unknown(field);
  const rows = [...found]
    .filter(([, count]) => count >= least)
    .map(([key, count]): Row => ({
      key,
      ...select(cohort, [{ field, equals: key }], count),
      share: ratio(count, counted),
    }));
  return {
    rows: rows.sort((left, right) => right.count - left.count || byKey(left.key, right.key)),
    counted,
    unknown: unknownIn(cohort, field),
  };
}

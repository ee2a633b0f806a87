import type { CaseFacts } from '../case-facts/case-facts.ts';
import { monthPlus } from '../local-month.ts';
import { byKey, ratio, type Cohort, type Figure } from './figures.ts';

/** Against an earlier month: how many more (or fewer) cases; `relative` is absent when that month had none. */
interface Change {
  readonly month: string;
  readonly count: number;
  readonly change: number;
  readonly relative?: number;
}

interface TrendRow {
  readonly key: string;
  readonly count: number;
  /** In the order of `months`. */
  readonly earlier: readonly number[];
  readonly previousMonth: Change;
  readonly sameMonthLastYear: Change;
}

export interface Trend {
  /** The twelve months before, oldest first; the first one is the same month of last year. */
  readonly months: readonly ({ readonly month: string } & Figure)[];
  readonly previousMonth: Change;
  readonly sameMonthLastYear: Change;
  readonly byCategoryGroup: readonly TrendRow[];
  readonly byRootCause: readonly TrendRow[];
}

const MONTHS = 12;

/** @param cohortOf the cases of another month, selected as those of the report */
export function trendOf(month: string, current: Cohort, cohortOf: (month: string) => Cohort): Trend {
  const months = Array.from({ length: MONTHS }, (_, index) => monthPlus(month, index - MONTHS));
  const earlier = months.map((each) => ({ month: each, ...cohortOf(each) }));
  const counts = earlier.map(({ facts }) => facts.length);
  const rows = (keyOf: (facts: CaseFacts) => string | undefined): readonly TrendRow[] =>
    keysOf([current, ...earlier], keyOf).map((key) => {
      const countIn = ({ facts }: Cohort): number => facts.filter((each) => keyOf(each) === key).length;
      const before = earlier.map(countIn);
      return { key, count: countIn(current), earlier: before, ...changes(months, before, countIn(current)) };
    });
  return {
    months: earlier.map((each) => ({ month: each.month, count: each.facts.length, where: each.where })),
    ...changes(months, counts, current.facts.length),
    byCategoryGroup: rows(({ categoryGroup }) => categoryGroup),
    byRootCause: rows(({ rootCause }) => rootCause),
  };
}

const keysOf = (
  cohorts: readonly Cohort[],
  keyOf: (facts: CaseFacts) => string | undefined,
): readonly string[] =>
  [...new Set(cohorts.flatMap(({ facts }) => facts.map(keyOf)))]
    .filter((key) => key !== undefined)
    .sort(byKey);

const changes = (
  months: readonly string[],
  counts: readonly number[],
  now: number,
): Pick<Trend, 'previousMonth' | 'sameMonthLastYear'> => ({
  previousMonth: changeSince(months.at(-1), counts.at(-1), now),
  sameMonthLastYear: changeSince(months[0], counts[0], now),
});

function changeSince(month = '', count = 0, now: number): Change {
  const change = now - count;
  return { month, count, change, ...(count > 0 && { relative: ratio(change, count) }) };
}

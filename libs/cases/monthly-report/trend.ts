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

/** How far back the trend goes. */
const MONTHS = 12;

/** The twelve months before, oldest first. */
export const monthsBefore = (month: string): readonly string[] =>
  Array.from({ length: MONTHS }, (_, index) => monthPlus(month, index - MONTHS));

/** @param earlier the cohorts of the months before, oldest first */
export function trendOf(current: Cohort, earlier: readonly (Cohort & { readonly month: string })[]): Trend {
  const months = earlier.map(({ month }) => month);
  const counts = earlier.map(({ tally }) => tally.cases);
  const rows = (field: string): readonly TrendRow[] =>
    keysOf([current, ...earlier], field).map((key) => {
      const before = earlier.map(({ tally }) => tally.count(field, key));
      const now = current.tally.count(field, key);
      return { key, count: now, earlier: before, ...changes(months, before, now) };
    });
  return {
    months: earlier.map(({ month: each, tally, where }) => ({ month: each, count: tally.cases, where })),
    ...changes(months, counts, current.tally.cases),
    byCategoryGroup: rows('categoryGroup'),
    byRootCause: rows('rootCause'),
  };
}

const keysOf = (cohorts: readonly Cohort[], field: string): readonly string[] =>
  [...new Set(cohorts.flatMap(({ tally }) => [...tally.values(field).keys()]))].sort(byKey);

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

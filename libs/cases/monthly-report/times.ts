import type { CaseFacts } from '../case-facts/case-facts.ts';
import { having, sumOf, type Cohort, type Figure } from './figures.ts';

/** How long something took from receipt, in whole minutes of elapsed time. */
export interface TimeFigure {
  /** Absent when nothing could be counted. */
  readonly median?: number;
  readonly p90?: number;
  readonly counted: Figure;
  /** Not done yet. */
  readonly notYet: Figure;
  /** The case has ended without it: withdrawn, inadmissible (LIF-2). */
  readonly ended: Figure;
  /** Done or not, but the times are not recorded, as in imported cases (INT-11). */
  readonly unknown: Figure;
}

/**
 * Percentile by nearest rank: the smallest value that at least `percent` of the values do not exceed, so always one that
 * occurred. The median of an even number of values is therefore the lower of the two in the middle.
 *
 * @param counts how often each value occurred
 */
export function percentiles(
  counts: ReadonlyMap<string, number>,
  percents: readonly number[],
): readonly (number | undefined)[] {
  // Numbers of a machine word sort ten times as fast as pairs: there may be a hundred thousand.
  const sorted = Float64Array.from(counts.keys(), Number).sort();
  const all = sumOf(counts.values());
  return percents.map((percent) => {
    const rank = Math.max(1, Math.ceil((percent * all) / 100));
    let passed = 0;
    return sorted.find((value) => (passed += counts.get(String(value)) ?? 0) >= rank);
  });
}

export function timeFigure(cohort: Cohort, what: keyof CaseFacts['timing']): TimeFigure {
  const minutes = cohort.tally.values(`timing.${what}.minutes`);
  const [median, p90] = percentiles(minutes, [50, 90]);
  const is = (status: CaseFacts['timing']['reply']['status']): Figure =>
    having(cohort, `timing.${what}.status`, status);
  return {
    ...(median !== undefined && { median }),
    ...(p90 !== undefined && { p90 }),
    ...{ counted: is('counted'), notYet: is('notYet'), ended: is('ended'), unknown: is('unknown') },
  };
}

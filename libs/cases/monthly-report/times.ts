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
export function percentile(counts: ReadonlyMap<string, number>, percent: number): number | undefined {
  const sorted = [...counts]
    .map(([value, count]) => [Number(value), count] as const)
    .sort(([left], [right]) => left - right);
  const rank = Math.max(1, Math.ceil((percent * sumOf(counts.values())) / 100));
  let passed = 0;
  for (const [value, count] of sorted) {
    passed += count;
    if (passed >= rank) return value;
  }
  return undefined;
}

export function timeFigure(cohort: Cohort, what: keyof CaseFacts['timing']): TimeFigure {
  const minutes = cohort.tally.values(`timing.${what}.minutes`);
  const [median, p90] = [percentile(minutes, 50), percentile(minutes, 90)];
  const is = (status: CaseFacts['timing']['reply']['status']): Figure =>
    having(cohort, `timing.${what}.status`, status);
  return {
    ...(median !== undefined && { median }),
    ...(p90 !== undefined && { p90 }),
    ...{ counted: is('counted'), notYet: is('notYet'), ended: is('ended'), unknown: is('unknown') },
  };
}

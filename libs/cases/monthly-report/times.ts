import type { CaseFacts } from '../case-facts/case-facts.ts';
import { select, type Cohort, type Figure } from './figures.ts';

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
 */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1];
}

export function timeFigure(cohort: Cohort, what: keyof CaseFacts['timing']): TimeFigure {
  const minutes = cohort.facts.flatMap(({ timing }) => {
    const measure = timing[what];
    return measure.status === 'counted' ? [measure.minutes] : [];
  });
  const [median, p90] = [percentile(minutes, 50), percentile(minutes, 90)];
  const having = (status: CaseFacts['timing']['reply']['status']): Figure =>
    select(
      cohort,
      [{ field: `timing.${what}.status`, equals: status }],
      cohort.facts.filter(({ timing }) => timing[what].status === status),
    );
  return {
    ...(median !== undefined && { median }),
    ...(p90 !== undefined && { p90 }),
    ...{
      counted: having('counted'),
      notYet: having('notYet'),
      ended: having('ended'),
      unknown: having('unknown'),
    },
  };
}

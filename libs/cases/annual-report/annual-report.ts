import type { Condition } from '#event-sourcing';
import { byKey, ratio, select, type Figure } from '../monthly-report/figures.ts';
import { COMPLAINT, figuresOf, type Figures } from '../monthly-report/report.ts';
import type { Tally } from '../monthly-report/tally.ts';

/** Against the year before; `relative` is absent when that one had none. */
interface AgainstYearBefore {
  readonly count: number;
  readonly change: number;
  readonly relative?: number;
}

type RowOfYear = { readonly key: string; readonly count: number; readonly yearBefore: AgainstYearBefore };

/**
 * The statistics of a year (REP-4), of the same shape as those of a month: the complaints that were received in it, in the
 * time zone of their procedure, as they stand when the report is made.
 */
export interface AnnualReport extends Figures {
  readonly year: string;
  readonly cohort: 'complaintsReceivedInYear';
  /** Conditions that narrow the whole report, for example to one procedure. */
  readonly scope: readonly Condition[];
  readonly months: readonly ({ readonly month: string } & Figure)[];
  readonly yearBefore: AgainstYearBefore;
  readonly categoryGroups: readonly RowOfYear[];
  readonly rootCauses: readonly RowOfYear[];
}

/** In its own order of letters, the months of a year lie between it and the next one. */
export const monthsOf = (year: string): { readonly atLeast: string; readonly below: string } => ({
  atLeast: `${year}-01`,
  below: `${year}-99`,
});

export const yearBefore = (year: string): string => String(Number(year) - 1).padStart(4, '0');

interface Counted {
  readonly whole: Tally;
  readonly before: Tally;
  /** In their order, January first. */
  readonly months: readonly (readonly [month: string, tally: Tally])[];
}

export function annualReportOf(
  year: string,
  { whole, before, months }: Counted,
  scope: readonly Condition[] = [],
): AnnualReport {
  const where = [...scope, { field: 'receivedMonth', ...monthsOf(year) }];
  const rows = (field: string): readonly RowOfYear[] =>
    [...new Set([whole, before].flatMap((tally) => [...tally.values(field).keys()]))]
      .toSorted(byKey)
      .map((key) => {
        const count = whole.count(field, key);
        return { key, count, yearBefore: against(before.count(field, key), count) };
      });
  return {
    ...{ year, cohort: 'complaintsReceivedInYear', scope },
    ...figuresOf({ tally: whole, where }),
    months: months.map(([month, tally]) => {
      const received = [...scope, { field: 'receivedMonth', equals: month }, COMPLAINT];
      return { month, ...select({ tally, where: received }, [], tally.cases) };
    }),
    yearBefore: against(before.cases, whole.cases),
    categoryGroups: rows('categoryGroup'),
    rootCauses: rows('rootCause'),
  };
}

function against(count: number, now: number): AgainstYearBefore {
  const change = now - count;
  return { count, change, ...(count > 0 && { relative: ratio(change, count) }) };
}

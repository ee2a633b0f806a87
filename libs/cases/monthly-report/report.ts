import type { Condition } from '#event-sourcing';
import { LEFT_OUT, MONEY, WITH_MERGED } from '../case-facts/counted.ts';
import { breakdown, having, select, unknownIn, type Breakdown, type Cohort, type Figure } from './figures.ts';
import {
  breachRows, compensation, reopenRate, repeatComplainants, repeatRespondents, satisfaction, type BreachRow,
  type Compensation, type Rate, type RepeatComplainants, type Repeats, type Satisfaction,
} from './handling.ts'; // prettier-ignore
import { settlements, type SettlementRow } from './settlements.ts';
import { timeFigure, type TimeFigure } from './times.ts';
import type { Tally } from './tally.ts';
import { trendOf, type Trend } from './trend.ts';

/** What is told of the complaints of any period, of the same shape for all of them (REP-3, REP-4). */
export interface Figures {
  readonly total: Figure;
  /** Received in the period too, but no complaints of their own: enquiries, merged duplicates, abandoned contacts. */
  readonly leftOut: Breakdown;
  readonly byCategoryGroup: Breakdown;
  readonly byCategory: Breakdown;
  readonly byRootCause: Breakdown;
  readonly byDepartment: Breakdown;
  readonly bySeverity: Breakdown;
  readonly byChannel: Breakdown;
  readonly byProcedure: Breakdown;
  /** Of imported cases, in the source's words. */
  readonly byResponse: Breakdown;
  readonly byRelief: Breakdown;
  readonly repeatRespondents: Repeats;
  readonly repeatComplainants: RepeatComplainants;
  readonly times: {
    readonly percentile: 'nearestRank';
    readonly acknowledge: TimeFigure;
    readonly reply: TimeFigure;
    readonly resolve: TimeFigure;
  };
  readonly breaches: { readonly cases: Figure; readonly rows: readonly BreachRow[] };
  readonly compensation: Compensation;
  /** How those of each severity were settled: disputes with compensation, or peacefully (REP-4). */
  readonly settlements: readonly SettlementRow[];
  readonly satisfaction: Satisfaction;
  readonly reopening: Rate;
  /** Settled in the first contact and never reopened (CON-5). */
  readonly firstContactSettled: { readonly cases: Figure; readonly others: Figure; readonly unknown: Figure };
}

/**
 * The monthly root-cause report (REP-3). Its cohort are the complaints that were received in the month, in the time zone
 * of their procedure, as they stand when the report is made; what happened to older cases in that month belongs to their
 * own months. Every figure leaves out what is unknown and says how much that is (INT-11); each one names the conditions
 * that select its cases (REP-10).
 */
export interface MonthlyReport extends Figures {
  readonly month: string;
  readonly cohort: 'complaintsReceivedInMonth';
  /** Conditions that narrow the whole report, for example to one procedure. */
  readonly scope: readonly Condition[];
  readonly trend: Trend;
}

/**
 * @param month `2026-09`
 * @param counted the cases of the month
 * @param earlier those of the months before, oldest first
 * @param scope conditions on case-facts by which these cases were narrowed
 */
export function reportOf(
  month: string,
  counted: Tally,
  earlier: ReadonlyMap<string, Tally>,
  scope: readonly Condition[] = [],
): MonthlyReport {
  const received = (each: string): readonly Condition[] => [
    ...scope,
    { field: 'receivedMonth', equals: each },
  ];
  const before = [...earlier].map(([each, tally]) => ({
    ...{ month: each, tally },
    where: [...received(each), COMPLAINT],
  }));
  const period = { tally: counted, where: received(month) };
  return {
    ...{ month, cohort: 'complaintsReceivedInMonth', scope },
    ...figuresOf(period),
    trend: trendOf(complaintsOf(period), before),
  };
}

export const COMPLAINT: Condition = { field: 'standing', equals: 'complaint' };

const complaintsOf = ({ tally, where }: Cohort): Cohort => ({ tally, where: [...where, COMPLAINT] });

/** @param period what was counted in it, and what finds everything that was received in it */
export function figuresOf(period: Cohort): Figures {
  const { tally, where } = period;
  const cohort = complaintsOf(period);
  return {
    total: select(cohort, [], tally.cases),
    leftOut: breakdown({ tally: tally.under(LEFT_OUT), where }, 'standing'),
    ...spread(cohort),
    repeatRespondents: repeatRespondents(cohort),
    repeatComplainants: repeatComplainants(cohort),
    times: {
      percentile: 'nearestRank',
      acknowledge: timeFigure(cohort, 'acknowledge'),
      reply: timeFigure(cohort, 'reply'),
      resolve: timeFigure(cohort, 'resolve'),
    },
    breaches: { cases: having(cohort, 'breached', true), rows: breachRows(cohort) },
    compensation: compensation({
      tally: tally.under(MONEY),
      where: [...where, { field: 'standing', in: WITH_MERGED }],
    }),
    settlements: settlements(cohort),
    satisfaction: satisfaction(cohort),
    reopening: reopenRate(cohort),
    firstContactSettled: {
      cases: having(cohort, 'firstContactSettled', true),
      others: having(cohort, 'firstContactSettled', false),
      unknown: unknownIn(cohort, 'firstContactSettled'),
    },
  };
}

const spread = (cohort: Cohort) => ({
  byCategoryGroup: breakdown(cohort, 'categoryGroup'),
  byCategory: breakdown(cohort, 'category'),
  byRootCause: breakdown(cohort, 'rootCause'),
  byDepartment: breakdown(cohort, 'department'),
  bySeverity: breakdown(cohort, 'severity'),
  byChannel: breakdown(cohort, 'channel'),
  byProcedure: breakdown(cohort, 'procedure'),
  byResponse: breakdown(cohort, 'response'),
  byRelief: breakdown(cohort, 'relief'),
});

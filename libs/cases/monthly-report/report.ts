import type { Condition } from '#event-sourcing';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { breakdown, select, type Breakdown, type Cohort, type Figure } from './figures.ts';
import {
  breachRows, compensation, reopenRate, repeatComplainants, repeatRespondents, satisfaction, type BreachRow,
  type Compensation, type Rate, type RepeatComplainants, type Repeats, type Satisfaction,
} from './handling.ts'; // prettier-ignore
import { timeFigure, type TimeFigure } from './times.ts';
import { trendOf, type Trend } from './trend.ts';

/**
 * The monthly root-cause report (REP-3). Its cohort are the complaints that were received in the month, in the time zone
 * of their procedure, as they stand when the report is made; what happened to older cases in that month belongs to their
 * own months. Every figure leaves out what is unknown and says how much that is (INT-11); each one names the conditions
 * that select its cases (REP-10).
 */
export interface MonthlyReport {
  readonly month: string;
  readonly cohort: 'complaintsReceivedInMonth';
  /** Conditions that narrow the whole report, for example to one procedure. */
  readonly scope: readonly Condition[];
  readonly total: Figure;
  /** Received in the month too, but no complaints of their own: enquiries, merged duplicates, abandoned contacts. */
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
  readonly trend: Trend;
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
  readonly satisfaction: Satisfaction;
  readonly reopening: Rate;
  /** Settled in the first contact and never reopened (CON-5). */
  readonly firstContactSettled: { readonly cases: Figure; readonly others: Figure; readonly unknown: Figure };
}

/**
 * @param month `2026-09`
 * @param factsOfMonth all case facts with this `receivedMonth`, within the scope
 * @param earlier those of the twelve months before, the same month of last year included
 * @param scope conditions on case-facts by which both were narrowed
 */
export function monthlyReport(
  month: string,
  factsOfMonth: readonly CaseFacts[],
  earlier: readonly CaseFacts[],
  scope: readonly Condition[] = [],
): MonthlyReport {
  const cohortOf = (each: string, facts: readonly CaseFacts[]): Cohort => ({
    facts: facts.filter(({ receivedMonth, standing }) => receivedMonth === each && standing === 'complaint'),
    where: [...scope, { field: 'receivedMonth', equals: each }, COMPLAINT],
  });
  const cohort = cohortOf(month, factsOfMonth);
  return {
    ...{ month, cohort: 'complaintsReceivedInMonth', scope },
    total: select(cohort, [], cohort.facts),
    leftOut: leftOut(month, factsOfMonth, scope),
    ...spread(cohort),
    trend: trendOf(month, cohort, (each) => cohortOf(each, earlier)),
    repeatRespondents: repeatRespondents(cohort),
    repeatComplainants: repeatComplainants(cohort),
    times: {
      percentile: 'nearestRank',
      acknowledge: timeFigure(cohort, 'acknowledge'),
      reply: timeFigure(cohort, 'reply'),
      resolve: timeFigure(cohort, 'resolve'),
    },
    breaches: { cases: where(cohort, 'breached', true), rows: breachRows(cohort) },
    compensation: compensation(withMerged(month, factsOfMonth, scope)),
    satisfaction: satisfaction(cohort),
    reopening: reopenRate(cohort),
    firstContactSettled: firstContact(cohort),
  };
}

/** Money of a case that was merged is in no other case. */
function withMerged(month: string, facts: readonly CaseFacts[], scope: readonly Condition[]): Cohort {
  const standings = ['complaint', 'merged'] as const;
  return {
    facts: facts.filter(
      ({ receivedMonth, standing }) => receivedMonth === month && standings.some((each) => each === standing),
    ),
    where: [...scope, { field: 'receivedMonth', equals: month }, { field: 'standing', in: standings }],
  };
}

const COMPLAINT: Condition = { field: 'standing', equals: 'complaint' };

function leftOut(month: string, facts: readonly CaseFacts[], scope: readonly Condition[]): Breakdown {
  const others = facts.filter((each) => each.receivedMonth === month && each.standing !== 'complaint');
  return breakdown(
    { facts: others, where: [...scope, { field: 'receivedMonth', equals: month }] },
    'standing',
    ({ standing }) => standing,
  );
}

const spread = (cohort: Cohort) => ({
  byCategoryGroup: breakdown(cohort, 'categoryGroup', ({ categoryGroup }) => categoryGroup),
  byCategory: breakdown(cohort, 'category', ({ category }) => category),
  byRootCause: breakdown(cohort, 'rootCause', ({ rootCause }) => rootCause),
  byDepartment: breakdown(cohort, 'department', ({ department }) => department),
  bySeverity: breakdown(cohort, 'severity', ({ severity }) => severity),
  byChannel: breakdown(cohort, 'channel', ({ channel }) => channel),
  byProcedure: breakdown(cohort, 'procedure', ({ procedure }) => procedure),
  byResponse: breakdown(cohort, 'response', ({ response }) => response),
  byRelief: breakdown(cohort, 'relief', ({ relief }) => relief),
});

const where = (cohort: Cohort, field: 'breached' | 'firstContactSettled', value: boolean): Figure =>
  select(
    cohort,
    [{ field, equals: value }],
    cohort.facts.filter((each) => each[field] === value),
  );

const firstContact = (cohort: Cohort): MonthlyReport['firstContactSettled'] => ({
  cases: where(cohort, 'firstContactSettled', true),
  others: where(cohort, 'firstContactSettled', false),
  unknown: select(
    cohort,
    [{ field: 'firstContactSettled', isNull: true }],
    cohort.facts.filter((each) => each.firstContactSettled === undefined),
  ),
});

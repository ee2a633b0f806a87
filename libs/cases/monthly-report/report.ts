import type { Condition } from '#event-sourcing';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { breakdown, having, select, unknownIn, type Breakdown, type Cohort, type Figure } from './figures.ts';
import {
  breachRows, compensation, reopenRate, repeatComplainants, repeatRespondents, satisfaction, type BreachRow,
  type Compensation, type Rate, type RepeatComplainants, type Repeats, type Satisfaction,
} from './handling.ts'; // prettier-ignore
import { timeFigure, type TimeFigure } from './times.ts';
import {
  tallyOfComplaints,
  tallyOfMoney,
  tallyOfStandings,
  tallyOfTrend,
  type ComplaintTally,
  type Tally,
} from './tally.ts';
import { monthsBefore, trendOf, type Trend } from './trend.ts';

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

/** What a report is made of: cases are counted one after the other, and then forgotten. */
export interface ReportTallies {
  add(facts: CaseFacts): void;
  report(): MonthlyReport;
}

/**
 * @param month `2026-09`
 * @param scope conditions on case-facts by which the cases that are added were narrowed
 */
export function tallyReport(month: string, scope: readonly Condition[] = []): ReportTallies {
  const complaints = tallyOfComplaints();
  const money = tallyOfMoney();
  const others = tallyOfStandings();
  const earlier = new Map(monthsBefore(month).map((each) => [each, tallyOfTrend()]));
  return {
    add(facts) {
      const { receivedMonth = '', standing } = facts;
      if (standing === 'complaint') earlier.get(receivedMonth)?.add(facts);
      if (receivedMonth !== month) return;
      (standing === 'complaint' ? complaints : others).add(facts);
      // Money of a case that was merged is in no other case.
      if (WITH_MERGED.some((each) => each === standing)) money.add(facts);
    },
    report: () => reportOf(month, { complaints, money, others, earlier }, scope),
  };
}

interface Counted {
  readonly complaints: ComplaintTally;
  readonly money: Tally;
  readonly others: Tally;
  readonly earlier: ReadonlyMap<string, Tally>;
}

function reportOf(
  month: string,
  { complaints, money, others, earlier }: Counted,
  scope: readonly Condition[],
): MonthlyReport {
  const received = (each: string): readonly Condition[] => [
    ...scope,
    { field: 'receivedMonth', equals: each },
  ];
  const cohort = { tally: complaints, where: [...received(month), COMPLAINT] };
  const before = [...earlier].map(([each, tally]) => ({
    ...{ month: each, tally },
    where: [...received(each), COMPLAINT],
  }));
  return {
    ...{ month, cohort: 'complaintsReceivedInMonth', scope },
    total: select(cohort, [], complaints.cases),
    leftOut: breakdown({ tally: others, where: received(month) }, 'standing'),
    ...spread(cohort),
    trend: trendOf(cohort, before),
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
      tally: money,
      where: [...received(month), { field: 'standing', in: WITH_MERGED }],
    }),
    satisfaction: satisfaction(cohort),
    reopening: reopenRate(cohort),
    firstContactSettled: {
      cases: having(cohort, 'firstContactSettled', true),
      others: having(cohort, 'firstContactSettled', false),
      unknown: unknownIn(cohort, 'firstContactSettled'),
    },
  };
}

const COMPLAINT: Condition = { field: 'standing', equals: 'complaint' };
const WITH_MERGED = ['complaint', 'merged'] as const;

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

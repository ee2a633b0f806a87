import type { Condition } from '#event-sourcing';
import { type CaseFacts, type Measure } from '../case-facts/case-facts.ts';
import { caseSums } from '../case-facts/counted.ts';
import { reportOf, type MonthlyReport } from '../monthly-report/report.ts';
import { openTally, type Tally } from '../monthly-report/tally.ts';
import { monthsBefore } from '../monthly-report/trend.ts';

export const MONTH = '2026-09';
export const notYet: Measure = { status: 'notYet' };

let next = 0;
export const aCase = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{ caseId: `C${String((next += 1))}`, procedure: 'hospital', procedureVersion: 1, stage: 'closed' },
  parts: {
    ...{ concluded: true, options: [], resolved: true, outcomeNotified: true, followedUp: true },
    ...{ ending: 'closed', archived: false, takenOver: [], regulators: [] },
  },
  ...{
    channel: 'phone',
    contactKind: 'complaint',
    level: 'frontline',
    flags: [],
    dispatches: [],
    respondents: [],
    reopened: 0,
  },
  ...{ standing: 'complaint', receivedMonth: MONTH, imported: false, breaches: {}, breached: false },
  ...{
    timing: { acknowledge: notYet, reply: notYet, resolve: notYet },
    remedies: [],
    grants: [],
    confidentialGrants: 0,
    compensated: {},
    settlement: 'peaceful',
    reopening: 'notYet',
  },
  ...more,
});

/** What the read-model adapters do with a condition. */
export function matches(
  facts: object,
  { field, equals, atLeast, below, isNull, in: oneOf }: Condition,
): boolean {
  const value = field
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], facts);
  if (isNull !== undefined && (value === undefined) !== isNull) return false;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (equals !== undefined && !values.includes(equals)) return false;
  if (oneOf !== undefined && !values.some((each) => oneOf.includes(each as string))) return false;
  if (atLeast !== undefined && !((value as string | number) >= atLeast)) return false;
  return below === undefined || (value as string | number) < below;
}

/** The report of a month from all of its cases, and from those of the months before. */
export function monthlyReport(
  month: string,
  factsOfMonth: readonly CaseFacts[],
  earlier: readonly CaseFacts[],
  scope: readonly Condition[] = [],
): MonthlyReport {
  const tallyOf = (facts: readonly CaseFacts[], wanted: string): Tally => {
    const tally = openTally();
    for (const each of facts) if (each.receivedMonth === wanted) tally.add(caseSums.of(each)?.amounts ?? []);
    return tally;
  };
  const before = monthsBefore(month).map((each) => [each, tallyOf(earlier, each)] as const);
  return reportOf(month, tallyOf(factsOfMonth, month), new Map(before), scope);
}

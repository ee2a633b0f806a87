import type { Cell, ShownPart, ShownTable } from '#event-sourcing';
import type { Figures, MonthlyReport } from './report.ts';

type Breakdown = MonthlyReport['byCategory'];

/** The monthly report as it reads in a terminal (REP-3, REP-9). */
export const reportShown = (report: MonthlyReport): readonly ShownPart[] => [
  ...figuresShown(report.month, report),
  ...trendChart(report),
];

/** What reports of all periods have in common. */
export function figuresShown(
  period: string,
  report: Figures & Pick<MonthlyReport, 'scope'>,
): readonly ShownPart[] {
  const { total, scope } = report;
  const about = scope.length === 0 ? 'all procedures' : scope.map(({ equals }) => String(equals)).join(', ');
  const title = `Complaints received in ${period} (${about}): ${total.count}\n`;
  if (total.count === 0) return [title];
  return [
    title,
    ...breakdowns(report),
    ...section('Times', timesTable(report)),
    ...section('Missed deadlines', breachesTable(report)),
    ...section('Compensation', compensationTable(report)),
    ...section('How they were settled', settlementsTable(report)),
    ...section('Outcome', outcomeTable(report)),
  ];
}

const settlementsTable = ({ settlements }: Figures): ShownTable => ({
  head: ['severity', 'with compensation', 'peacefully', 'ended without', 'not settled yet'],
  rows: settlements.map(({ severity, compensated, peaceful, ended, open }) => [
    ...[severity, compensated.count, peaceful.count, ended.count, open.count],
  ]),
  numeric: ['with compensation', 'peacefully', 'ended without', 'not settled yet'],
});

/** Nothing for a table without rows. */
const section = (title: string, table: ShownTable, ...more: readonly string[]): readonly ShownPart[] =>
  table.rows.length === 0 ? [] : [`\n${title}\n`, table, ...more];

const breakdowns = (report: Figures): readonly ShownPart[] => [
  ...breakdown('Category', report.byCategory),
  ...breakdown('Root cause', report.byRootCause),
  ...breakdown('Department', report.byDepartment),
  ...breakdown('Severity', report.bySeverity),
  ...breakdown('Channel', report.byChannel),
  ...breakdown('Respondents with repeated complaints', {
    rows: report.repeatRespondents.rows,
    unknown: { count: 0 },
  }),
];

/** Imported data brings hundreds of categories with names as long as a sentence. */
const MOST_ROWS = 15;
const LONGEST_LABEL = 60;
const label = (key: string): string =>
  key.length <= LONGEST_LABEL ? key : `${key.slice(0, LONGEST_LABEL - 1)}…`;

interface Shares {
  readonly rows: Breakdown['rows'];
  readonly unknown: { readonly count: number };
}

function breakdown(title: string, { rows, unknown }: Shares): readonly ShownPart[] {
  if (rows.length === 0) return [];
  const lines = rows
    .slice(0, MOST_ROWS)
    .map(({ key, count, share }): Cell[] => [label(key), count, { share }, { bar: share }]);
  const left = rows.length - lines.length;
  const more = left === 0 ? [] : [`… ${left} more (--json shows all)\n`];
  const rest = unknown.count === 0 ? [] : [['(not known)', unknown.count, '', '']];
  const table = {
    head: ['', 'cases', 'share', ''],
    rows: [...lines, ...rest],
    numeric: ['cases', 'share'],
  };
  return section(title, table, ...more);
}

function timesTable({ times }: Figures): ShownTable {
  const rows = (['acknowledge', 'reply', 'resolve'] as const).map((what): Cell[] => {
    const { median, p90, counted, notYet, ended, unknown } = times[what];
    const counts = [counted, notYet, ended, unknown].map(({ count }) => count);
    return [what, { minutes: median }, { minutes: p90 }, ...counts];
  });
  const [first, ...numeric] = [
    ...['from receipt to', 'median', '90th percentile', 'counted', 'not yet', 'ended without', 'not known'],
  ];
  return { head: [first ?? '', ...numeric], rows, numeric };
}

const breachesTable = ({ breaches }: Figures): ShownTable => ({
  head: ['clock', 'cases', 'misses'],
  rows: breaches.rows.map(({ kind, count, breaches: misses }) => [kind, count, misses]),
  numeric: ['cases', 'misses'],
});

const compensationTable = ({ compensation: { rows, confidential } }: Figures): ShownTable => ({
  head: ['kind', 'grants', 'total', 'worth unknown'],
  rows: [
    ...rows.map(({ kind, grants, totals, unknownWorth }) => [
      ...[kind, grants, { money: totals }, unknownWorth],
    ]),
    ...(confidential.count === 0
      ? []
      : [['confidential, in no total', confidential.grants, { money: [] }, undefined]]),
  ],
  numeric: ['grants', 'total', 'worth unknown'],
});

const outcomeTable = ({ satisfaction, reopening, firstContactSettled }: Figures): ShownTable => ({
  head: ['', 'cases', 'share'],
  rows: [
    ['satisfied at follow-up', satisfaction.satisfied.count, { share: satisfaction.satisfiedShare }],
    ['not satisfied', satisfaction.unsatisfied.count, undefined],
    ['reopened', reopening.cases.count, { share: reopening.rate }],
    ['settled in the first contact', firstContactSettled.cases.count, undefined],
  ],
  numeric: ['cases', 'share'],
});

const BAR_WIDTH = 40;

/** The year before and this month, one bar each, to the same scale. */
function trendChart({ month, total, trend }: MonthlyReport): readonly ShownPart[] {
  const months = [
    ...trend.months.map((each) => ({ month: each.month, count: each.count })),
    { month, count: total.count },
  ];
  const most = Math.max(...months.map(({ count }) => count));
  if (most === 0) return [];
  return [
    '\nTrend\n',
    ...months.map(({ month: name, count }) => ({
      line: [`  ${name}  ${String(count).padStart(6)}  `, { bar: count / most, width: BAR_WIDTH }],
    })),
  ];
}

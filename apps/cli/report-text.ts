import type { MonthlyReport } from '#cases';
import { moneyText } from './format.ts';
import { bar, duration, percent, table } from './output.ts';

type Breakdown = MonthlyReport['byCategory'];

/** The monthly report as it reads in a terminal (REP-3, REP-9). */
export function describeReport(report: MonthlyReport): string {
  const { month, total, scope } = report;
  const about = scope.length === 0 ? 'all procedures' : scope.map(({ equals }) => String(equals)).join(', ');
  const title = `Complaints received in ${month} (${about}): ${String(total.count)}\n`;
  if (total.count === 0) return `${title}${trendChart(report)}`;
  return [
    title,
    ...breakdowns(report),
    section('Times', timesTable(report)),
    section('Missed deadlines', breachesTable(report)),
    section('Compensation', compensationTable(report)),
    section('Outcome', outcomeTable(report)),
    trendChart(report),
  ].join('');
}

const section = (title: string, body: string): string => (body === '' ? '' : `\n${title}\n${body}`);

const breakdowns = (report: MonthlyReport): readonly string[] =>
  [
    ['Category', report.byCategory],
    ['Root cause', report.byRootCause],
    ['Department', report.byDepartment],
    ['Severity', report.bySeverity],
    ['Channel', report.byChannel],
    ['Respondents with repeated complaints', { rows: report.repeatRespondents.rows, unknown: { count: 0 } }],
  ].map(([title, breakdown]) => section(title as string, breakdownTable(breakdown as Breakdown)));

/** Imported data brings hundreds of categories with names as long as a sentence. */
const MOST_ROWS = 15;
const LONGEST_LABEL = 60;
const label = (key: string): string =>
  key.length <= LONGEST_LABEL ? key : `${key.slice(0, LONGEST_LABEL - 1)}…`;

function breakdownTable({ rows, unknown }: Pick<Breakdown, 'rows' | 'unknown'>): string {
  if (rows.length === 0) return '';
  const lines = rows
    .slice(0, MOST_ROWS)
    .map(({ key, count, share }) => [label(key), count, percent(share), bar(share)]);
  const left = rows.length - lines.length;
  const more = left === 0 ? '' : `… ${String(left)} more (--json shows all)\n`;
  const rest = unknown.count === 0 ? [] : [['(not known)', unknown.count, '', '']];
  return table(['', 'cases', 'share', ''], [...lines, ...rest], ['cases', 'share']) + more;
}

function timesTable({ times }: MonthlyReport): string {
  const rows = (['acknowledge', 'reply', 'resolve'] as const).map((what) => {
    const { median, p90, counted, notYet, unknown } = times[what];
    return [what, duration(median), duration(p90), counted.count, notYet.count, unknown.count];
  });
  const head = ['from receipt to', 'median', '90th percentile', 'counted', 'not yet', 'not known'];
  return table(head, rows, ['median', '90th percentile', 'counted', 'not yet', 'not known']);
}

function breachesTable({ breaches }: MonthlyReport): string {
  if (breaches.rows.length === 0) return '';
  return table(
    ['clock', 'cases', 'misses'],
    breaches.rows.map(({ kind, count, breaches: misses }) => [kind, count, misses]),
    ['cases', 'misses'],
  );
}

function compensationTable({ compensation }: MonthlyReport): string {
  if (compensation.rows.length === 0) return '';
  const rows = compensation.rows.map(({ kind, grants, totals, unknownWorth }) => [
    kind,
    grants,
    totals.map(moneyText).join('\n'),
    unknownWorth,
  ]);
  return table(['kind', 'grants', 'total', 'worth unknown'], rows, ['grants', 'total', 'worth unknown']);
}

function outcomeTable({ satisfaction, reopening, firstContactSettled }: MonthlyReport): string {
  return table(
    ['', 'cases', 'share'],
    [
      ['satisfied at follow-up', satisfaction.satisfied.count, optionalPercent(satisfaction.satisfiedShare)],
      ['not satisfied', satisfaction.unsatisfied.count, undefined],
      ['reopened', reopening.cases.count, optionalPercent(reopening.rate)],
      ['settled in the first contact', firstContactSettled.cases.count, undefined],
    ],
    ['cases', 'share'],
  );
}

const optionalPercent = (share: number | undefined): string | undefined =>
  share === undefined ? undefined : percent(share);

/** The year before and this month, one bar each, to the same scale. */
function trendChart({ month, total, trend }: MonthlyReport): string {
  const months = [
    ...trend.months.map((each) => ({ month: each.month, count: each.count })),
    { month, count: total.count },
  ];
  const most = Math.max(...months.map(({ count }) => count));
  if (most === 0) return '';
  const lines = months.map(
    (each) => `  ${each.month}  ${String(each.count).padStart(6)}  ${bar(each.count / most, 40)}`,
  );
  return `\nTrend\n${lines.join('\n')}\n`;
}

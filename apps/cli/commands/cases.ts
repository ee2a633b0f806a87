import type { Command } from 'commander';
import { STAGES, type CaseDetails, type OpenCase, type Stage } from '#cases';
import type { Instant, Page } from '#event-sourcing';
import { parseChoice, parseCount, parseInstant } from '../arguments.ts';
import { print, withData, withHistory, type CliContext } from '../context.ts';
import { notFound } from '../exit-codes.ts';
import { minuteOf } from '../format.ts';
import { table } from '../output.ts';

interface ListOptions {
  readonly owner?: string;
  readonly department?: string;
  readonly severity?: string;
  readonly stage?: Stage;
  readonly procedure?: string;
  readonly breached?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

interface ShowOptions {
  readonly asOf?: Instant;
  readonly knownAt?: Instant;
}

export function declare(cases: Command, context: CliContext): void {
  cases
    .command('list')
    .description('open cases, the most urgent first')
    .option('--owner <id>')
    .option('--department <id>')
    .option('--severity <id>')
    .option('--stage <stage>', STAGES.join(', '), parseChoice(STAGES))
    .option('--procedure <id>')
    .option('--breached', 'only cases with a missed clock')
    .option('--limit <count>', 'cases on one page', parseCount, 50)
    .option('--cursor <cursor>', 'next page, as the page before names it')
    .action((options: ListOptions, command: Command) => list(context, command, options));
  cases
    .command('show')
    .description('one case with everything that happened')
    .argument('<case>', 'number of the case')
    .option('--as-of <time>', 'as it was then: what had happened by that moment', parseInstant)
    .option(
      '--known-at <time>',
      'as the system knew it then: what had been recorded by that moment',
      parseInstant,
    )
    .action((caseId: string, options: ShowOptions, command: Command) =>
      show(context, command, caseId, options),
    );
}

async function list(
  context: CliContext,
  command: Command,
  { breached, ...filter }: ListOptions,
): Promise<void> {
  const page = await withData(context, command, (engine) =>
    engine.queries.openCases({ ...filter, ...(breached === true && { breached }) }),
  );
  await print(context, command, page, casesTable);
}

export function casesTable({ items, nextCursor }: Page<OpenCase>): string {
  if (items.length === 0) return 'No open case matches.\n';
  const head = [
    'case',
    'procedure',
    'stage',
    'severity',
    'category',
    'department',
    'owner',
    'next due',
    'missed',
  ];
  const rows = items.map((item) => [
    item.caseId,
    item.procedure,
    item.stage,
    item.severity,
    item.category,
    item.department,
    item.owner,
    minuteOf(item.nextDueAt),
    item.breachedClocks.length === 0 ? '' : item.breachedClocks.join(', '),
  ]);
  return table(head, rows) + morePages(nextCursor);
}

export const morePages = (cursor: string | undefined): string =>
  cursor === undefined ? '' : `More: --cursor ${cursor}\n`;

async function show(
  context: CliContext,
  command: Command,
  caseId: string,
  times: ShowOptions,
): Promise<void> {
  const anyTime = times.asOf !== undefined || times.knownAt !== undefined;
  const open = anyTime ? withHistory : withData;
  const details = await open(context, command, (engine) => engine.queries.caseDetails(caseId, times));
  if (details === undefined)
    throw notFound(anyTime ? `There was no case ${caseId} at that moment.` : `There is no case ${caseId}.`);
  await print(context, command, details, describeCase);
}

function describeCase({ caseId, revision, state, timeline }: CaseDetails): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['procedure', `${state.procedure.id}, version ${String(state.procedure.version)}`],
    ['stage', state.stage],
    ['revision', revision],
    ...(state.status === 'logged'
      ? ([
          ['severity', state.severity],
          ['category', state.category],
          ['department', state.department],
          ['owner', state.owner],
          ['level', state.level],
        ] as const)
      : []),
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(11)} ${value}`],
  );
  const clocks = table(
    ['clock', 'status', 'due', 'missed'],
    state.clocks.clocks.map(({ clock, status, dueAt, breached }) => [
      clock,
      status,
      minuteOf(dueAt),
      breached,
    ]),
  );
  const history = table(
    ['#', 'happened', 'by', 'what'],
    timeline.map((entry) => [
      entry.revision,
      minuteOf(entry.happenedAt),
      `${entry.actor.id} (${entry.actor.role})`,
      entry.title,
    ]),
  );
  return `Case ${caseId}\n${lines.join('\n')}\n\n${state.clocks.clocks.length === 0 ? '' : clocks}${history}`;
}

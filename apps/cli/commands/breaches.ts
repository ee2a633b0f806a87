import type { Command } from 'commander';
import type { SlaBreach } from '#cases';
import type { Page } from '#event-sourcing';
import type { BreachesFilter } from '#engine';
import { CLOCK_KINDS } from '#procedures';
import { parseChoice, parseCount, parseMonth } from '../arguments.ts';
import { print, withData, type CliContext } from '../context.ts';
import { minuteOf } from '../format.ts';
import { duration, table } from '../output.ts';
import { morePages } from './cases.ts';

export function declare(breaches: Command, context: CliContext): void {
  breaches
    .option('--status <status>', 'open, settled or withdrawn', parseChoice(['open', 'settled', 'withdrawn']))
    .option('--kind <kind>', 'kind of clock, such as resolve', parseChoice(CLOCK_KINDS))
    .option('--department <id>')
    .option('--severity <id>')
    .option('--procedure <id>')
    .option('--month <month>', 'month in which the clock ran out, such as 2026-09', parseMonth)
    .option('--limit <count>', 'breaches on one page', parseCount, 50)
    .option('--cursor <cursor>', 'next page, as the page before names it')
    .action(async (filter: BreachesFilter, command: Command) => {
      const page = await withData(context, command, (engine) => engine.queries.breaches(filter));
      await print(context, command, page, breachesTable);
    });
}

export function breachesTable({ items, nextCursor }: Page<SlaBreach>): string {
  if (items.length === 0) return 'No missed deadline matches.\n';
  const head = ['case', 'clock', 'was due', 'late', 'answers for it', 'department', 'severity', 'status'];
  const rows = items.map((item) => [
    item.caseId,
    item.clock,
    minuteOf(item.dueAt),
    item.status === 'open' ? 'still open' : duration(item.latenessMinutes),
    answerable(item.responsible),
    item.department,
    item.severity,
    item.status,
  ]);
  return table(head, rows) + morePages(nextCursor);
}

const answerable = ({ role, person }: SlaBreach['responsible']): string =>
  person === undefined ? role : `${role} (${person})`;

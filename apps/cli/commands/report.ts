import type { Command } from 'commander';
import type { MonthlyReport } from '#cases';
import { parseMonth } from '../arguments.ts';
import { print, withData, type CliContext } from '../context.ts';
import { describeReport } from '../report-text.ts';

export function declare(report: Command, context: CliContext): void {
  report
    .command('monthly')
    .description('root causes, times and misses of the complaints received in a month')
    .argument('<month>', 'such as 2026-09', parseMonth)
    .option('--procedure <id>', 'only cases under this procedure')
    .action(async (month: string, { procedure }: { readonly procedure?: string }, command: Command) => {
      const figures = await withData(context, command, (engine) =>
        engine.queries.monthlyReport(month, procedure),
      );
      await print<MonthlyReport>(context, command, figures, describeReport);
    });
}

import type { Command } from 'commander';
import {
  loadProcedures,
  parseProcedure,
  type Allowance,
  type ClockRule,
  type Procedure,
  type ProcedureRegistry,
} from '#procedures';
import { parseCount } from '../arguments.ts';
import { configOf, print, type CliContext } from '../context.ts';
import { notFound } from '../exit-codes.ts';
import { moneyText } from '../format.ts';
import { duration, table } from '../output.ts';
import { textIn } from '../text-in.ts';

export function declare(procedures: Command, context: CliContext): void {
  procedures
    .command('list')
    .description('newest version of each procedure')
    .action(async (_options: object, command: Command) => {
      await print(context, command, registry(context, command).list(), listTable);
    });
  procedures
    .command('show')
    .description('one procedure with its clocks, ladder and authority')
    .argument('<id>', 'such as residential-property, or residential-property@1')
    .option('--version-number <number>', 'another version than the newest', parseCount)
    .action(async (name: string, options: { readonly versionNumber?: number }, command: Command) => {
      const [, id = name, version] = /^(.+)@(\d{1,9})$/.exec(name) ?? [];
      const versionNumber = options.versionNumber ?? (version === undefined ? undefined : Number(version));
      const procedure = registry(context, command).get(id, versionNumber);
      if (procedure === undefined)
        throw notFound(
          `There is no procedure ${id}${versionNumber === undefined ? '' : ` in version ${String(versionNumber)}`}. See: redress procedures list`,
        );
      await print(context, command, procedure, describeProcedure);
    });
  procedures
    .command('check')
    .description('whether a procedure file can be used, with every problem of it')
    .argument('<file>')
    .action(async (file: string, _options: object, command: Command) => {
      const { id, version, title } = parseProcedure(file, textIn(file));
      await print(
        context,
        command,
        { file, id, version, title, valid: true },
        () => `${file}: ${id}, version ${String(version)} (${title}) can be used.\n`,
      );
    });
}

function registry(context: CliContext, command: Command): ProcedureRegistry {
  return loadProcedures(configOf(context, command).procedureDirectory);
}

const listTable = (procedures: readonly Procedure[]): string =>
  table(
    ['procedure', 'version', 'title', 'severities', 'clocks', 'source'],
    procedures.map(({ id, version, title, severities, clocks, source }) => [
      id,
      version,
      title,
      severities.length,
      clocks.length,
      source,
    ]),
    ['version', 'severities', 'clocks'],
  );

function describeProcedure(procedure: Procedure): string {
  const { id, version, title, source, timeZone, currency, severities, ladder, authority } = procedure;
  const clocks = table(
    ['clock', 'title', 'runs from', 'until', 'allowed', 'rule'],
    procedure.clocks.map((clock) => [
      clock.id,
      clock.title,
      clock.starts,
      clock.stops.join(', '),
      allowed(clock),
      clock.rule,
    ]),
  );
  const limits = table(
    ['level', 'may grant per case'],
    authority.compensation.map(({ level, upTo }) => [
      level,
      upTo === null ? 'no limit' : moneyText({ minor: upTo, currency }),
    ]),
  );
  return [
    `${title} (${id}, version ${String(version)})`,
    `  source      ${source}`,
    `  time zone   ${timeZone}`,
    `  severities  ${severities.map((severity) => severity.id).join(' < ')}`,
    `  ladder      ${['frontline', ...ladder.map((level) => level.id)].join(' < ')}`,
    '',
    `${clocks}${limits}`,
  ].join('\n');
}

function allowed({ allowance }: ClockRule): string {
  const by = 'bySeverity' in allowance ? allowance.bySeverity : 'byLevel' in allowance && allowance.byLevel;
  if (by === false) return allowanceText(allowance as Allowance);
  return Object.entries(by)
    .map(([key, each]) => `${key}: ${allowanceText(each)}`)
    .join('\n');
}

function allowanceText(allowance: Allowance): string {
  if ('elapsedMinutes' in allowance) return duration(allowance.elapsedMinutes);
  if ('businessDays' in allowance) return `${String(allowance.businessDays)} working days`;
  if ('calendarDays' in allowance) return `${String(allowance.calendarDays)} calendar days${hour(allowance)}`;
  if ('sameDay' in allowance) return `the same day${hour(allowance)}`;
  if ('openMinutes' in allowance) return `${duration(allowance.openMinutes)} of opening hours`;
  if ('dailyBy' in allowance) return `by ${allowance.dailyBy}`;
  if ('beforeDayOfMonth' in allowance) return `before day ${String(allowance.beforeDayOfMonth)} of the month`;
  return 'months' in allowance ? `${String(allowance.months)} months` : 'the same opening day';
}

const hour = ({ by }: { readonly by?: string }): string => (by === undefined ? '' : ` by ${by}`);

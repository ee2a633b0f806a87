import { Option, type Command } from 'commander';
import {
  LANGUAGES,
  loadProcedures,
  parseProcedure,
  procedureDifferences,
  procedureJsonSchema,
  procedureMarkdown,
  procedurePicture,
  describeProcedure,
  type Procedure,
  type ProcedureRegistry,
} from '#procedures';
import { parseCount } from '../arguments.ts';
import { configOf, print, type CliContext } from '../context.ts';
import { CliFailure, notFound, usageError } from '../exit-codes.ts';
import { asClosedOn, publicHolidays } from '../holidays.ts';
import { jsonDocument, table, write } from '../output.ts';
import { checkedFile } from '../checked-procedure.ts';
import { givenAnswers, writeNewProcedure } from '../new-procedure.ts';
import { textIn } from '../text-in.ts';
import { declare as declareQueries } from './ask.ts';
import { declareInstalled } from './installed-procedures.ts';

type Language = Procedure['language'];
interface ShowOptions {
  readonly versionNumber?: number;
  readonly as: keyof typeof FORMS;
  readonly language: Language;
}

export function declare(procedures: Command, context: CliContext): void {
  procedures
    .command('list')
    .description('newest version of each procedure')
    .action(async (_options: object, command: Command) => {
      await print(context, command, registry(context, command).list(), listTable);
    });
  procedures
    .command('show')
    .description('one procedure as a person explains it: path, ladder, who may decide what, clocks')
    .argument('<id>', 'such as residential-property, residential-property@1, or a .yaml file')
    .option('--version-number <number>', 'another version than the newest', parseCount)
    .addOption(new Option('--as <form>', 'how it is printed').choices(Object.keys(FORMS)).default('text'))
    .addOption(languageOption())
    .action(async (name: string, options: ShowOptions, command: Command) => {
      const procedure = named(name, options.versionNumber, context, command);
      await print(context, command, procedure, (each) => FORMS[options.as](each, options.language));
    });
  procedures
    .command('diff')
    .description('what is different for a case, in words')
    .argument('<before>', 'a procedure, a version of it (bank@1), or a .yaml file')
    .argument('<after>')
    .addOption(languageOption())
    .action(async (before: string, after: string, { language }: ShowOptions, command: Command) => {
      const [old, young] = [
        named(before, undefined, context, command),
        named(after, undefined, context, command),
      ];
      const told = procedureDifferences(old, young, language);
      await print(context, command, told, (all) =>
        all.length === 0 ? 'For a case nothing is different.\n' : `${all.join('\n')}\n`,
      );
    });
  declareWriting(procedures, context);
  declareInstalled(procedures, context);
  declareQueries(procedures, context);
}

/** What helps whoever writes a file. */
function declareWriting(procedures: Command, context: CliContext): void {
  procedures
    .command('new')
    .description('asks about a manual and writes a first file that can be checked, compared and changed')
    .argument('<file>', 'such as city-library.yaml; one that is there is left alone')
    .option('--answers <file>', 'a JSON file with the answers, for scripts')
    .action(async (file: string, { answers }: { readonly answers?: string }, command: Command) => {
      const given = await givenAnswers(answers, process.stdin, context.signal);
      const told = await writeNewProcedure(file, given, today());
      await print(context, command, { file }, () => `${told}Next: redress procedures show ${file}\n`);
    });
  procedures
    .command('check')
    .description('whether a procedure file can be used, with every problem and what would be right')
    .argument('<file>')
    .action(async (file: string, _options: object, command: Command) => {
      const checked = checkedFile(file, textIn(file), today());
      if (!checked.valid) throw new CliFailure(checked.told);
      await print(context, command, checked.summary, () => checked.told);
    });
  procedures
    .command('holidays')
    .description('public holidays of a country or a part of it, to be put into a calendar')
    .argument('<place>', 'such as US, GB-ENG or DE-BE')
    .argument('<years...>', 'such as 2026 2027')
    .action(async (place: string, years: readonly string[], _options: object, command: Command) => {
      const holidays = await publicHolidays(place, years.map(yearOf));
      await print(context, command, holidays, (all) => asClosedOn(place, all));
    });
  procedures
    .command('schema')
    .description('the form of procedure files for editors (JSON Schema)')
    .action(async () => {
      await write(context.stdout, jsonDocument(procedureJsonSchema()));
    });
}

function yearOf(text: string): number {
  if (/^(19|2[01])\d\d$/.test(text)) return Number(text);
  throw usageError(`"${text}" is no year from 1900 to 2199.`);
}

const today = (): string => new Date().toISOString().slice(0, 10);

const languageOption = (): Option =>
  new Option('--language <language>', 'whose words of it: English or Chinese')
    .choices(LANGUAGES)
    .default('en');

function registry(context: CliContext, command: Command): ProcedureRegistry {
  return loadProcedures(configOf(context, command).procedureDirectory);
}

/** A file by its name, or a procedure that is loaded. */
function named(name: string, asked: number | undefined, context: CliContext, command: Command): Procedure {
  if (/\.ya?ml$/i.test(name)) return parseProcedure(name, textIn(name));
  const [, id = name, version] = /^(.+)@(\d{1,9})$/.exec(name) ?? [];
  const number = asked ?? (version === undefined ? undefined : Number(version));
  const procedure = registry(context, command).get(id, number);
  if (procedure !== undefined) return procedure;
  const inVersion = number === undefined ? '' : ` in version ${String(number)}`;
  throw notFound(`There is no procedure ${id}${inVersion}. See: redress procedures list`);
}

const listTable = (procedures: readonly Procedure[]): string =>
  table(
    ['procedure', 'version', 'title', 'severities', 'clocks', 'source'],
    procedures.map(({ id, version, title, severities, clocks, source }) => [
      ...[id, version, title, severities.length, clocks.length, source],
    ]),
    ['version', 'severities', 'clocks'],
  );

const FORMS = { text: asText, markdown: procedureMarkdown, svg: procedurePicture } as const;

function asText(procedure: Procedure, language: Language): string {
  const { id, version, title } = procedure;
  const sections = describeProcedure(procedure, language).map(
    (section) => `${section.title}\n${table(section.head, section.rows)}`,
  );
  return [`${title} (${id}, version ${String(version)})`, ...sections].join('\n');
}

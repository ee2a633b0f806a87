import { LONGEST_TEXT } from './bounded-yaml.ts';
import { checkMeaning } from './checks.ts';
import type { ConditionFile, ProcedureFile } from './file-schema.ts';
import { readAmount, readOpening } from './notation.ts';
import type { IntakeField } from './intake-profile.ts';
import { InvalidProcedure } from './invalid-procedure.ts';
import { type Authority, type BusinessCalendar, type Procedure, type Routing } from './procedure.ts';
import { type RequiredStep } from './step-rules.ts';
import { type ClockRule } from './clock-rules.ts';
import { improvementOf } from './read-improvement.ts';
import { conductOf } from './read-conduct.ts';
import { notificationsOf } from './read-notifications.ts';
import { dutyOf } from './read-duty.ts';
import { lettersOf } from './read-letters.ts';
import { frozen } from './frozen.ts';
import { saying, titled, type Label } from './labels.ts';
import { sound, timeOf } from './sound-figures.ts';
import { readText } from './problems.ts';
import { limitsOf, remedyLimitsOf } from './remedy-limits.ts';
import { levelsFrom, type Condition } from './select.ts';
import { checkShape } from './shape.ts';

/**
 * Reads the text of one procedure file (D13). Pure. Throws {@link InvalidProcedure} with every problem of the file:
 * syntax first; then unknown keys, wrong figures and names together, as far as the structure allows to look.
 */
export const parseProcedure = (file: string, text: string): Procedure => readProcedure(file, text).procedure;

/** The procedure, and what the file says without its comments and layout. */
export function readProcedure(
  file: string,
  text: string,
): { readonly procedure: Procedure; readonly written: unknown } {
  if (text.length > LONGEST_TEXT) throw InvalidProcedure.of([{ file, path: '', reason: TOO_LONG }]);
  const read = readText(file, text);
  if (read.syntax.length > 0) throw InvalidProcedure.of(read.syntax);
  const shape = checkShape(read.value);
  const findings = [...shape.findings, ...(shape.file === undefined ? [] : checkMeaning(shape.file))];
  if (findings.length > 0 || shape.file === undefined) throw InvalidProcedure.of(read.locate(findings));
  return { procedure: frozen(convert(shape.file)), written: read.value };
}

const TOO_LONG = `It is longer than ${String(LONGEST_TEXT)} characters.`;

/** From here on the file is known to be sound. */
function convert(file: ProcedureFile): Procedure {
  return {
    ...kept(file),
    calendar: calendarOf(file.calendar),
    calendars: Object.fromEntries(
      Object.entries(file.calendars ?? {}).map(([id, each]) => [id, calendarOf(each)]),
    ),
    severities: file.severities.map(({ id, title, criteria }) => ({
      ...{ id, ...saying('title', title), criteria: entries(criteria, 'text') },
    })),
    categories:
      file.categories === 'asRecorded'
        ? file.categories
        : file.categories.map(({ id, title, leaves }) => ({
            ...{ id, ...saying('title', title), leaves: leaves.map(knownAs) },
          })),
    rootCauses: entries(file.rootCauses, 'title'),
    intake: intakeOf(file),
    ...whoLooks(file),
    directRoutes: (file.directRoutes ?? []).map((route) => ({
      ...route,
      when: conditionOf(file, route.when),
    })),
    flagEffects: file.flagEffects ?? [],
    routing: routingOf(file),
    authority: authorityOf(file),
    clocks: file.clocks.map((clock) => clockOf(file, clock)),
    resolving: { requires: stepsOf(file, file.resolving.requires) },
    closing: { requires: stepsOf(file, file.closing.requires) },
    turnTo: (file.turnTo ?? []).map(({ id, title, when }) => ({
      ...{ id, ...saying('title', title), ...whenOf(file, when) },
    })),
    extensions: (file.extensions ?? []).map(({ when, longest, ...rule }) => ({
      ...{ ...rule, ...whenOf(file, when), ...(longest !== undefined && { longest: timeOf(longest) }) },
    })),
    followUp: followUpOf(file),
    ...(file.onSite && { onSite: file.onSite }),
    // A word alone is a severity.
    settleAtOnce: file.settleAtOnce.map((each) =>
      typeof each === 'string' ? { severities: [each] } : conditionOf(file, each),
    ),
    ...counterReturnOf(file),
    ...(file.budgets && { budgets: { frontline: amountOf(file, file.budgets.frontline) } }),
    approvals: (file.approvals ?? []).map((approval) => ({
      ...approval,
      when: conditionOf(file, approval.when),
    })),
    pauseReasons: file.pauseReasons ?? [],
    inadmissibleGrounds: entries(file.inadmissibleGrounds, 'explanation'),
    duties: (file.duties ?? []).map((each) => dutyOf(each, timeOf(each.due))),
    ...improvementOf(file),
    ...conductOf(file, (when) => conditionOf(file, when)),
    ...notificationsOf(file, (when) => conditionOf(file, when)),
  };
}

function whoLooks(file: ProcedureFile): Pick<Procedure, 'ladder' | 'bodies' | 'reviews'> {
  const { ladder, bodies = [], reviews = [] } = file;
  return {
    ...{ ladder: ladder.map(titled), bodies: bodies.map(titled) },
    reviews: reviews.map(({ when, ...rule }) => ({ ...rule, ...whenOf(file, when) })),
  };
}

/** What a procedure takes over as the file has it. */
function kept(file: ProcedureFile) {
  const { id, version, title, language = 'en', source, legalBasis = [], timeZone, currency } = file;
  return {
    ...{ id, version, ...saying('title', title), language, source, timeZone, currency },
    legalBasis: legalBasis.map((said) => saying('text', said)),
    ...{ attempts: file.attempts, duplicateWindowDays: file.duplicateWindowDays, letters: lettersOf(file) },
    ...(file.retentionYears !== undefined && { retentionYears: file.retentionYears }),
  };
}

const whenOf = (file: ProcedureFile, when: ConditionFile | undefined): { readonly when?: Condition } =>
  when === undefined ? {} : { when: conditionOf(file, when) };

function followUpOf(file: ProcedureFile): Procedure['followUp'] {
  const { when, questions, ...rule } = file.followUp;
  return { ...rule, ...whenOf(file, when), questions: fieldsOf(questions) };
}

/** A word alone is for every case. */
const stepsOf = <Step extends string>(
  file: ProcedureFile,
  written: readonly (Step | { readonly step: Step; readonly when: ConditionFile })[],
): readonly RequiredStep<Step>[] =>
  written.map((each) =>
    typeof each === 'string' ? { step: each } : { step: each.step, when: conditionOf(file, each.when) },
  );

const calendarOf = (calendar: ProcedureFile['calendar']): BusinessCalendar => ({
  ...calendar,
  openingHours: calendar.openingHours.map((hours) => sound(readOpening(hours), hours)),
});

function counterReturnOf(file: ProcedureFile): Pick<Procedure, 'counterReturn'> {
  if (file.counterReturn === undefined) return {};
  const { upTo, goods, ...rule } = file.counterReturn;
  return {
    counterReturn: {
      ...rule,
      goods: goods.map(knownAs),
      ...(upTo !== undefined && { upTo: amountOf(file, upTo) }),
    },
  };
}

const routingOf = ({ routing }: ProcedureFile): Routing => ({
  defaultDepartment: routing.default,
  routes: routing.routes ?? [],
  notify: Object.entries(routing.notify ?? {}).flatMap(([severity, levels]) =>
    [levels].flat().map((level) => ({ severity, level })),
  ),
});

function authorityOf(file: ProcedureFile): Authority {
  const { matters, compensation } = file.authority;
  return {
    matters: (matters ?? []).map((matter) => ({ ...matter, when: conditionOf(file, matter.when) })),
    compensation: limitsOf(compensation, file.currency),
    remedies: remedyLimitsOf(file),
  };
}

function clockOf(file: ProcedureFile, clock: ProcedureFile['clocks'][number]): ClockRule {
  const { id, kind, rule, starts, stops, when, warnAt, calendar } = clock;
  return {
    ...{ id, kind, ...saying('title', clock.title), rule, starts, stops },
    ...(when && { when: conditionOf(file, when) }),
    allowance: allowanceOf(clock.allowance),
    ...(calendar !== undefined && { calendar }),
    orAsRequested: clock.orAsRequested ?? false,
    ...(warnAt !== undefined && { warnAt }),
    onDue: clock.onDue ?? 'breach',
    ...unlessSaid(clock),
  };
}

const unlessSaid = (clock: ProcedureFile['clocks'][number]) => ({
  breachEffects: clock.breachEffects ?? [],
  repeats: clock.repeats ?? false,
  responsible: clock.responsible ?? 'owner',
  pausable: clock.pausable ?? false,
  counts: clock.counts ?? 'fromStart',
  onReopening: clock.onReopening ?? 'goesOn',
  goesOnAfter: clock.goesOnAfter ?? [],
});

function allowanceOf(written: ProcedureFile['clocks'][number]['allowance']): ClockRule['allowance'] {
  if (typeof written === 'string') return timeOf(written);
  const readAll = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, timeOf(text)]));
  return 'byLevel' in written
    ? { byLevel: readAll(written.byLevel) }
    : { bySeverity: readAll(written.bySeverity) };
}

function conditionOf(file: ProcedureFile, written: ConditionFile): Condition {
  const { valueAtLeast, valueBelow, amountAtLeast, ...rest } = written;
  const lowest = written.respondentLevelAtLeast;
  return {
    ...rest,
    ...(valueAtLeast !== undefined && { valueAtLeast: amountOf(file, valueAtLeast) }),
    ...(valueBelow !== undefined && { valueBelow: amountOf(file, valueBelow) }),
    ...(amountAtLeast !== undefined && { amountAtLeast: amountOf(file, amountAtLeast) }),
    ...(lowest !== undefined && { respondentLevels: levelsFrom(file.ladder, lowest) }),
  };
}

const amountOf = (file: ProcedureFile, text: string): number => sound(readAmount(text, file.currency), text);

const entries = <const Key extends string>(map: Readonly<Record<string, Label>> | undefined, key: Key) =>
  Object.entries(map ?? {}).map(([id, said]) => ({ id, ...saying(key, said) }));

/** Something that people call by several words. */
const knownAs = ({
  id,
  title,
  synonyms = [],
}: {
  id: string;
  title: Label;
  synonyms?: readonly string[];
}) => ({
  ...{ id, ...saying('title', title), synonyms },
});

const fieldsOf = (fields: NonNullable<ProcedureFile['intake']>['fields']): readonly IntakeField[] =>
  Object.entries(fields ?? {}).map(([id, { title, kind, choices }]) => ({
    ...{ id, ...saying('title', title), kind, choices: entries(choices, 'title') },
  }));

const intakeOf = (file: ProcedureFile): Procedure['intake'] => ({
  fields: fieldsOf(file.intake?.fields),
  requires: (file.intake?.requires ?? []).map((each) =>
    typeof each === 'string' ? { field: each } : { field: each.field, when: conditionOf(file, each.when) },
  ),
});

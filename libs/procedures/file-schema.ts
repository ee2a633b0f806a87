import { Type, type Static } from '#schema';
import { CLOCK_KINDS, COUNTS_FROM, GOES_ON_AFTER, ON_REOPENING, PAUSE_REASONS } from './clock-words.ts';
import {
  allowance, amount, byDate, byId, closed, condition, eachOf, FLAGS, id, label, letterText, limit, listOf, oneOf, optional, REMEDY_KINDS, text, titled,
} from './file-parts.ts'; // prettier-ignore
import { DUTY_PERIODS, DUTY_PLACES, DUTY_WORKS } from './duty-rules.ts';
import { RECURRING } from './improvement-rules.ts';
import { FIELD_KINDS } from './intake-profile.ts';
import { LANGUAGES } from './languages.ts';
import { LETTERS } from './letter-rules.ts';
import { MILESTONES } from './milestones.ts';
import { notifications } from './notification-schema.ts';
import { CLOSING_CONDITIONS, LONGEST_SCALE, RESOLVING_STEPS, REVIEWED_BEFORE } from './step-rules.ts';

/** The form of a procedure *file*, friendlier to write than the {@link Procedure} that it becomes. */

/** A word alone is for every case. */
const stepsOf = <const Steps extends readonly string[]>(steps: Steps) =>
  Type.Array(Type.Union([oneOf(steps), closed({ step: oneOf(steps), when: condition })]));

const weekday = Type.Integer({ minimum: 1, maximum: 7 });
const calendar = closed({
  holidays: oneOf(['CN', 'none']),
  workingWeekdays: Type.Array(weekday, { minItems: 1, uniqueItems: true }),
  openingHours: Type.Array(Type.String({ format: 'opening' }), { minItems: 1 }),
  closedOn: optional(byDate(text)),
  openOn: optional(byDate(text)),
  decreedYears: optional(listOf(Type.Integer({ minimum: 2000, maximum: 2200 }))),
});

const clock = closed({
  id,
  kind: oneOf(CLOCK_KINDS),
  title: label,
  rule: text,
  starts: oneOf(MILESTONES),
  stops: Type.Array(oneOf(MILESTONES), { minItems: 1, uniqueItems: true }),
  when: optional(condition),
  allowance: Type.Union([
    allowance,
    closed({ bySeverity: byId(allowance) }),
    closed({ byLevel: byId(allowance) }),
  ]),
  calendar: optional(id),
  orAsRequested: optional(Type.Boolean()),
  warnAt: optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  onDue: optional(oneOf(['breach', 'promote'])),
  breachEffects: optional(
    listOf(
      Type.Union([oneOf(['escalate', 'raiseSeverity']), closed({ escalateTo: id }), closed({ notify: id })]),
    ),
  ),
  repeats: optional(Type.Boolean()),
  responsible: optional(oneOf(['receiver', 'owner', 'department'])),
  pausable: optional(Type.Boolean()),
  counts: optional(oneOf(COUNTS_FROM)),
  onReopening: optional(oneOf(ON_REOPENING)),
  goesOnAfter: optional(listOf(oneOf(GOES_ON_AFTER))),
});

const categoryGroup = closed({
  id,
  title: label,
  leaves: Type.Array(closed({ id, title: label, synonyms: optional(listOf(text)) }), { minItems: 1 }),
});

const askedFields = byId(closed({ title: label, kind: oneOf(FIELD_KINDS), choices: optional(byId(label)) }));

const followUp = closed({
  required: Type.Boolean(),
  when: optional(condition),
  maxAttempts: Type.Integer({ minimum: 0, maximum: 10 }),
  byOtherThanHandler: Type.Boolean(),
  scale: Type.Integer({ minimum: 2, maximum: LONGEST_SCALE }),
  satisfiedFrom: Type.Integer({ minimum: 1, maximum: LONGEST_SCALE }),
  questions: optional(askedFields),
});

const tries = Type.Integer({ minimum: 1, maximum: 20 });
const attempts = closed({
  ...{ callback: tries, offer: tries, outcome: tries },
  minutesApart: Type.Integer({ minimum: 1, maximum: 10_080 }),
});

const intake = closed({
  fields: optional(askedFields),
  requires: optional(Type.Array(Type.Union([id, closed({ field: id, when: condition })]))),
});

const duty = closed({
  id,
  title: label,
  rule: text,
  work: oneOf(DUTY_WORKS),
  every: oneOf(DUTY_PERIODS),
  on: optional(Type.Array(weekday, { minItems: 1, uniqueItems: true })),
  due: allowance,
  calendar: optional(id),
  warnAt: optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  at: optional(oneOf(DUTY_PLACES)),
  owedBy: Type.Union([closed({ level: id }), closed({ department: id })]),
  answersTo: Type.Array(id, { minItems: 1, uniqueItems: true }),
  atLeast: optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

const conduct = closed({
  reportedBy: Type.Array(id, { minItems: 1, uniqueItems: true }),
  decidedBy: id,
  appealsTo: id,
  forgottenAfterMonths: Type.Integer({ minimum: 1, maximum: 120 }),
  violations: Type.Array(
    closed({
      id,
      title: label,
      rule: text,
      points: Type.Integer({ minimum: 0, maximum: 100 }),
      when: optional(condition),
    }),
    { minItems: 1 },
  ),
  steps: optional(
    Type.Array(
      closed({
        id,
        title: label,
        rule: text,
        after: Type.Union([
          closed({ violation: id, times: Type.Integer({ minimum: 1, maximum: 20 }) }),
          closed({ confirmedInMonth: Type.Integer({ minimum: 1, maximum: 100 }) }),
        ]),
      }),
    ),
  ),
  appraisal: optional(Type.Array(titled, { minItems: 1 })),
});

const actionTime = closed({
  due: allowance,
  warnAt: optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
});

const days = Type.Integer({ minimum: 1, maximum: 3650 });
const improvement = closed({
  recurrence: optional(
    Type.Array(
      closed({
        id,
        title: label,
        rule: text,
        of: Type.Array(oneOf(RECURRING), { minItems: 1, maxItems: 3, uniqueItems: true }),
        times: Type.Integer({ minimum: 2, maximum: 100 }),
        withinDays: days,
      }),
    ),
  ),
  ledBy: id,
  extendedBy: id,
  actions: closed({ immediate: actionTime, planned: actionTime }),
  compareDays: days,
});

/** By kind of remedy. */
const ownLimits = closed(eachOf(REMEDY_KINDS, optional(byId(limit))));

/** JSON schema of a procedure file; `format`s are checked by the notation of figures. */
export const procedureFileSchema = closed({
  $schema: optional(text),
  id,
  version: Type.Integer({ minimum: 1 }),
  title: label,
  language: optional(oneOf(LANGUAGES)),
  source: text,
  legalBasis: optional(Type.Array(label, { minItems: 1 })),
  timeZone: Type.String({ format: 'timeZone' }),
  currency: Type.String({ format: 'currency' }),
  calendar,
  calendars: optional(byId(calendar)),
  severities: Type.Array(closed({ id, title: label, criteria: optional(byId(label)) }), { minItems: 1 }),
  categories: Type.Union([Type.Literal('asRecorded'), Type.Array(categoryGroup, { minItems: 1 })]),
  rootCauses: byId(label),
  intake: optional(intake),
  ladder: Type.Array(titled),
  bodies: optional(Type.Array(titled)),
  reviews: optional(
    Type.Array(closed({ by: id, before: oneOf(REVIEWED_BEFORE), when: optional(condition) })),
  ),
  directRoutes: optional(Type.Array(closed({ to: id, when: condition, rule: text }))),
  flagEffects: optional(
    Type.Array(closed({ flag: oneOf(FLAGS), raiseSeverityTo: optional(id), notifyLevel: optional(id) })),
  ),
  routing: closed({
    default: id,
    routes: optional(Type.Array(closed({ category: text, department: id }))),
    notify: optional(byId(Type.Union([id, listOf(id)]))),
  }),
  authority: closed({
    matters: optional(Type.Array(closed({ id, level: id, when: condition }))),
    compensation: byId(Type.Union([Type.Literal('unlimited'), amount])),
    remedies: optional(ownLimits),
  }),
  budgets: optional(closed({ frontline: amount })),
  clocks: Type.Array(clock),
  extensions: optional(
    Type.Array(
      closed({
        clock: id,
        severities: Type.Array(id, { minItems: 1, uniqueItems: true }),
        when: optional(condition),
        approver: id,
        longest: optional(allowance),
      }),
    ),
  ),
  onSite: optional(closed({ people: Type.Integer({ minimum: 1, maximum: 20 }) })),
  pauseReasons: optional(listOf(oneOf(PAUSE_REASONS))),
  inadmissibleGrounds: byId(label),
  followUp,
  attempts,
  resolving: closed({ requires: stepsOf(RESOLVING_STEPS) }),
  turnTo: optional(Type.Array(closed({ id, title: label, when: optional(condition) }), { minItems: 1 })),
  letters: optional(closed(eachOf(LETTERS, optional(letterText)))),
  closing: closed({ requires: stepsOf(CLOSING_CONDITIONS) }),
  settleAtOnce: Type.Array(Type.Union([id, condition])),
  approvals: optional(Type.Array(closed({ level: id, when: condition }))),
  duplicateWindowDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  retentionYears: optional(Type.Integer({ minimum: 1, maximum: 100 })),
  duties: optional(Type.Array(duty)),
  improvement: optional(improvement),
  conduct: optional(conduct),
  notifications: optional(notifications),
  counterReturn: optional(
    closed({
      withinDays: Type.Integer({ minimum: 0, maximum: 3650 }),
      goods: Type.Array(closed({ id, title: label, synonyms: optional(listOf(text)) }), { minItems: 1 }),
      excludedGoods: listOf(id),
      upTo: optional(amount),
      otherwise: id,
    }),
  ),
});

/** A procedure file as written. */
export type ProcedureFile = Static<typeof procedureFileSchema>;
export type ConditionFile = NonNullable<ProcedureFile['clocks'][number]['when']>;

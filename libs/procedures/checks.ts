import type { ConditionFile, ProcedureFile } from './file-schema.ts';
import {
  calendarNames,
  categoryNames,
  causeNames,
  goodsNames,
  idsOf,
  levelNames,
  problem,
  repeated,
  severityNames,
  unknown,
} from './name-checks.ts';
import { isDate, readAmount, readOpening } from './notation.ts';
import { subjectKindOf, TAKEN_BACK } from './milestones.ts';
import type { Finding, Path } from './problems.ts';
import { improvementRules } from './improvement-checks.ts';
import { conductRules } from './conduct-checks.ts';
import { dutyRules } from './duty-checks.ts';
import { notificationRules } from './notification-checks.ts';
import { conditionsOf } from './conditions.ts';
import { bodyNames } from './body-checks.ts';
import { intakeNames, questionNames } from './intake-checks.ts';
import { onSiteRules } from './on-site-checks.ts';
import { limitRules } from './remedy-limits.ts';
import { missingWords } from './labels.ts';
import { letterTexts } from './letter-checks.ts';

/** What a schema cannot say: names that must be known, orders that must hold, things that must not repeat. */
export const checkMeaning = (file: ProcedureFile): readonly Finding[] =>
  [
    repetitions,
    openingOrder,
    categoryNames,
    goodsNames,
    severityNames,
    levelNames,
    bodyNames,
    calendarNames,
    intakeNames,
    missingWords,
    letterTexts,
    causeNames,
    conditions,
    limitRules,
    onSiteRules,
    questionNames,
    ownDays,
    clockRules,
    clockSubjects,
    extensionRules,
    followUpRule,
    dutyRules,
    improvementRules,
    conductRules,
    notificationRules,
  ].flatMap((check) => check(file));

const idsIn = (list: Parameters<typeof idsOf>[0] | undefined): readonly string[] => idsOf(list ?? []);

function repetitions(file: ProcedureFile): readonly Finding[] {
  const groups = file.categories === 'asRecorded' ? [] : file.categories;
  return [
    ...repeated(['severities'], idsOf(file.severities), 'id'),
    ...repeated(['ladder'], idsOf(file.ladder), 'id'),
    ...repeated(['turnTo'], idsIn(file.turnTo), 'id'),
    ...repeated(['bodies'], idsIn(file.bodies), 'id'),
    ...repeated(
      ['reviews'],
      (file.reviews ?? []).map(({ by, before }) => `${by} before ${before}`),
      'by',
    ),
    ...repeated(['clocks'], idsOf(file.clocks), 'id'),
    ...repeated(['duties'], idsIn(file.duties), 'id'),
    ...repeated(['improvement', 'recurrence'], idsIn(file.improvement?.recurrence), 'id'),
    ...repeated(['notifications', 'rules'], idsIn(file.notifications?.rules), 'id'),
    ...repeated(['authority', 'matters'], idsIn(file.authority.matters), 'id'),
    ...repeated(['categories'], idsOf(groups), 'id'),
    ...groups.flatMap(({ leaves }, index) => repeated(['categories', index, 'leaves'], idsOf(leaves), 'id')),
    ...repeated(
      ['routing', 'routes'],
      (file.routing.routes ?? []).map(({ category }) => category),
      'category',
    ),
    ...repeated(
      ['flagEffects'],
      (file.flagEffects ?? []).map(({ flag }) => flag),
      'flag',
    ),
  ];
}

function openingOrder(file: ProcedureFile): readonly Finding[] {
  return calendarsOf(file).flatMap(({ path, calendar }) => {
    const hours = calendar.openingHours.map(readOpening);
    return hours.flatMap((opening, index) => {
      const before = hours[index - 1];
      const overlaps = opening !== undefined && before !== undefined && opening[0] < before[1];
      return overlaps
        ? [problem([...path, 'openingHours', index], 'opening hours must be in order, without overlap')]
        : [];
    });
  });
}

const calendarsOf = ({
  calendar,
  calendars = {},
}: ProcedureFile): readonly { readonly path: Path; readonly calendar: ProcedureFile['calendar'] }[] => [
  { path: ['calendar'], calendar },
  ...Object.entries(calendars).map(([id, each]) => ({ path: ['calendars', id], calendar: each })),
];

/** A slip in a date would make a holiday that nobody has. */
const ownDays = (file: ProcedureFile): readonly Finding[] => calendarsOf(file).flatMap(ownDaysOf);

function ownDaysOf({ path: at, calendar }: ReturnType<typeof calendarsOf>[number]): readonly Finding[] {
  const days = (key: 'closedOn' | 'openOn') =>
    Object.keys(calendar[key] ?? {}).map((date) => ({ date, path: [...at, key, date] }));
  const noDays = [...days('closedOn'), ...days('openOn')].flatMap(({ date, path }) =>
    isDate(date) ? [] : [problem(path, `there is no day ${date}`)],
  );
  const both = days('openOn').flatMap(({ date, path }) =>
    calendar.closedOn?.[date] === undefined ? [] : [problem(path, 'the day is under closedOn too')],
  );
  const idle = calendar.holidays === 'CN' ? [] : (calendar.decreedYears ?? []);
  return [
    ...noDays,
    ...both,
    ...idle.map((_, index) =>
      problem([...at, 'decreedYears', index], 'without the holidays of a country there is no decree'),
    ),
  ];
}

const conditions = (file: ProcedureFile): readonly Finding[] =>
  conditionsOf(file).flatMap(({ path, when }) => emptyRange(file, path, when));

function emptyRange(file: ProcedureFile, path: Path, when: ConditionFile): readonly Finding[] {
  const least = readAmount(when.valueAtLeast ?? '0', file.currency) ?? 0;
  const below = readAmount(when.valueBelow ?? '', file.currency) ?? Infinity;
  return least < below
    ? []
    : [problem([...path, 'valueBelow'], 'no value is at least the one and below the other')];
}

const clockRules = (file: ProcedureFile): readonly Finding[] =>
  file.clocks.flatMap((clock, index) => {
    const at = (key: string) => ['clocks', index, key];
    const promotes = clock.onDue === 'promote';
    return [
      ...(clock.starts === 'ended' ? [problem(at('starts'), 'nothing starts when a case has ended')] : []),
      ...(promotes && (clock.breachEffects ?? []).length > 0
        ? [problem(at('breachEffects'), 'a promotion is no breach')]
        : []),
      ...(promotes !== (clock.kind === 'promotion')
        ? [problem(at('onDue'), 'kind promotion and onDue promote go together')]
        : []),
      ...(typeof clock.allowance !== 'string' && 'byLevel' in clock.allowance && clock.starts !== 'escalated'
        ? [problem(at('allowance'), 'only what starts with "escalated" has a level to answer')]
        : []),
      ...(clock.pausable === true && (file.pauseReasons ?? []).length === 0
        ? [problem(at('pausable'), 'the procedure has no pauseReasons')]
        : []),
    ];
  });

/** A clock ends only by what answers its very subject, or by something about the whole case. */
const clockSubjects = (file: ProcedureFile): readonly Finding[] =>
  file.clocks.flatMap(({ starts, stops, onReopening }, index) => {
    const at = (...rest: Path) => ['clocks', index, ...rest];
    const subject = subjectKindOf(starts);
    return [
      ...stops.flatMap((stop, place) =>
        subject === 'case' || ['case', subject].includes(subjectKindOf(stop))
          ? []
          : [
              problem(
                at('stops', place),
                `"${stop}" is about the ${subjectKindOf(stop)}, but the clock belongs to the ${subject} that "${starts}" is about`,
              ),
            ],
      ),
      ...(onReopening !== undefined && TAKEN_BACK.has(starts)
        ? [
            problem(
              at('onReopening'),
              `a reopening takes "${starts}" back, so the clock starts with the next one`,
            ),
          ]
        : []),
    ];
  });

const extensionRules = (file: ProcedureFile): readonly Finding[] =>
  (file.extensions ?? []).flatMap((rule, index) => {
    const clock = file.clocks.find(({ id }) => id === rule.clock);
    if (clock === undefined) {
      return unknown(
        'clock',
        [{ path: ['extensions', index, 'clock'], name: rule.clock }],
        idsOf(file.clocks),
      );
    }
    const { allowance } = clock;
    if (typeof allowance === 'string' || !('bySeverity' in allowance)) return [];
    return rule.severities.flatMap((severity, place) =>
      Object.hasOwn(allowance.bySeverity, severity)
        ? []
        : [
            problem(
              ['extensions', index, 'severities', place],
              `clock "${clock.id}" does not run for severity "${severity}"`,
            ),
          ],
    );
  });

function followUpRule({ followUp }: ProcedureFile): readonly Finding[] {
  return [
    ...(followUp.satisfiedFrom > followUp.scale
      ? [problem(['followUp', 'satisfiedFrom'], 'lies above the scale')]
      : []),
    ...(followUp.required && followUp.maxAttempts === 0
      ? [problem(['followUp', 'maxAttempts'], 'a required follow-up needs at least one attempt')]
      : []),
  ];
}

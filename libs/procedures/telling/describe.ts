import { moneyText } from '../notation.ts';
import type { ExtensionRule } from '../clock-rules.ts';
import type { Procedure } from '../procedure.ts';
import { limitOf } from '../limits.ts';
import { FRONTLINE } from '../select.ts';
import { askedAtFollowUp, askedAtIntake } from './asked.ts';
import { ownLimits } from './own-limits.ts';
import type { Section } from './section.ts';
import { spaced } from './spaced.ts';
import type { Language } from '../languages.ts';
import { conductTold } from './conduct.ts';
import { dutiesOf } from './duties.ts';
import { improvementTold } from './improvement.ts';
import { notificationsTold } from './notifications.ts';
import { titleIn, titlesOf } from './titles.ts';
import { allowanceText, calendarText, conditionText, effectText, type Spoken } from './words.ts';

/** Path, ladder, who may decide what, clocks: the whole procedure in words. */
export function describeProcedure(procedure: Procedure, language: Language = 'en'): readonly Section[] {
  const say = titlesOf(procedure, language);
  const spoken: Spoken = { currency: procedure.currency, say, language };
  return [
    general,
    path,
    severities,
    askedAtIntake,
    askedAtFollowUp,
    ladder,
    ownLimits,
    matters,
    clocks,
    dutiesOf,
    improvementTold,
    conductTold,
    notificationsTold,
    departments,
    counter,
  ]
    .map((tell) => tell(procedure, spoken))
    .filter(({ rows }) => rows.length > 0);
}

const general = (procedure: Procedure, { language }: Spoken): Section => ({
  title: 'In general',
  head: ['what', 'how'],
  rows: [
    ['title', titleIn(procedure, language)],
    ['source', procedure.source],
    ...procedure.legalBasis.map(({ text, zh = text }, index) => [
      `legal basis ${String(index + 1)}`,
      language === 'zh' ? zh : text,
    ]),
    ['time zone', procedure.timeZone],
    ['working days', calendarText(procedure.calendar)],
    ...Object.entries(procedure.calendars).map(([id, calendar]) => [
      `working days (${id})`,
      calendarText(calendar),
    ]),
    ['duplicates are looked for', `${String(procedure.duplicateWindowDays)} days back`],
    [
      'kept after its end',
      procedure.retentionYears === undefined ? 'no longer' : `${String(procedure.retentionYears)} years`,
    ],
  ],
});

function path(procedure: Procedure, spoken: Spoken): Section {
  const { resolving, closing, settleAtOnce, approvals, followUp } = procedure;
  const step = (before: string) => (each: (typeof resolving.requires | typeof closing.requires)[number]) => [
    `${before}: ${spaced(each.step)}`,
    conditionText(each.when, spoken),
  ];
  return {
    title: 'The path of a case',
    head: ['step', 'when'],
    rows: [
      ...settleAtOnce.map((when, index) => [
        `settled at once (${String(index + 1)})`,
        conditionText(when, spoken),
      ]),
      ...approvals.map(({ level, when }, index) => [
        `approval ${String(index + 1)}: ${spoken.say(level)}`,
        conditionText(when, spoken),
      ]),
      ...resolving.requires.map(step('before it is resolved')),
      ...procedure.reviews.map(({ by, before, when }) => [
        `looked at before it is ${before}: ${spoken.say(by)}`,
        conditionText(when, spoken),
      ]),
      ...(procedure.onSite === undefined
        ? []
        : [['people on the spot', `at least ${String(procedure.onSite.people)}`]]),
      ...closing.requires.map(step('before it is closed')),
      ...(followUp.required
        ? [
            ['follow-up', conditionText(followUp.when, spoken)],
            ['follow-up, at most', `${String(followUp.maxAttempts)} times`],
            [
              'satisfied',
              `from ${String(followUp.satisfiedFrom)} of ${String(followUp.scale)}; below, it is opened again one level up`,
            ],
          ]
        : []),
      ...procedure.turnTo.map((place) => [
        `where to turn next: ${titleIn(place, spoken.language)}`,
        conditionText(place.when, spoken),
      ]),
      ...procedure.letters.map(({ letter, text, zh = text }) => [
        `letter: ${spaced(letter)}`,
        spoken.language === 'zh' ? zh : text,
      ]),
      ...procedure.inadmissibleGrounds.map(({ id, explanation, zh = explanation }) => [
        `turned down: ${id}`,
        spoken.language === 'zh' ? zh : explanation,
      ]),
    ],
  };
}

const severities = (procedure: Procedure, { language, say }: Spoken): Section => ({
  title: 'How serious',
  head: ['severity', 'because', 'hears of it'],
  rows: procedure.severities.map((severity) => [
    titleIn(severity, language),
    severity.criteria.map(({ text, zh = text }) => (language === 'zh' ? zh : text)).join('; '),
    procedure.routing.notify
      .filter((each) => each.severity === severity.id)
      .map(({ level }) => say(level))
      .join(', '),
  ]),
});

function ladder(procedure: Procedure, spoken: Spoken): Section {
  const { currency, say } = spoken;
  const limit = (level: string): string => {
    const most = limitOf(procedure, level);
    return most === null ? 'no limit' : most === 0 ? 'nothing' : moneyText(most, currency);
  };
  return {
    title: 'The ladder, from the highest',
    head: ['level', 'may grant per case', 'extends'],
    rows: [...[...procedure.ladder].reverse().map(({ id }) => id), FRONTLINE].map((level) => [
      say(level),
      level === FRONTLINE ? [limit(level), ...monthly(procedure)].join('; ') : limit(level),
      procedure.extensions
        .filter(({ approver }) => approver === level)
        .map((rule) => extended(rule, spoken))
        .join('; '),
    ]),
  };
}

const extended = ({ clock, severities, longest }: ExtensionRule, spoken: Spoken): string => {
  const most = longest === undefined ? '' : `, ${allowanceText(longest, spoken)} at most`;
  return `${clock} (${severities.map(spoken.say).join(', ')}${most})`;
};

const monthly = ({ budgets, currency }: Procedure): readonly string[] =>
  budgets === undefined
    ? []
    : [`of their own accord ${moneyText(budgets.frontline, currency)} a person and month`];

const matters = ({ authority, directRoutes }: Procedure, spoken: Spoken): Section => ({
  title: 'Who decides what (the highest that holds)',
  head: ['matter', 'level', 'when'],
  rows: [
    ...authority.matters.map(({ id, level, when }) => [id, spoken.say(level), conditionText(when, spoken)]),
    ...directRoutes.map(({ to, when, rule }, index) => [
      `past the levels between (${String(index + 1)}, ${rule})`,
      spoken.say(to),
      conditionText(when, spoken),
    ]),
  ],
});

const clocks = (procedure: Procedure, spoken: Spoken): Section => ({
  title: 'Clocks',
  head: ['clock', 'what', 'from', 'until', 'allowed', 'when', 'who', 'a miss', 'rule'],
  rows: procedure.clocks.map((clock) => [
    clock.id,
    titleIn(clock, spoken.language),
    spaced(clock.starts),
    clock.stops.map(spaced).join(' / '),
    [
      allowanceText(clock.allowance, spoken),
      ...(clock.calendar === undefined ? [] : [`(${clock.calendar})`]),
      ...(clock.orAsRequested ? ['or as the complainant asked'] : []),
    ].join(' '),
    conditionText(clock.when, spoken),
    clock.responsible,
    clock.onDue === 'promote'
      ? 'most serious'
      : clock.breachEffects.map((effect) => effectText(effect, spoken)).join(', '),
    clock.rule,
  ]),
});

const departments = ({ routing }: Procedure, { say }: Spoken): Section => ({
  title: 'Who handles what',
  head: ['category', 'department'],
  rows: [
    ...routing.routes.map(({ category, department }) => [say(category), department]),
    ['everything else', routing.defaultDepartment],
  ],
});

function counter({ counterReturn, currency }: Procedure, { language, say }: Spoken): Section {
  const named = (ids: readonly string[]): string =>
    (counterReturn?.goods ?? [])
      .filter(({ id }) => ids.includes(id))
      .map((goods) => titleIn(goods, language))
      .join(', ');
  return {
    title: 'The counter takes back',
    head: ['what', 'how'],
    rows:
      counterReturn === undefined
        ? []
        : [
            ['within', `${String(counterReturn.withinDays)} days`],
            ['never', named(counterReturn.excludedGoods)],
            ['up to', counterReturn.upTo === undefined ? 'any sum' : moneyText(counterReturn.upTo, currency)],
            ['otherwise decides', say(counterReturn.otherwise)],
          ],
  };
}

import { moneyText } from '../notation.ts';
import type { Allowance } from '../allowance.ts';
import type { BreachEffect, ClockAllowances } from '../clock-rules.ts';
import type { MatterCondition } from '../matter-condition.ts';
import type { Language } from '../languages.ts';
import type { BusinessCalendar } from '../procedure.ts';
import { OVERSIGHT } from '../select.ts';
import { spaced } from './spaced.ts';

export interface Spoken extends Speaking {
  readonly language: Language;
}

/** How figures and conditions of a procedure are said to people; `say` gives ids their titles. */
export interface Speaking {
  readonly currency: string;
  readonly say: (id: string) => string;
}

/** Above the ladder stands nobody with a title of their own. */
export const levelText = (level: string, { say }: Speaking): string =>
  level === OVERSIGHT ? 'whoever looks after the highest level' : say(level);

export const allowanceText = (allowance: ClockAllowances, { say }: Speaking): string => {
  if ('bySeverity' in allowance) return eachOf(allowance.bySeverity, say);
  return 'byLevel' in allowance ? eachOf(allowance.byLevel, say) : oneAllowance(allowance);
};

const eachOf = (by: Readonly<Record<string, Allowance>>, say: (id: string) => string): string =>
  Object.entries(by)
    .map(([key, each]) => `${say(key)}: ${oneAllowance(each)}`)
    .join('; ');

const count = (figure: number, one: string): string => `${String(figure)} ${one}${figure === 1 ? '' : 's'}`;

function oneAllowance(allowance: Allowance): string {
  if ('elapsedMinutes' in allowance) return minutes(allowance.elapsedMinutes);
  if ('businessDays' in allowance) return count(allowance.businessDays, 'working day');
  if ('calendarDays' in allowance)
    return `${count(allowance.calendarDays, 'calendar day')}${hour(allowance)}`;
  if ('sameDay' in allowance) return `the same day${hour(allowance)}`;
  if ('openMinutes' in allowance) return `${minutes(allowance.openMinutes)} of opening hours`;
  if ('dailyBy' in allowance) return `by ${allowance.dailyBy}`;
  if ('beforeDayOfMonth' in allowance) return `before day ${String(allowance.beforeDayOfMonth)} of the month`;
  return 'months' in allowance ? count(allowance.months, 'month') : 'the same opening day';
}

const hour = ({ by }: { readonly by?: string }): string => (by === undefined ? '' : ` by ${by}`);

/** `30 min`, `1 h 30 min`, `3 days`. */
function minutes(whole: number): string {
  const days = whole / 1440;
  if (Number.isInteger(days)) return count(days, 'day');
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [...(hours > 0 ? [`${String(hours)} h`] : []), ...(rest > 0 ? [`${String(rest)} min`] : [])].join(
    ' ',
  );
}

/** `always`, or what has to hold. */
export function conditionText(when: MatterCondition | undefined, { currency, say }: Speaking): string {
  const { valueAtLeast, valueBelow, amountAtLeast, respondentLevelAtLeast, details, ...rest } = when ?? {};
  const { complainantInsists, unsettledBelow, respondentLevels: _, ...lists } = rest;
  const money = (minor: number): string => moneyText(minor, currency);
  const parts = [
    ...Object.entries(lists).map(
      ([key, values]) => `${NAMES[key] ?? key} ${values.map(NAMED.has(key) ? say : spaced).join(' or ')}`,
    ),
    ...(valueAtLeast === undefined ? [] : [`goods of at least ${money(valueAtLeast)}`]),
    ...(valueBelow === undefined ? [] : [`goods below ${money(valueBelow)}`]),
    ...(amountAtLeast === undefined ? [] : [`promised or given at least ${money(amountAtLeast)}`]),
    ...(respondentLevelAtLeast === undefined ? [] : [`about ${say(respondentLevelAtLeast)} or above`]),
    ...(complainantInsists === undefined ? [] : [`complainant ${insists(complainantInsists)}`]),
    ...(unsettledBelow === undefined ? [] : [unsettledBelow ? 'not settled below' : 'not tried below']),
    ...Object.entries(details ?? {}).map(
      ([field, values]) => `${say(field)} ${values.map(say).join(' or ')}`,
    ),
  ];
  return parts.length === 0 ? 'always' : parts.join('; ');
}

/** What the file names itself; the rest are words of every file. */
const NAMED: ReadonlySet<string> = new Set(['categories', 'severities', 'causes', 'sites']);

const insists = (does: boolean): string => (does ? 'insists' : 'does not insist');

const NAMES: Readonly<Record<string, string>> = {
  ...{ categories: 'category', flags: 'flag', severities: 'severity', contactKinds: 'contact' },
  ...{ channels: 'channel', complainantKinds: 'complainant', respondentKinds: 'about' },
  ...{ outcomes: 'found', causes: 'cause', sites: 'site' },
};

export function effectText(effect: BreachEffect, { say }: Speaking): string {
  if (effect === 'escalate') return 'one level up';
  if (effect === 'raiseSeverity') return 'more serious';
  return 'notify' in effect ? `${say(effect.notify)} hears of it` : `to ${say(effect.escalateTo)}`;
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export const calendarText = ({ holidays, workingWeekdays, openingHours }: BusinessCalendar): string =>
  [
    workingWeekdays.map((day) => WEEKDAYS[day - 1] ?? '').join(' '),
    openingHours.map((hours) => hours.join('–')).join(' and '),
    holidays === 'none' ? 'no public holidays' : `holidays of ${holidays}`,
  ].join(', ');

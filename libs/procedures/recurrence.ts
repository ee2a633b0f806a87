import { dayKind, dayOf, isoOf, isoWeekday, startOfDay, type Day } from './calendars.ts';
import { computeDeadline, type Deadline } from './deadline.ts';
import type { DutyRule } from './duty-rules.ts';
import type { BusinessCalendar, Procedure } from './procedure.ts';

/** One time that a duty is owed. */
export interface Turn {
  /** Local date on which it begins. */
  readonly date: string;
  /** First moment of that day, UTC. */
  readonly opensAt: string;
}

type Zoned = Pick<Procedure, 'calendar' | 'calendars' | 'timeZone'>;

/** So far ahead a turn is looked for: a year has at least one of every kind that ever comes. */
const LONGEST_DAYS = 800;

/** The turns that begin from one moment to another, both included, in order. */
export function turnsBetween(rule: DutyRule, zoned: Zoned, from: string, until: string): readonly Turn[] {
  const turns: Turn[] = [];
  const last = dayOf(zoned.timeZone, Date.parse(until));
  for (let day = dayOf(zoned.timeZone, Date.parse(from)); day <= last; day += 1) {
    const turn = turnOn(rule, zoned, day);
    if (turn !== undefined && turn.opensAt >= from && turn.opensAt <= until) turns.push(turn);
  }
  return turns;
}

/** The first turn that begins later; none where the calendar never has such a day. */
export function turnAfter(rule: DutyRule, zoned: Zoned, moment: string): Turn | undefined {
  const first = dayOf(zoned.timeZone, Date.parse(moment));
  for (let day = first; day <= first + LONGEST_DAYS; day += 1) {
    const turn = turnOn(rule, zoned, day);
    if (turn !== undefined && turn.opensAt > moment) return turn;
  }
  return undefined;
}

/** The last turn that began earlier: what a spot check looks back to. */
export function turnBefore(rule: DutyRule, zoned: Zoned, moment: string): Turn | undefined {
  const first = dayOf(zoned.timeZone, Date.parse(moment));
  for (let day = first; day >= first - LONGEST_DAYS; day -= 1) {
    const turn = turnOn(rule, zoned, day);
    if (turn !== undefined && turn.opensAt < moment) return turn;
  }
  return undefined;
}

/** When a turn is due, and why (D12). */
export const deadlineOfTurn = (rule: DutyRule, zoned: Zoned, { opensAt }: Pick<Turn, 'opensAt'>): Deadline =>
  computeDeadline({
    ...{ allowance: rule.due, calendar: calendarOf(rule, zoned), timeZone: zoned.timeZone },
    ...{ startedAt: opensAt, pauses: [] },
    ...(rule.warnAt !== undefined && { warnAt: rule.warnAt }),
  });

const calendarOf = ({ calendar }: DutyRule, zoned: Zoned): BusinessCalendar =>
  (calendar === undefined ? undefined : zoned.calendars[calendar]) ?? zoned.calendar;

function turnOn(rule: DutyRule, zoned: Zoned, day: Day): Turn | undefined {
  if (!begins(rule, zoned, day)) return undefined;
  return { date: isoOf(day), opensAt: new Date(startOfDay(zoned.timeZone, day)).toISOString() };
}

function begins(rule: DutyRule, zoned: Zoned, day: Day): boolean {
  switch (rule.every) {
    case 'day':
      return dayKind(calendarOf(rule, zoned), day).working;
    case 'week':
      return rule.on.includes(isoWeekday(day));
    case 'month':
      return isoOf(day).endsWith('-01');
    case 'year':
      return isoOf(day).endsWith('-01-01');
  }
}

import chineseDays from 'chinese-days';
import { Temporal } from 'temporal-polyfill';
import type { BusinessCalendar } from './procedure.ts';

/** A calendar day as days since 1970-01-01: cheap to count, to compare and to cache by. */
export type Day = number;

/** What a calendar says of one day. */
export interface DayKind {
  readonly working: boolean;
  readonly why: 'workingDay' | 'weekend' | 'holiday' | 'makeUpDay';
  /** Name of the holiday, or that nobody has published this year's holidays. */
  readonly note?: string;
  /** The holidays of its year are not decreed yet, so what it is may change. */
  readonly undecreed?: true;
}

/** Half-open stretch of time, milliseconds since the Unix epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const MS_PER_DAY = 86_400_000;
const MINUTES_PER_DAY = 1440;
const CACHE_LIMIT = 200_000;

export const isoOf = (day: Day): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

export const isoWeekday = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Minutes since midnight of `HH:MM`; `24:00` is the end of the day. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const localTimes = new Map<string, Map<number, number>>();

/**
 * The instant of a local time on a day (CLK-2). A local time that daylight saving skips means the moment at which
 * the clocks jump over it; one that occurs twice means its first occurrence. So later local times never map to
 * earlier instants.
 */
export function localTime(timeZone: string, day: Day, minutes: number): number {
  const wholeDays = Math.floor(minutes / MINUTES_PER_DAY);
  const key = day * MINUTES_PER_DAY + minutes;
  let known = localTimes.get(timeZone);
  if (known === undefined || known.size > CACHE_LIMIT) {
    known = new Map<number, number>();
    localTimes.set(timeZone, known);
  }
  let found = known.get(key);
  if (found === undefined) {
    found = resolveLocalTime(timeZone, day + wholeDays, minutes - wholeDays * MINUTES_PER_DAY);
    known.set(key, found);
  }
  return found;
}

function resolveLocalTime(timeZone: string, day: Day, minutes: number): number {
  const plain = Temporal.PlainDate.from(isoOf(day)).toPlainDateTime({
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
  });
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds;
}

/** First moment of the day; not always midnight. */
export const startOfDay = (timeZone: string, day: Day): number => localTime(timeZone, day, 0);

/** The local day in which an instant lies. */
export function dayOf(timeZone: string, millis: number): Day {
  let day = Math.floor(millis / MS_PER_DAY);
  while (startOfDay(timeZone, day) > millis) day -= 1;
  while (startOfDay(timeZone, day + 1) <= millis) day += 1;
  return day;
}

/** The local calendar date, `2026-09-30`, of a UTC instant. */
export const localDate = (timeZone: string, instant: string): string =>
  isoOf(dayOf(timeZone, Date.parse(instant)));

/** The other way round: the first moment of a local calendar date, as a UTC instant. */
export const beginningOf = (timeZone: string, date: string): string =>
  new Date(startOfDay(timeZone, Date.parse(date) / MS_PER_DAY)).toISOString();

/** Same local time so many calendar months later; the 31st becomes the last day of a shorter month. */
export function addMonths(timeZone: string, millis: number, months: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(timeZone);
  return local.add({ months }).epochMilliseconds;
}

/** The same day of the month so many months later; the 31st becomes the last day of a shorter month. */
export const monthsAfter = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Begin of that day of the month after `millis`; in a month without such a day, the first of the next month. */
export function nextDayOfMonth(timeZone: string, millis: number, dayOfMonth: number): number {
  const month = Temporal.PlainDate.from(isoOf(dayOf(timeZone, millis))).with({ day: 1 });
  const candidates = [0, 1].map((ahead) => {
    const first = month.add({ months: ahead });
    const days = Math.min(dayOfMonth - 1, first.daysInMonth);
    return first.add({ days }).toZonedDateTime(timeZone).epochMilliseconds;
  });
  return candidates.find((candidate) => candidate > millis) ?? addMonths(timeZone, millis, 1);
}

/** Working day, weekend, holiday or make-up working day (CLK-2). */
export function dayKind(calendar: BusinessCalendar, day: Day): DayKind {
  const own = ownDay(calendar, day);
  if (own !== undefined) return own;
  const china = calendar.holidays === 'CN' ? chinaDay(day) : undefined;
  if (china?.kind !== undefined) {
    return { working: china.kind === 'makeUpDay', why: china.kind, note: china.note };
  }
  const working = calendar.workingWeekdays.includes(isoWeekday(day));
  const isOpen = china !== undefined && !isDecreedByFile(calendar, day);
  return {
    ...{ working, why: working ? 'workingDay' : 'weekend' },
    ...(isOpen && { note: china.note, undecreed: true }),
  };
}

/** Those of the years whose holidays nobody knows (CLK-2). */
export const undecreedYears = (calendar: BusinessCalendar, years: readonly number[]): readonly number[] =>
  calendar.holidays === 'none'
    ? []
    : years.filter((year) => {
        const nationalDay = Date.UTC(year, 9, 1) / MS_PER_DAY;
        return chinaDay(nationalDay)?.kind === undefined && !isDecreedByFile(calendar, nationalDay);
      });

/** What the procedure itself says of a day comes before every decree: an anniversary, a stocktaking Sunday. */
function ownDay({ closedOn, openOn }: BusinessCalendar, day: Day): DayKind | undefined {
  if (closedOn === undefined && openOn === undefined) return undefined;
  const date = isoOf(day);
  const closed = closedOn?.[date];
  if (closed !== undefined) return { working: false, why: 'holiday', note: closed };
  const open = openOn?.[date];
  return open === undefined ? undefined : { working: true, why: 'makeUpDay', note: open };
}

const isDecreedByFile = ({ decreedYears }: BusinessCalendar, day: Day): boolean =>
  decreedYears?.includes(Number(isoOf(day).slice(0, 4))) === true;

interface ChinaDay {
  /** Absent: the year's holidays are not published, so the weekday rule decides. */
  readonly kind?: 'holiday' | 'makeUpDay';
  readonly note: string;
}

const chinaDays = new Map<Day, ChinaDay | undefined>();

function chinaDay(day: Day): ChinaDay | undefined {
  if (!chinaDays.has(day)) chinaDays.set(day, lookUpChinaDay(day));
  return chinaDays.get(day);
}

function lookUpChinaDay(day: Day): ChinaDay | undefined {
  const iso = isoOf(day);
  const named = namedChinaDay(iso);
  if (named !== undefined) return named;
  const year = iso.slice(0, 4);
  // The State Council publishes a whole year at once, so a year without National Day is not published.
  if (namedChinaDay(`${year}-10-01`) !== undefined) return undefined;
  return { note: `the holidays of ${year} are not known: weekdays decide` };
}

/**
 * What the holiday table says of a date, `undefined` when it says nothing. The library shifts both its table and a
 * date given as text by the machine's time zone, so only text finds the right entry everywhere; its own answer for
 * days without an entry is not used, because west of Greenwich it is that of the day before.
 */
function namedChinaDay(iso: string): ChinaDay | undefined {
  const detail = chineseDays.getDayDetail(iso);
  const [english, chinese] = detail.name.split(',');
  if (english === undefined || chinese === undefined) return undefined;
  return { kind: detail.work ? 'makeUpDay' : 'holiday', note: `${english} (${chinese})` };
}

/** Whether the local calendar date (`2026-10-10`) is a working day. */
/** Whole calendar days from one to the other. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const isWorkingDay = (calendar: BusinessCalendar, date: string): boolean =>
  dayKind(calendar, Date.parse(date) / MS_PER_DAY).working;

/** Opening hours that leave no gap: every calendar day is an opening day. */
export const isRoundTheClock = (calendar: BusinessCalendar): boolean => {
  let covered = 0;
  for (const [from, to] of calendar.openingHours) {
    if (minutesOf(from) > covered) return false;
    covered = Math.max(covered, minutesOf(to));
  }
  return covered >= MINUTES_PER_DAY;
};

/** Opening hours of one day in order, as if it were a working day; hours lost to daylight saving are left out. */
export function openStretches(calendar: BusinessCalendar, timeZone: string, day: Day): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [opens, closes] of calendar.openingHours) {
    const from = Math.max(localTime(timeZone, day, minutesOf(opens)), stretches.at(-1)?.to ?? -Infinity);
    const to = localTime(timeZone, day, minutesOf(closes));
    if (from < to) stretches.push({ from, to });
  }
  return stretches;
}

/** The end of the day's last opening hours. */
export const closingTime = (calendar: BusinessCalendar, timeZone: string, day: Day): number =>
  openStretches(calendar, timeZone, day).at(-1)?.to ?? startOfDay(timeZone, day + 1);

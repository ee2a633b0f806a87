import type { CaseClock } from '../case/clock-state.ts';
import type { Language } from '#procedures';
import { filled, inWords, type Both } from './words.ts';

const DAY_MILLIS = 86_400_000;
const MINUTES: Both = [' min', '分钟'];

type Allowance = CaseClock['allowance'];

/** `1 h 30 min`, `2 days`, `40 s`: exact to the millisecond, so that what is said adds up. */
export function lengthText(millis: number, language: Language): string {
  const [days, rest] = [Math.floor(millis / DAY_MILLIS), millis % DAY_MILLIS];
  const parts = [
    [days, [days === 1 ? ' day' : ' days', '天']],
    [Math.floor(rest / 3_600_000), [' h', '小时']],
    [Math.floor(rest / 60_000) % 60, MINUTES],
    [(rest % 60_000) / 1_000, [' s', '秒']],
  ] as const;
  const said = parts.filter(([figure]) => figure > 0);
  return (said.length === 0 ? ([[0, MINUTES]] as const) : said)
    .map(([figure, unit]) => `${String(figure)}${inWords(unit, language)}`)
    .join(' ');
}

const by = (allowance: { readonly by?: string }, language: Language): string =>
  allowance.by === undefined ? '' : filled([' by {hour}', '{hour}前'], language, { hour: allowance.by });

const counted = (figure: number, [one, zh]: Both, language: Language): string =>
  filled([`{figure} ${one}${figure === 1 ? '' : 's'}`, `{figure}${zh}`], language, {
    figure: String(figure),
  });

/** What a clock allows. */
export function allowedText(
  allowance: Allowance,
  language: Language,
  at: (moment: string) => string,
): string {
  const say = (words: Both, value = ''): string => filled(words, language, { value });
  const length = (minutes: number): string => lengthText(minutes * 60_000, language);
  if ('until' in allowance)
    return say(['until {value}, as was asked or promised', '至{value}（按要求或承诺）'], at(allowance.until));
  if ('elapsedMinutes' in allowance) return length(allowance.elapsedMinutes);
  if ('openMinutes' in allowance)
    return say(['{value} of opening hours', '营业时间{value}'], length(allowance.openMinutes));
  if ('businessDays' in allowance)
    return counted(allowance.businessDays, ['working day', '个工作日'], language);
  if ('calendarDays' in allowance)
    return `${counted(allowance.calendarDays, ['calendar day', '个自然日'], language)}${by(allowance, language)}`;
  if ('sameDay' in allowance) return `${say(['the same day', '当日'])}${by(allowance, language)}`;
  if ('sameOpeningDay' in allowance) return say(['the same opening day', '当个营业日']);
  if ('dailyBy' in allowance) return say(['by {value}', '{value}前'], allowance.dailyBy);
  if ('beforeDayOfMonth' in allowance)
    return say(['before day {value} of the month', '当月{value}日前'], String(allowance.beforeDayOfMonth));
  return counted(allowance.months, ['month', '个月'], language);
}

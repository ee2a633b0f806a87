import type { Allowance } from './allowance.ts';

/** How figures are written in procedure files. Every reader returns undefined for text that it cannot read. */

export const ALLOWANCE_FORMS =
  '10m, 1h, 2d, 1d12h, 3 calendar days, 3 calendar days by 20:00, 3 business days, 4 open hours, 90 open minutes, ' +
  'same day, same day by 20:00, same opening day, by 17:00, before day 30 or 1 month';

const TIME_OF_DAY = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const CLOSING_HOUR = `(?: by (${TIME_OF_DAY}|24:00))?`;

type AllowanceReader = (...figures: (string | undefined)[]) => Allowance | undefined;

const ALLOWANCES: readonly (readonly [RegExp, AllowanceReader])[] = [
  [new RegExp(`^same day${CLOSING_HOUR}$`), (by) => ({ sameDay: true, ...(by !== undefined && { by }) })],
  [/^same opening day$/, () => ({ sameOpeningDay: true })],
  [
    new RegExp(`^(\\d{1,4}) calendar days?${CLOSING_HOUR}$`),
    (days, by) =>
      within(days, 3650) ? { calendarDays: Number(days), ...(by !== undefined && { by }) } : undefined,
  ],
  [new RegExp(`^by (${TIME_OF_DAY})$`), (time = '') => ({ dailyBy: time })],
  [/^before day (\d{1,2})$/, (day) => (within(day, 31) ? { beforeDayOfMonth: Number(day) } : undefined)],
  [/^(\d{1,3}) months?$/, (months) => (within(months, 600) ? { months: Number(months) } : undefined)],
  [
    /^(\d{1,4}) (?:business|working) days?$/,
    (days) => (within(days, 3650) ? { businessDays: Number(days) } : undefined),
  ],
  [
    /^(\d{1,6}) open minutes?$/,
    (minutes) => (within(minutes, 999_999) ? { openMinutes: Number(minutes) } : undefined),
  ],
  [
    /^(\d{1,4}) open hours?$/,
    (hours) => (within(hours, 9999) ? { openMinutes: Number(hours) * 60 } : undefined),
  ],
  [/^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?$/, elapsed],
];

const within = (figure: string | undefined, most: number): boolean =>
  Number(figure) >= 1 && Number(figure) <= most;

function elapsed(days?: string, hours?: string, minutes?: string): Allowance | undefined {
  const elapsedMinutes = (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
  return elapsedMinutes > 0 ? { elapsedMinutes } : undefined;
}

/** `10m`, `3 business days`, `same day`, … (CLK-2). */
export function readAllowance(text: string): Allowance | undefined {
  for (const [form, read] of ALLOWANCES) {
    const found = form.exec(text.trim());
    if (found !== null) return read(...found.slice(1));
  }
  return undefined;
}

const AMOUNT = /^(\d{1,12})(?:\.(\d+))?$/;

/** Looks like an amount, in whatever currency. */
export const isAmount = (text: string): boolean => AMOUNT.test(text);

/** `2000.00` in CNY is 200000: digits as many as the currency has, or none. */
export function readAmount(text: string, currency: string): number | undefined {
  const found = AMOUNT.exec(text);
  if (found === null) return undefined;
  const [, whole = '', fraction = ''] = found;
  const digits = fractionDigits(currency);
  if (fraction !== '' && fraction.length !== digits) return undefined;
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** Percentages count to six decimals, as whole millionths of a percent. */
export const PER_PERCENT = 1_000_000;

/** `12%`, or what is left to pay as Chinese bills say it: `8.8折` is 12 % off (ACC-5). In millionths of a percent. */
export function readPercent(text: string): number | undefined {
  const [, percent, fold] = /^(?:(\d{1,3}(?:\.\d{1,6})?) ?%|(\d(?:\.\d{1,5})?) ?折)$/.exec(text) ?? [];
  const off =
    percent === undefined ? (fold === undefined ? undefined : 100 - Number(fold) * 10) : Number(percent);
  return off === undefined || off > 100 ? undefined : Math.round(off * PER_PERCENT);
}

export const percentText = (millionths: number): string => `${String(millionths / PER_PERCENT)} %`;

/** What the limit of a kind of remedy may be: an amount, a percentage, or none. */
export const isLimit = (text: string): boolean =>
  text === 'unlimited' || isAmount(text) || readPercent(text) !== undefined;

export const fractionDigits = (currency: string): number =>
  isCurrency(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2)
    : 2;

/** `09:00-12:00`; `24:00` closes at midnight. */
export function readOpening(text: string): readonly [string, string] | undefined {
  const found = new RegExp(`^(${TIME_OF_DAY})-(${TIME_OF_DAY}|24:00)$`).exec(text);
  const [, from = '', to = ''] = found ?? [];
  return found !== null && from < to ? [from, to] : undefined;
}

export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const isCurrency = (text: string): boolean => Intl.supportedValuesOf('currency').includes(text);

/** `2026-02-28`, and a day that there is. */
export const isDate = (date: string): boolean => {
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(date);
};

/** 200000 in CNY is `2000.00 CNY`. */
export const moneyText = (minor: number, currency: string): string => {
  const digits = fractionDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
};

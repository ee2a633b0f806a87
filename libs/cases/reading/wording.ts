import type { Static, TSchema } from '#schema';
import type { Money, Remedy } from '../case/events/fields.ts';

/** One sentence per event type of a group; none may be missing, and none shows personal data. */
export type TitlesOf<Group extends Readonly<Record<string, TSchema>>> = {
  readonly [Type in keyof Group]: (data: Static<Group[Type]>) => string;
};

/** `firstReply` → `first reply`. */
export const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** `2026-09-30T08:55:00.000Z` → `2026-09-30 08:55 UTC`. */
export const time = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** ` (text)` when there is one. */
export const aside = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);

/** The text as a sentence's end, without doubling its own full stop. */
export const because = (reason: string): string => `: ${sentence(reason)}`;
export const sentence = (text: string): string => (/[.!?。！？]$/.test(text) ? text : `${text}.`);

export const count = (number: number, noun: string): string =>
  `${String(number)} ${noun}${number === 1 ? '' : 's'}`;

export const list = (items: readonly string[]): string => items.join(', ');

/** How something was told, as the end of a clause. */
export const by = (method: string): string => (method === 'inPerson' ? 'in person' : `by ${words(method)}`);

/** 199900 minor units of CNY → `CNY 1,999.00`; never through a float. */
export function money({ minor, currency }: Money): string {
  const digits = decimalsOf(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const units = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return digits === 0 ? `${currency} ${units}` : `${currency} ${units}.${text.slice(-digits)}`;
}

const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Nobody can tell the worth of some things. */
export const worthText = (worth: Money | undefined): string =>
  worth === undefined ? 'unknown' : money(worth);

/** `refund of CNY 50.00`, `discount of 12%`, `gift (a cake)`. */
export function remedyText({ kind, amount, percent, of, goods }: Remedy): string {
  const share = percent && `${String(percent)}%${of === undefined ? '' : ` of the ${of}`}`;
  const size = amount === undefined ? share : money(amount);
  return `${words(kind)}${size === undefined ? '' : ` of ${String(size)}`}${aside(goods)}`;
}

/** A sentence says in words that a text is gone. */
export function goneInWords(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Object.hasOwn(value, 'erased')) return 'erased';
  if (Object.hasOwn(value, 'unreadable')) return 'unreadable';
  if (Array.isArray(value)) return value.map(goneInWords);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, goneInWords(part)]));
}

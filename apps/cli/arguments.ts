import { InvalidArgumentError } from 'commander';
import { instantOf, readFields, type Field, type Instant, type Position } from '#event-sourcing';

/** `2026-09-30T08:55:00Z`, with any offset; a day alone means its end in UTC. */
export function parseInstant(text: string): Instant {
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? Date.parse(`${text}T23:59:59.999Z`)
    : /(Z|[+-]\d{2}:?\d{2})$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(millis))
    throw new InvalidArgumentError(
      'Give a time with its offset, such as 2026-09-30T16:55:00+08:00, or a day.',
    );
  return instantOf(millis);
}

export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1.');
}

export function parseRevision(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError('Give a revision, a whole number from 0.');
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `45s`, `30m`, `8h` or `7d`. */
export function parseDuration(text: string): number {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS[unit ?? ''] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError('Give a duration such as 30m, 8h or 7d.');
}

/** As every event names its own, in the form of the one store or the other. */
export function parsePosition(text: string): Position {
  if (/^\d{19}(-\d{19})?$/.test(text)) return text as Position;
  throw new InvalidArgumentError('Give the "position" of an event, as redress events prints it.');
}

/** For options that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

export function parseChoice<const Choices extends readonly string[]>(
  choices: Choices,
): (text: string) => Choices[number] {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new InvalidArgumentError(`Choose one of: ${choices.join(', ')}.`);
    return found;
  };
}

/** From what somebody types to what the field holds; says at once what is wrong with it. */
export function optionParser(field: Field): (text: string) => unknown {
  if (field.kind === 'choice') return parseChoice(field.values);
  if (field.kind === 'instant') return parseInstant;
  return (text) => {
    const value = field.kind === 'wholeNumber' ? parseCount(text) : text;
    const [error] = readFields({ value: field }, { value }).errors;
    if (error !== undefined) throw new InvalidArgumentError(`It ${error.message}.`);
    return value;
  };
}

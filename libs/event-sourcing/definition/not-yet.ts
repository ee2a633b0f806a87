import { instantOf, isFuture, millisOf, type Instant } from '../primitives.ts';
import type { Field, Fields } from './field.ts';
import type { FieldError } from './read-fields.ts';

/** Nowhere on earth is it a later day than this one. */
const EASTERNMOST_MILLIS = 14 * 3_600_000;

/** What is told as having happened, though it cannot have yet. `data` fits the fields. */
export function notYet(fields: Fields, data: object, now: Instant, path = ''): readonly FieldError[] {
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field === undefined ? [] : notYetIn(field, value, now, `${path}${name}`);
  });
}

function notYetIn(field: Field, value: unknown, now: Instant, path: string): readonly FieldError[] {
  switch (field.kind) {
    case 'instant':
    case 'day':
      return field.past === true && isAhead(String(value), now)
        ? [{ field: path, message: 'must not be in the future' }]
        : [];
    case 'part':
      return notYet(field.fields, value as object, now, `${path}.`);
    case 'parts':
      return (value as readonly object[]).flatMap((item, index) =>
        notYet(field.fields, item, now, `${path}[${String(index)}].`),
      );
    default:
      return [];
  }
}

const isAhead = (text: string, now: Instant): boolean =>
  text.includes('T')
    ? isFuture(text as Instant, now)
    : text > instantOf(millisOf(now) + EASTERNMOST_MILLIS).slice(0, 10);

import { isFuture, millisOf, type Instant } from '../primitives.ts';
import { field, type Fields } from './field.ts';
import { notYet } from './not-yet.ts';
import type { FieldError } from './read-fields.ts';

/** What may be said beside every command: when it happened, and why that is told so late. */
export const dated = {
  happenedAt: field.instant({
    optional: true,
    description: 'When it really happened, if earlier than now: clocks count from then (LIF-5).',
  }),
  lateBecause: field.text({
    optional: true,
    max: 2000,
    example: 'On a paper form of Monday.',
    description: 'Why it is recorded only now; needed where that undoes a miss that is on record (LIF-5).',
  }),
};

/** Older matters come by import, which starts no clocks. */
const LONGEST_AGO_MILLIS = 10 * 366 * 86_400_000;

/** LIF-5: what cannot have happened when somebody says so: not yet, or too long ago. `data` fits the fields. */
export function implausibleTimes(
  fields: Fields,
  data: object,
  happenedAt: Instant | undefined,
  now: Instant,
): readonly FieldError[] {
  const ahead = notYet(fields, data, now);
  if (ahead.length > 0 || happenedAt === undefined) return ahead;
  const wrong = (message: string): readonly FieldError[] => [{ field: 'happenedAt', message }];
  if (isFuture(happenedAt, now)) return wrong(`must not be in the future; it is ${now} now`);
  return millisOf(now) - millisOf(happenedAt) > LONGEST_AGO_MILLIS
    ? wrong('must not be more than ten years ago')
    : [];
}

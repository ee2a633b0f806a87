import { isPersonId } from '../identity.ts';
import { instant, isInstant, isLocalDate } from '../primitives.ts';
import type { Field, FieldKind } from './field.ts';

/** Longest id or name in a list. */
const MOST_REFERENCE = 200;

/** NUL cannot be stored as text everywhere, and half a surrogate pair is no character at all. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && hasAtMost(max, value) && /\S/.test(value) && !UNSTORABLE.test(value);

/** Characters as people and JSON Schema count them: those beyond the 16 bits of old are one each. */
const hasAtMost = (max: number, text: string): boolean =>
  text.length <= max || (text.length <= 2 * max && Array.from(text).length <= max);

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** `2026-09-30T16:55:00+08:00` becomes `2026-09-30T08:55:00.000Z`: instants are stored in UTC (CLK-2). */
function toInstant(value: unknown): unknown {
  const day = typeof value === 'string' ? WITH_OFFSET.exec(value)?.[1] : undefined;
  if (day === undefined || !isDay(day)) return value;
  const text = value as string;
  return Number.isNaN(Date.parse(text)) ? value : instant(text);
}

/** A year outside of these is a slip of the pen, and would stand at one end of every list for ever. */
const isOfOurTime = (value: unknown): boolean =>
  typeof value === 'string' && value >= '1900-01-01' && value < '2200-01-01';

/** Guarded because a month 13 is not even a date that {@link isLocalDate} could compare. */
const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  isLocalDate(value);

const isInstantText = (value: unknown): boolean =>
  typeof value === 'string' && isInstant(value) && isOfOurTime(value);
const isDayOfOurTime = (value: unknown): boolean => isDay(value) && isOfOurTime(value);

const isList = (
  value: unknown,
  min: number,
  max: number,
  accepts: (item: unknown) => boolean,
): value is readonly unknown[] =>
  Array.isArray(value) && value.length >= min && value.length <= max && value.every(accepts);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Brings an accepted spelling to the one that is stored; leaves anything else as it is, to be refused. */
export const converted = ({ kind }: Field, value: unknown): unknown =>
  kind === 'instant' || kind === 'moment' ? toInstant(value) : value;

type Kind = FieldKind['kind'];
type Of<Name extends Kind> = FieldKind & { readonly kind: Name };
interface Rule<Name extends Kind> {
  accepts(value: unknown, field: Of<Name>): boolean;
  otherwise(field: Of<Name>): string;
}

const textRule: Rule<'text' | 'reference'> = {
  accepts: (value, { max }) => isText(value, max),
  otherwise: ({ max }) => `must be text of 1 to ${max} characters`,
};

const RULES: { readonly [Name in Kind]: Rule<Name> } = {
  text: textRule,
  reference: textRule,
  person: {
    accepts: (value) => isText(value, MOST_REFERENCE) && isPersonId(value),
    otherwise: () =>
      'must be the id of a person: at most 200 visible characters that cannot be mistaken for others',
  },
  references: {
    accepts: (value, { max }) => isList(value, 0, max, (item) => isText(item, MOST_REFERENCE)),
    otherwise: ({ max }) => `must be a list of at most ${max} references`,
  },
  texts: {
    accepts: (value, { max }) => isRecord(value) && Object.values(value).every((text) => isText(text, max)),
    otherwise: ({ max }) => `must be an object of texts of 1 to ${max} characters`,
  },
  choice: {
    accepts: (value, { values }) => values.some((each) => each === value),
    otherwise: ({ values }) => `must be one of ${values.join(', ')}`,
  },
  choices: {
    accepts: (value, { values, min, max }) =>
      isList(value, min, max, (item) => values.some((each) => each === item)),
    otherwise: ({ values, min, max }) => `must be a list of ${min} to ${max} of ${values.join(', ')}`,
  },
  pattern: {
    accepts: (value, { pattern }) => typeof value === 'string' && pattern.test(value),
    otherwise: (field) => field.otherwise,
  },
  instant: {
    accepts: isInstantText,
    otherwise: () => 'must be a date and time with an offset, for example 2026-09-30T16:55:00+08:00',
  },
  day: {
    accepts: isDayOfOurTime,
    otherwise: () => 'must be a calendar day, for example 2026-09-30',
  },
  moment: {
    accepts: (value) => isDayOfOurTime(value) || isInstantText(value),
    otherwise: () => 'must be a calendar day, or a date and time with an offset',
  },
  yesNo: {
    accepts: (value) => typeof value === 'boolean',
    otherwise: () => 'must be true or false',
  },
  percent: {
    accepts: (value) => typeof value === 'number' && value > 0 && value <= 100,
    otherwise: () => 'must be a number above 0 and at most 100',
  },
  wholeNumber: {
    accepts: (value, { min, max }) =>
      Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    otherwise: ({ min, max }) => `must be a whole number from ${min} to ${max}`,
  },
  part: {
    accepts: isRecord,
    otherwise: () => 'must be an object',
  },
  parts: {
    accepts: (value, { min, max }) => isList(value, min, max, isRecord),
    otherwise: ({ min, max }) => `must be a list of ${min} to ${max} objects`,
  },
};

/** A field and its rule are of one kind; TypeScript cannot follow that through the table. */
const ruleOf = (field: Field): Rule<Kind> => RULES[field.kind];

/** Whether the field holds such a value; what stands in a part is not looked at. */
export const accepts = (field: Field, value: unknown): boolean => ruleOf(field).accepts(value, field);

/** A sentence for whoever filled in the field, to follow its name. */
export const otherwise = (field: Field): string => ruleOf(field).otherwise(field);

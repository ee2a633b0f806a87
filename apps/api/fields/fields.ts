import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { instant, isInstant, isLocalDate } from '#event-sourcing';
import { declareField, type BodyClass, type FieldShape } from './shape.ts';

/** What every field may say; a field is required unless it says otherwise. */
export interface FieldOptions {
  readonly optional?: true;
  readonly description?: string;
  /** From the spelling of a query string. */
  readonly convert?: (value: unknown) => unknown;
}

type Documented = FieldOptions & { readonly example: unknown };

interface Rule extends Omit<FieldShape, 'optional'> {
  /** A sentence for whoever filled in the field. */
  readonly otherwise: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** One decorator per field: how it is checked, converted and documented. */
function field(
  { optional, description, convert = (value) => value }: FieldOptions,
  rule: Rule,
): PropertyDecorator {
  const schema = {
    ...rule.schema,
    required: optional !== true,
    ...(description === undefined ? {} : { description }),
  } as ApiPropertyOptions;
  return applyDecorators(
    (prototype: object, name: string | symbol) => {
      declareField(prototype, String(name), { convert, ...rule, optional: optional === true });
    },
    ValidateBy({
      name: 'field',
      validator: { validate: rule.accepts, defaultMessage: () => rule.otherwise },
    }),
    // `null` is not the same as absent: the domain knows no null.
    ...(optional === true ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...(rule.nested === undefined ? [] : [ValidateNested()]),
    ApiProperty(schema),
  );
}

/** NUL cannot be stored as text everywhere, and half a surrogate pair is no character at all. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && /\S/.test(value) && !UNSTORABLE.test(value);

export const Text = (options: Documented & { readonly max?: number }): PropertyDecorator => {
  const { max = 10_000, example } = options;
  return field(options, {
    accepts: (value) => isText(value, max),
    otherwise: `must be text of 1 to ${String(max)} characters`,
    schema: { type: 'string', minLength: 1, maxLength: max, example },
  });
};

/** Id or name from a procedure or from the organisation. */
export const Reference = (options: Documented): PropertyDecorator => Text({ max: 200, ...options });

export const Choice = (
  values: readonly string[],
  options: FieldOptions & { readonly example?: string } = {},
): PropertyDecorator =>
  field(options, {
    accepts: (value) => typeof value === 'string' && values.includes(value),
    otherwise: `must be one of ${values.join(', ')}`,
    schema: { type: 'string', enum: [...values], example: options.example ?? values[0] },
  });

export const ChoiceList = (
  values: readonly string[],
  options: Documented & { readonly min?: number; readonly max: number },
): PropertyDecorator => {
  const { min = 0, max, example } = options;
  return field(options, {
    accepts: (value) => isList(value, min, max, (item) => typeof item === 'string' && values.includes(item)),
    otherwise: `must be a list of ${String(min)} to ${String(max)} of ${values.join(', ')}`,
    schema: {
      type: 'array',
      items: { type: 'string', enum: [...values] },
      minItems: min,
      maxItems: max,
      example,
    },
  });
};

export const ReferenceList = (options: Documented & { readonly max: number }): PropertyDecorator =>
  field(options, {
    accepts: (value) => isList(value, 0, options.max, (item) => isText(item, 200)),
    otherwise: `must be a list of at most ${String(options.max)} references`,
    schema: {
      type: 'array',
      items: { type: 'string', maxLength: 200 },
      maxItems: options.max,
      example: options.example,
    },
  });

const isList = (
  value: unknown,
  min: number,
  max: number,
  accepts: (item: unknown) => boolean,
): value is unknown[] =>
  Array.isArray(value) && value.length >= min && value.length <= max && value.every(accepts);

export const Pattern = (
  pattern: RegExp,
  options: Documented & { readonly otherwise: string },
): PropertyDecorator =>
  field(options, {
    accepts: (value) => typeof value === 'string' && pattern.test(value),
    otherwise: options.otherwise,
    schema: { type: 'string', pattern: pattern.source, example: options.example },
  });

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** `2026-09-30T16:55:00+08:00` becomes `2026-09-30T08:55:00.000Z`: instants are stored in UTC (CLK-2). */
function toInstant(value: unknown): unknown {
  const day = typeof value === 'string' ? WITH_OFFSET.exec(value)?.[1] : undefined;
  if (day === undefined || !isDay(day)) return value;
  const text = value as string;
  return Number.isNaN(Date.parse(text)) ? value : instant(text);
}

/** Guarded because a month 13 is not even a date that {@link isLocalDate} could compare. */
const isDay = (value: string): boolean =>
  /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && isLocalDate(value);

export const InstantField = (options: FieldOptions & { readonly example?: string } = {}): PropertyDecorator =>
  field(options, {
    convert: toInstant,
    accepts: (value) => typeof value === 'string' && isInstant(value),
    otherwise: 'must be a date and time with an offset, for example 2026-09-30T16:55:00+08:00',
    schema: { type: 'string', format: 'date-time', example: options.example ?? '2026-09-30T16:55:00+08:00' },
  });

export const DayField = (options: FieldOptions & { readonly example?: string } = {}): PropertyDecorator =>
  field(options, {
    accepts: (value) => typeof value === 'string' && isDay(value),
    otherwise: 'must be a calendar day, for example 2026-09-30',
    schema: { type: 'string', format: 'date', example: options.example ?? '2026-09-30' },
  });

export const YesNo = (options: FieldOptions & { readonly example?: boolean } = {}): PropertyDecorator =>
  field(options, {
    accepts: (value) => typeof value === 'boolean',
    otherwise: 'must be true or false',
    schema: { type: 'boolean', example: options.example ?? true },
  });

export const WholeNumber = (
  options: Documented & { readonly min: number; readonly max?: number },
): PropertyDecorator => {
  const { min, max = Number.MAX_SAFE_INTEGER, example } = options;
  return field(options, {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    otherwise: `must be a whole number from ${String(min)} to ${String(max)}`,
    schema: { type: 'integer', minimum: min, maximum: max, example },
  });
};

export const Percent = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, {
    accepts: (value) => typeof value === 'number' && value > 0 && value <= 100,
    otherwise: 'must be a number above 0 and at most 100',
    schema: { type: 'number', exclusiveMinimum: 0, maximum: 100, example: 12 },
  });

export const Nested = (nested: () => BodyClass, options: FieldOptions = {}): PropertyDecorator =>
  field(options, {
    nested,
    accepts: (value) => value instanceof nested(),
    otherwise: 'must be an object',
    schema: { type: () => nested() },
  });

export const NestedList = (
  nested: () => BodyClass,
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator =>
  field(options, {
    nested,
    accepts: (value) => isList(value, options.min, options.max, (item) => item instanceof nested()),
    otherwise: `must be a list of ${String(options.min)} to ${String(options.max)} objects`,
    schema: { type: () => nested(), isArray: true, minItems: options.min, maxItems: options.max },
  });

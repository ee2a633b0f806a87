import type { TSchema } from 'typebox';
import { Type } from './type.ts';

/** Building blocks of the schemas of stored events. STORED CONTRACT: what is written with these is kept for ever. */

/** Short identifier from a procedure file or from the organisation: role, department, level, category leaf. */
export const reference = () => Type.String({ minLength: 1, maxLength: 200 });

export const instantField = () =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
    description: 'UTC instant',
  });

/** One of some words. */
export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });

/** Closed object: an unknown field is an error, not a guess. */
export const record = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

import { WholeNumber, YesNo, type FieldOptions } from './fields.ts';

/** A whole number in a query string, in plain digits. */
export const QueryNumber = (
  options: FieldOptions & { readonly min: number; readonly max: number; readonly example: number },
): PropertyDecorator =>
  WholeNumber({
    ...options,
    convert: (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
  });

/** `true` or `false` in a query string; nothing else. */
export const QueryYesNo = (options: FieldOptions = {}): PropertyDecorator =>
  YesNo({ ...options, convert: (value) => (value === 'true' ? true : value === 'false' ? false : value) });

import { readFields, type DataOf, type Fields } from '#event-sourcing';
import { invalidInput } from '../problems/index.ts';

const MOST_ERRORS = 20;

/**
 * Checks what a client sent and returns it as plain data with instants in UTC.
 * Throws an `invalid-input` problem that names every wrong field.
 */
export function check<Of extends Fields>(fields: Of, sent: unknown): DataOf<Of> {
  const { data, errors } = readFields(fields, sent);
  if (errors.length > 0) throw invalidInput(errors.slice(0, MOST_ERRORS));
  return data as DataOf<Of>;
}

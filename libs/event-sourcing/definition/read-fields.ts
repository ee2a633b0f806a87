import type { Field, Fields } from './field.ts';
import { accepts, converted, isRecord, otherwise } from './field-rules.ts';

/** One wrong field: where it is, `steps[1].task`, and what would be right. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface FieldsRead {
  /** What was sent, converted; only meant to be used when there are no errors. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Unknown fields first, then the wrong ones in the order of their definition. */
  readonly errors: readonly FieldError[];
}

interface Found {
  readonly unknown: FieldError[];
  readonly wrong: FieldError[];
}

const LONGEST_NAME = 100;

/**
 * Reads what somebody sent against the fields. Only declared fields are looked at, so that neither a deep nesting nor
 * `__proto__` reaches anything; a part is looked into only when it is what it has to be.
 */
export function readFields(fields: Fields, sent: unknown): FieldsRead {
  if (!isRecord(sent)) return { data: {}, errors: [{ field: '', message: 'must be a JSON object' }] };
  const found: Found = { unknown: [], wrong: [] };
  const data = readRecord(fields, sent, '', found);
  return { data, errors: [...found.unknown, ...found.wrong] };
}

function readRecord(
  fields: Fields,
  sent: Readonly<Record<string, unknown>>,
  path: string,
  found: Found,
): Record<string, unknown> {
  for (const name of Object.keys(sent)) {
    if (!Object.hasOwn(fields, name))
      found.unknown.push({
        field: `${path}${name.slice(0, LONGEST_NAME)}`,
        message: 'is not a field of this request',
      });
  }
  const data: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (value === undefined && field.optional) continue;
    data[name] = readValue(field, value, `${path}${name}`, found);
  }
  return data;
}

function readValue(field: Field, sent: unknown, path: string, found: Found): unknown {
  const value = converted(field, sent);
  if (!accepts(field, value)) {
    found.wrong.push({ field: path, message: otherwise(field) });
    return value;
  }
  if (field.kind === 'part')
    return readRecord(field.fields, value as Readonly<Record<string, unknown>>, `${path}.`, found);
  if (field.kind !== 'parts') return value;
  return (value as readonly Readonly<Record<string, unknown>>[]).map((item, index) =>
    readRecord(field.fields, item, `${path}[${index}].`, found),
  );
}

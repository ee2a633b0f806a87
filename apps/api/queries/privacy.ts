import { caseEventSchemas, type RecordedCaseEvent } from '#cases';
import type { Principal } from '../auth/index.ts';

/** Compliance sees what people said; analysts do not, whatever else they are (PRI-1, LIF-3). */
export const seesPersonalData = ({ roles }: Principal): boolean => roles.includes('compliance');

/** What the rules below read of a schema. */
interface Schema {
  readonly 'x-personal'?: boolean;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Short references that name parts of a procedure or of the case, no person and nothing that anybody said. */
const REFERENCES: ReadonlySet<string> = new Set([
  'approverLevel', 'category', 'clock', 'criterion', 'department', 'directRoute', 'dispatch', 'evidence', 'finding',
  'from', 'goesOnFrom', 'grant', 'ground', 'id', 'into', 'kind', 'level', 'mediaType', 'neededLevel', 'of', 'option',
  'promise', 'promises', 'request', 'role', 'rootCause', 'rule', 'severity', 'startedBy', 'suggestedDepartment', 'to',
]); // prettier-ignore
const LONGEST_REFERENCE = 200;
/** Of these events the same names are people, in whatever words (INT-9). */
const PEOPLE: Readonly<Record<string, readonly string[]>> = { ComplaintHandedOver: ['from', 'to'] };

/**
 * The event's data without anything that somebody wrote freely, marked as personal or not: numbers, choices, times and
 * references stay. Fails closed: unknown types, fields and kinds of schema keep nothing.
 */
export function withoutPersonalData(type: string, data: unknown): object {
  const schema = Object.hasOwn(caseEventSchemas, type)
    ? (caseEventSchemas[type as keyof typeof caseEventSchemas] as Schema)
    : undefined;
  const told = schema === undefined ? {} : (strip(schema, data, '') as object | undefined);
  const people = Object.hasOwn(PEOPLE, type) ? (PEOPLE[type] ?? []) : [];
  return Object.fromEntries(Object.entries(told ?? {}).filter(([name]) => !people.includes(name)));
}

/** The correlation id is whatever the sender chose. */
export function withoutSendersText(metadata: RecordedCaseEvent['metadata']): object {
  const { $correlationId: _, ...rest } = metadata;
  return rest;
}

/** `undefined`: nothing of it may be told. */
function strip(schema: Schema, value: unknown, name: string): unknown {
  if (schema['x-personal'] === true) return undefined;
  if (schema.anyOf !== undefined) {
    const fitting = schema.anyOf.filter((one) => fits(one, value));
    // Where several fit, what stays is what each of them lets stay.
    return fitting.length === 0 ? undefined : fitting.reduce((left, one) => strip(one, left, name), value);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return undefined;
    return value.map((item) => strip(items, item, name)).filter((item) => item !== undefined);
  }
  if (typeof value === 'object' && value !== null) return stripObject(schema, value);
  return mayTell(schema, value, name) ? value : undefined;
}

const stripObject = ({ properties = {} }: Schema, value: object): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const left = property === undefined ? undefined : strip(property, part, name);
      return left === undefined ? [] : [[name, left]];
    }),
  );

function mayTell(schema: Schema, value: unknown, name: string): boolean {
  if ('const' in schema) return value === schema.const;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (typeof value === 'number') return schema.type === 'integer' || schema.type === 'number';
  if (typeof value === 'boolean') return schema.type === 'boolean';
  if (typeof value !== 'string' || schema.type !== 'string') return false;
  if (schema.pattern !== undefined) return new RegExp(schema.pattern).test(value);
  return REFERENCES.has(name) && (schema.maxLength ?? Infinity) <= LONGEST_REFERENCE;
}

function fits({ type, properties = {}, required = [], ...schema }: Schema, value: unknown): boolean {
  if ('const' in schema) return value === schema.const;
  if (Array.isArray(value)) return type === 'array';
  if (typeof value !== 'object' || value === null)
    return type === typeof value || (type === 'integer' && typeof value === 'number');
  return (
    type === 'object' &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => Object.hasOwn(properties, name))
  );
}

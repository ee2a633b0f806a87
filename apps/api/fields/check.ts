import { validateSync, type ValidationError } from 'class-validator';
import { invalidInput, type FieldError } from '../problems/index.ts';
import { fieldsOf, type BodyClass, type FieldShape } from './shape.ts';

const MOST_ERRORS = 20;
/** Longer than any list may be: the rest of a flood is not even looked at. */
const LONGEST_LIST = 101;
const VALIDATION = {
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
};

/**
 * Checks what a client sent against a body class and returns it as plain data with instants in UTC.
 * Only declared fields are looked at, so that neither a deep nesting nor `__proto__` reaches anything.
 * Throws an `invalid-input` problem that names every wrong field.
 */
export function check(body: BodyClass, sent: unknown): object {
  if (!isRecord(sent)) throw invalidInput([{ field: '', message: 'must be a JSON object' }]);
  const unknown: FieldError[] = [];
  const { instance, plain } = read(body, sent, '', unknown);
  if (unknown.length === 0 && fits(body, instance)) return plain;
  const errors = [...unknown, ...validateSync(instance, VALIDATION).flatMap((error) => sentences(error, ''))];
  throw invalidInput(errors.slice(0, MOST_ERRORS));
}

/**
 * The rules asked directly. Nearly every request is right, and the validator takes most of its time to find out which
 * rules there are; so it is asked only what to say about the others.
 */
function fits(body: BodyClass, instance: object): boolean {
  for (const [name, { accepts, optional, nested }] of fieldsOf(body)) {
    const value = (instance as Record<string, unknown>)[name];
    if (value === undefined ? !optional : !accepts(value)) return false;
    if (value === undefined || nested === undefined) continue;
    if (![value].flat().every((item) => fits(nested(), item as object))) return false;
  }
  return true;
}

interface Reading {
  /** For the validator, which knows classes. */
  readonly instance: object;
  /** For the command: what was sent, converted, without `undefined`. */
  readonly plain: object;
}

function read(
  body: BodyClass,
  sent: Readonly<Record<string, unknown>>,
  path: string,
  unknown: FieldError[],
): Reading {
  const fields = fieldsOf(body);
  const instance = new body() as Record<string, unknown>;
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    const shape = fields.get(name);
    if (shape === undefined) {
      unknown.push({ field: `${path}${name.slice(0, 100)}`, message: 'is not a field of this request' });
    } else {
      [instance[name], plain[name]] = convert(shape, value, `${path}${name}`, unknown);
    }
  }
  return { instance, plain };
}

function convert(
  shape: FieldShape,
  value: unknown,
  path: string,
  unknown: FieldError[],
): readonly [unknown, unknown] {
  const { nested } = shape;
  if (nested === undefined) {
    const converted = shape.convert === undefined ? value : shape.convert(value);
    return [converted, converted];
  }
  if (Array.isArray(value)) {
    const items = value
      .slice(0, LONGEST_LIST)
      .map((item: unknown, index) => one(nested(), item, `${path}[${String(index)}]`, unknown));
    return [items.map(([instance]) => instance), items.map(([, plain]) => plain)];
  }
  return one(nested(), value, path, unknown);
}

function one(
  body: BodyClass,
  value: unknown,
  path: string,
  unknown: FieldError[],
): readonly [unknown, unknown] {
  if (!isRecord(value)) return [value, value];
  const { instance, plain } = read(body, value, `${path}.`, unknown);
  return [instance, plain];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers are list places: `steps[1].task`. Only the first sentence of a field is told. */
function sentences({ property, constraints, children = [] }: ValidationError, parent: string): FieldError[] {
  const field = /^\d+$/.test(property)
    ? `${parent}[${property}]`
    : parent === ''
      ? property
      : `${parent}.${property}`;
  const own = constraints?.['field'];
  if (own !== undefined) return [{ field, message: own }];
  return children.flatMap((child) => sentences(child, field));
}

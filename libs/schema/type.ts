import type { Type as TypeBox } from 'typebox';

type Kinds =
  | 'Array'
  | 'Boolean'
  | 'Integer'
  | 'Literal'
  | 'Number'
  | 'Object'
  | 'Optional'
  | 'Record'
  | 'String'
  | 'Union'
  | 'Unsafe';
type Schema = Readonly<Record<string, unknown>>;

/** Schemas that an object may leave out. */
const optional = new WeakSet<Schema>();

const kinds = {
  Array: (items: Schema, options?: Schema) => ({ type: 'array', items, ...options }),
  Boolean: (options?: Schema) => ({ type: 'boolean', ...options }),
  Integer: (options?: Schema) => ({ type: 'integer', ...options }),
  Literal: (value: string | number | boolean, options?: Schema) => ({
    type: typeof value,
    const: value,
    ...options,
  }),
  Number: (options?: Schema) => ({ type: 'number', ...options }),
  Object(properties: Readonly<Record<string, Schema>>, options?: Schema) {
    const required = Object.entries(properties).flatMap(([name, schema]) =>
      optional.has(schema) ? [] : [name],
    );
    return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
  },
  Optional(schema: Schema) {
    const copy = { ...schema };
    optional.add(copy);
    return copy;
  },
  Record(key: Schema, value: Schema, options?: Schema) {
    const { type, pattern = '^.*$' } = key;
    if (type !== 'string' || typeof pattern !== 'string')
      throw new TypeError('the names of a record are texts');
    return { type: 'object', patternProperties: { [pattern]: value }, ...options };
  },
  String: (options?: Schema) => ({ type: 'string', ...options }),
  Union: (anyOf: readonly Schema[], options?: Schema) => ({ anyOf, ...options }),
  Unsafe(schema: Schema) {
    const copy = { ...schema };
    if (optional.has(schema)) optional.add(copy);
    return copy;
  },
};

/**
 * JSON schemas whose TypeScript types follow from them. The types are TypeBox's; its code, nearly 400 modules that every
 * start of the program would load, is only needed for what is not used here.
 */
export const Type = kinds as unknown as Pick<typeof TypeBox, Kinds>;

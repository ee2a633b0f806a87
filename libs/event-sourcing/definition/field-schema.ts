import type { Field, FieldKind, Fields } from './field.ts';

/** JSON Schema, 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Part = Extract<FieldKind, { readonly kind: 'part' | 'parts' }>;
/** How a part is written down: in place, or as a reference to a schema that stands elsewhere. */
export type PartSchema = (part: Part) => JsonSchema;

const inPlace: PartSchema = ({ fields }) => schemaOfFields(fields);

/** The closed object of these fields, with their descriptions and examples. */
export function schemaOfFields(fields: Fields, partSchema: PartSchema = inPlace): JsonSchema {
  const required = Object.keys(fields).filter((name) => fields[name]?.optional === false);
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, schemaOfField(field, partSchema)]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

export function schemaOfField(field: Field, partSchema: PartSchema = inPlace): JsonSchema {
  const { description, example } = field;
  const schema = schemaOfKind(field, partSchema);
  const notes = {
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
  };
  // Beside a reference some readers ignore everything else.
  return '$ref' in schema && description !== undefined
    ? { ...notes, allOf: [schema] }
    : { ...schema, ...notes };
}

function schemaOfKind(field: Field, partSchema: PartSchema): JsonSchema {
  switch (field.kind) {
    case 'text':
    case 'reference':
      return textSchema(field.max);
    case 'person':
      return { type: 'string', maxLength: 200, pattern: PERSON };
    case 'references':
      return { type: 'array', items: textSchema(200), maxItems: field.max };
    case 'texts':
      return { type: 'object', additionalProperties: textSchema(field.max) };
    case 'choice':
      return { type: 'string', enum: [...field.values] };
    case 'choices': {
      const items = { type: 'string', enum: [...field.values] };
      return { type: 'array', items, minItems: field.min, maxItems: field.max };
    }
    case 'pattern':
      return { type: 'string', pattern: field.pattern.source };
    case 'wholeNumber':
      return { type: 'integer', minimum: field.min, maximum: field.max };
    case 'part':
      return partSchema(field);
    case 'parts':
      return { type: 'array', items: partSchema(field), minItems: field.min, maxItems: field.max };
    default:
      return PLAIN_SCHEMAS[field.kind];
  }
}

/** Something visible, and no NUL; as the rules of fields have it. */
const textSchema = (maxLength: number): JsonSchema => ({
  type: 'string',
  ...{ minLength: 1, maxLength, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' },
});

/** What nearly every id of a person is made of; letters with accents and of Korea are taken too. */
const PERSON = '^[!-~一-鿿]+( [!-~一-鿿]+)*$';

const OF_OUR_TIME = '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}';
const DAY = { type: 'string', format: 'date', pattern: `^${OF_OUR_TIME}$` } as const;
const INSTANT = {
  type: 'string',
  format: 'date-time',
  pattern: `^${OF_OUR_TIME}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$`,
} as const;

const PLAIN_SCHEMAS = {
  instant: INSTANT,
  day: DAY,
  moment: { anyOf: [DAY, INSTANT] },
  yesNo: { type: 'boolean' },
  percent: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
} as const;

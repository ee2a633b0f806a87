import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { Type, type Static } from '#schema';
import { CHANNELS } from '#cases';

const name = () => Type.String({ minLength: 1, maxLength: 200 });
const closed = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });
/** What each value of a column means; a value that is not listed rejects the row. */
const valueMap = <Values extends readonly (string | boolean)[]>(values: Values) =>
  closed({
    column: name(),
    values: Type.Record(Type.String(), Type.Unsafe<Values[number]>({ enum: [...values] })),
  });

const RELIEFS = ['monetary', 'nonMonetary', 'explanation', 'none', 'unknown'] as const;

/**
 * How rows of a CSV or NDJSON source become historic cases (INT-11). Columns are named as in the file's header; what is
 * not mapped is not invented.
 */
const mappingSchema = closed({
  id: Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 60 }),
  title: name(),
  /** Identity of the source: together with a row's reference it is the identity of the case. */
  system: name(),
  procedure: closed({ id: name(), version: Type.Integer({ minimum: 1 }) }),
  /** Columns that the file has to have beside those named below. */
  columns: Type.Optional(Type.Array(name())),
  /** Column that is unique in the source. */
  reference: name(),
  /** `day` is YYYY-MM-DD; `instant` is ISO 8601 with an offset. */
  received: closed({ column: name(), as: Type.Unsafe<'day' | 'instant'>({ enum: ['day', 'instant'] }) }),
  channel: Type.Union([
    valueMap(CHANNELS),
    closed({ always: Type.Unsafe<(typeof CHANNELS)[number]>({ enum: [...CHANNELS] }) }),
  ]),
  category: closed({ group: name(), leaf: name() }),
  /** Severity of every case: a source that rates its cases maps the column instead. */
  severity: Type.Union([
    closed({ always: name() }),
    closed({ column: name(), values: Type.Record(Type.String(), name()) }),
  ]),
  department: Type.Optional(name()),
  /** Columns whose texts, joined, say what it is about. */
  description: Type.Array(name(), { minItems: 1 }),
  outcome: Type.Optional(
    closed({
      response: name(),
      /** Texts in that column that say that it has not ended. */
      stillOpen: Type.Optional(Type.Array(name())),
      relief: Type.Optional(valueMap(RELIEFS)),
      publicResponse: Type.Optional(name()),
      answeredInTime: Type.Optional(valueMap([true, false] as const)),
    }),
  ),
  /** Columns kept with the case as they stand. */
  facts: Type.Optional(Type.Array(name())),
});
export type ImportMapping = Static<typeof mappingSchema>;

/** A mapping that cannot be used; the message names file, path and reason. */
export class InvalidMapping extends Error {
  override readonly name = 'InvalidMapping';
}

/** Compiled once, and not at start: only an import needs it. */
let compiled: ValidateFunction<ImportMapping> | undefined;
const compiledSchema = (): ValidateFunction<ImportMapping> =>
  (compiled ??= new Ajv2020({ allErrors: true, strict: false }).compile<ImportMapping>(mappingSchema));

/** Checks a parsed mapping file. Throws {@link InvalidMapping} with every reason. */
export function asMapping(value: unknown, file: string): ImportMapping {
  const validate = compiledSchema();
  if (validate(value)) return value;
  const reasons = (validate.errors ?? [])
    .filter((error) => isMeant(error, value))
    .map((error) => reasonOf(error, file));
  throw new InvalidMapping([...new Set(reasons)].join('\n'));
}

const reasonOf = ({ instancePath, message = 'is wrong', params }: ErrorObject, file: string): string =>
  `${file}: ${pathOf(instancePath)}: ${message}${detail(params)}`;

/** `/outcome/relief` → `outcome.relief` */
const pathOf = (pointer: string): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~') || '(top level)';

function detail(params: Record<string, unknown>): string {
  const { additionalProperty, allowedValues } = params;
  if (typeof additionalProperty === 'string') return ` ("${additionalProperty}")`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.map(String).join(', ')}` : '';
}

/**
 * `channel` and `severity` take either a column or `always`. Only what is wrong with the form that was chosen helps: the
 * validator also says why it is not the other one.
 */
function isMeant({ keyword, schemaPath, instancePath }: ErrorObject, mapping: unknown): boolean {
  if (keyword === 'anyOf') return false;
  const [, name] = /^#\/properties\/(\w+)\/anyOf\/\d/.exec(schemaPath) ?? [];
  if (name === undefined || !instancePath.startsWith(`/${name}`)) return true;
  return schemaPath.includes(`/anyOf/${String(formOf(name, mapping))}/`);
}

/** Index of the form in the schema. */
function formOf(name: string, mapping: unknown): 0 | 1 {
  const chosen: unknown =
    typeof mapping === 'object' && mapping !== null ? Reflect.get(mapping, name) : undefined;
  const always = typeof chosen === 'object' && chosen !== null && 'always' in chosen;
  return (name === 'channel') === always ? 1 : 0;
}

/** Every column that the mapping reads. */
export function columnsOf(mapping: ImportMapping): readonly string[] {
  const { channel, severity, outcome, department } = mapping;
  const named = [
    mapping.reference,
    mapping.received.column,
    mapping.category.group,
    mapping.category.leaf,
    ...mapping.description,
    ...('column' in channel ? [channel.column] : []),
    ...('column' in severity ? [severity.column] : []),
    ...(department === undefined ? [] : [department]),
    ...(outcome
      ? [outcome.response, outcome.relief?.column, outcome.publicResponse, outcome.answeredInTime?.column]
      : []),
    ...(mapping.facts ?? []),
    ...(mapping.columns ?? []),
  ];
  return [...new Set(named.filter((column) => column !== undefined))];
}

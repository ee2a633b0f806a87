import { procedureFileSchema } from './file-schema.ts';
import { ALLOWANCE_FORMS } from './notation.ts';

/** What editors know of the figures, which the schema names as formats of its own. */
const SHOWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  allowance: { description: `How long: ${ALLOWANCE_FORMS}.` },
  amount: {
    pattern: '^\\d{1,12}(\\.\\d+)?$',
    description: "An amount in quotes with all the digits of its currency, such as '2000.00'.",
  },
  opening: {
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
    description: 'Opening hours, such as 09:00-18:00; 24:00 is midnight.',
  },
  timeZone: { description: 'IANA time zone, such as Asia/Shanghai.' },
  currency: { pattern: '^[A-Z]{3}$', description: 'ISO 4217 currency, such as CNY.' },
};

/** Where the schema is published, as files name it in `$schema`. */
const PUBLISHED_AS = 'procedure.schema.json';

/**
 * The form of a procedure file for editors (JSON Schema, draft 7): made from the one definition that the loader checks by.
 * What a schema cannot say, such as that a level exists, `redress procedures check` says.
 */
export const procedureJsonSchema = (): unknown => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: PUBLISHED_AS,
  title: 'Redress procedure',
  ...(shown(procedureFileSchema) as object),
});

function shown(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shown);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { format, ...others } = schema as Readonly<Record<string, unknown>>;
  const plain = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, shown(value)]));
  return { ...plain, ...(typeof format === 'string' && SHOWN[format]) };
}

import type { ApiResponseOptions } from '@nestjs/swagger';

/** JSON Schema as OpenAPI 3.1 has it. The library's own type still speaks of 3.0, hence the casts at its edge. */
export type Schema = Readonly<Record<string, unknown>>;

type ApiSchema = NonNullable<Extract<ApiResponseOptions, { schema?: unknown }>['schema']>;

export const asApiSchema = (schema: Schema): ApiSchema => schema;

export const text = (example: string, more: Schema = {}): Schema => ({ type: 'string', example, ...more });
export const oneOf = (values: readonly string[], example = values[0]): Schema => ({
  type: 'string',
  enum: [...values],
  example,
});
export const whole = (example: number): Schema => ({ type: 'integer', example });
export const yesNo = (example: boolean): Schema => ({ type: 'boolean', example });
export const instantSchema = (example = '2026-09-30T08:55:00.000Z'): Schema =>
  text(example, { format: 'date-time' });
export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
/** Keys that end in `?` may be absent. */
export const object = (properties: Readonly<Record<string, Schema>>, description?: string): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !name.endsWith('?')),
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
  ),
  ...(description === undefined ? {} : { description }),
});
export const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const page = (items: Schema): Schema =>
  object({
    items: list(items),
    'nextCursor?': text('eyJrIjpbXX0', { description: 'Absent on the last page.' }),
  });

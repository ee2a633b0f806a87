import type { ApiResponseOptions } from '@nestjs/swagger';

/** JSON Schema as OpenAPI 3.1 has it. The library's own type still speaks of 3.0, hence the casts at its edge. */
export type Schema = Readonly<Record<string, unknown>>;

type ApiSchema = NonNullable<Extract<ApiResponseOptions, { schema?: unknown }>['schema']>;

export const asApiSchema = (schema: Schema): ApiSchema => schema;

export const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

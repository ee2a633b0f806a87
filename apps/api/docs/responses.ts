import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import {
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { CASE_ID } from '#cases';
import type { Withheld } from '#engine';
import { schemaOfField, type AnyQuery, type Fields } from '#event-sourcing';
import { headerSchema } from '../http/header-forms.ts';
import { PROBLEM_EXAMPLES } from './problem-examples.ts';
import { EVENT_LINE } from './answer-schemas.ts';
import { asApiSchema, reference } from './schema.ts';

type Headers = NonNullable<ApiResponseOptions['headers']>;

export const CORRELATION: Headers = {
  'API-Version': { description: 'Of this interface.', schema: { type: 'string', example: '1' } },
  'X-Correlation-Id': {
    description: 'Sent by you or made here; finds the request in the log.',
    schema: { type: 'string' },
  },
};

const POSITION: Headers = {
  'X-Position': {
    description: 'As of which position of the history this is; it may tell of later events too.',
    schema: { type: 'string', example: '0000000000000000042' },
  },
};

const revisionHeaders = (created: string | undefined): Headers => ({
  ...CORRELATION,
  ETag: { description: 'Revision of the case, for If-Match.', schema: { type: 'string', example: '"12"' } },
  ...(created !== undefined && {
    Location: { description: 'Of what came to be.', schema: { type: 'string', example: created } },
  }),
});

const QUARANTINED: Headers = {
  'X-Quarantined': {
    description: 'The file was taken, and nobody gets it: why (INV-2).',
    schema: { type: 'string', enum: ['notScanned', 'foundBad', 'destroyed'] satisfies Withheld[] },
  },
};

/** What every command answers; `created`: an address such as that of what comes to be, which may be a `file`. */
export const commandAnswered = (
  answer: string,
  { created, file }: { readonly created: string | undefined; readonly file: boolean },
): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status: created === undefined ? 200 : 201,
    description: 'Carried out, now or earlier.',
    headers: { ...revisionHeaders(created), ...(file && QUARANTINED) },
    schema: asApiSchema(reference(answer)),
  });

/** What the server itself can say, whatever is asked of it. */
const ANYWHERE = [400, 405, 408, 414, 429, 431, 500] as const;

/** Repeating it later can help. */
const LATER: ReadonlySet<number> = new Set([409, 429, 503]);

const RETRY_AFTER: Headers = {
  'Retry-After': {
    description: 'Seconds after which the request may be repeated; absent where repeating does not help.',
    schema: { type: 'integer', minimum: 0, example: 1 },
  },
};

/** Documents the problems that a route can answer with (RFC 9457), each with an example. */
export const problems = (
  ...statuses: readonly (keyof typeof PROBLEM_EXAMPLES)[]
): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...[...new Set([...statuses, ...ANYWHERE])].map((status) =>
      ApiResponse({
        status,
        description: STATUS_CODES[status] ?? '',
        headers: LATER.has(status) ? { ...CORRELATION, ...RETRY_AFTER } : CORRELATION,
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            example: PROBLEM_EXAMPLES[status],
          },
        },
      }),
    ),
  );

export const caseParameter = (): MethodDecorator => ApiParam({ name: 'caseId', example: CASE_ID });

/** Of an answer that whoever has it already need not be sent again. */
export const taggedHeaders = (revised: boolean): Headers => ({
  ...CORRELATION,
  ETag: {
    description: revised
      ? 'Of this answer to you, for If-None-Match; for If-Match too, as it begins with the revision of the case.'
      : 'Of this answer to you, for If-None-Match.',
    schema: {
      type: 'string',
      example: revised ? '"12-vR3kq0sP2nXw8yLd5tGh1A"' : 'W/"vR3kq0sP2nXw8yLd5tGh1A"',
    },
  },
});

export const notModified: MethodDecorator = applyDecorators(
  ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The ETag of an answer that you have: 304 while it would be the same.',
    schema: { type: 'string' },
  }),
  ApiResponse({ status: 304, description: 'What you have is what would be answered.', headers: CORRELATION }),
);

/** A query: what it answers, that it can wait for a position (D10), and its problems. */
export const ReadRoute = (
  { name, summary, answers, revised }: AnyQuery,
  { path, query }: { readonly path: Fields; readonly query: Fields },
): MethodDecorator =>
  applyDecorators(
    ...Object.entries(path).map(([name, field]) =>
      ApiParam({ name, schema: asApiSchema(schemaOfField(field)) }),
    ),
    since(query),
    ApiOperation({ operationId: name, summary }),
    ApiResponse({
      status: 200,
      description: summary,
      headers: { ...taggedHeaders(revised === true), ...POSITION },
      schema: asApiSchema(answers),
    }),
    notModified,
    problems(400, 401, 403, 404, 422, 503),
  );

/** What stands behind the address, of which one can stand in a header as well. */
export const since = (query: Fields): MethodDecorator =>
  applyDecorators(
    queryParameters(query),
    ApiHeader({
      name: 'X-Min-Position',
      required: false,
      description: 'Like minPosition.',
      schema: headerSchema('position'),
    }),
  );

const queryParameters = (fields: Fields): MethodDecorator =>
  applyDecorators(
    ...Object.entries(fields).map(([name, field]) => {
      const { description, ...schema } = schemaOfField(field);
      return ApiQuery({
        name,
        required: !field.optional,
        schema: asApiSchema(schema),
        ...(field.description !== undefined && { description: field.description }),
      });
    }),
  );

export const EventStreamRoute = (parameters: Fields): MethodDecorator =>
  applyDecorators(
    queryParameters(parameters),
    ApiOperation({
      operationId: 'events',
      summary:
        'The history in log order, one event per line (ARC-2); where there is more than `limit`, the last line says so and after which position to go on. Analysts get it without personal data.',
    }),
    ApiResponse({
      status: 200,
      description: 'Newline-delimited JSON.',
      headers: CORRELATION,
      content: { 'application/x-ndjson': { schema: asApiSchema(EVENT_LINE) } },
    }),
    problems(400, 401, 403, 422, 503),
  );

export const EvidenceFileRoute = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId: 'evidence', summary: 'An evidence file, byte for byte (INV-2).' }),
    ApiParam({ name: 'evidence', example: 'E1' }),
    ApiResponse({
      status: 200,
      description: 'The file as it was added.',
      headers: taggedHeaders(false),
      content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
    }),
    notModified,
    problems(400, 401, 403, 404, 409, 410, 503),
  );

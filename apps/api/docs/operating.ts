import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { CASE_ID } from '#cases';
import { schemaOfFields, type Fields } from '#event-sourcing';
import { PARKED_SETTLED, SET_ASIDE } from './answer-schemas.ts';
import { CORRELATION, notModified, problems, taggedHeaders } from './responses.ts';
import { asApiSchema } from './schema.ts';

/** What an operator does about parked events, and what it answers. */
export const ParkedRoute = (operationId: string, summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary }),
    ApiParam({ name: 'projection', example: 'open-cases' }),
    ApiParam({ name: 'stream', example: `case-${CASE_ID}` }),
    ApiResponse({
      status: 200,
      description: 'Settled.',
      headers: CORRELATION,
      schema: asApiSchema(PARKED_SETTLED),
    }),
    problems(400, 401, 403, 404, 409, 503),
  );

export const SetAsideRoute = (fields: Fields): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'setEventAside',
      summary:
        'Sets an event aside that is not ours, or cannot be read: the stream goes on without it, and says so (D15).',
    }),
    ApiParam({ name: 'stream', example: `case-${CASE_ID}` }),
    ApiBody({ schema: asApiSchema(schemaOfFields(fields)) }),
    ApiResponse({
      status: 200,
      description: 'Set aside, now or earlier.',
      headers: CORRELATION,
      schema: asApiSchema(SET_ASIDE),
    }),
    problems(400, 401, 403, 404, 409, 503),
  );

export const MetricsRoute = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'metrics',
      summary:
        'What there is to watch, for Prometheus: how many streams of the history are damaged, and how (D15).',
    }),
    ApiResponse({
      status: 200,
      description: 'The text format of Prometheus.',
      headers: taggedHeaders(false),
      content: { 'text/plain': { schema: { type: 'string' } } },
    }),
    notModified,
    problems(400, 401, 403, 503),
  );

export const HealthRoute = (operationId: string, summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary, security: [] }),
    ApiResponse({
      status: 200,
      description: summary,
      headers: CORRELATION,
      schema: { type: 'object', properties: { status: { type: 'string', example: 'ok' } } },
    }),
    problems(503),
  );

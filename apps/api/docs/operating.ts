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

const inBothLanguages = () => ({
  type: 'object',
  required: ['en', 'zh'],
  properties: {
    en: { type: 'string', example: 'We are looking into it.' },
    zh: { type: 'string', example: '正在调查处理。' },
  },
});

/** INT-13 */
export const ProgressRoute = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'progress',
      summary:
        'How a complaint stands, for whoever made it: number and secret as user and password (INT-13).',
      security: [{ complainant: [] }],
    }),
    ApiResponse({
      status: 200,
      description:
        'In plain words: the stage, what was promised and by when, and the outcome once it was told.',
      headers: CORRELATION,
      schema: {
        type: 'object',
        required: ['case', 'stage', 'promised'],
        properties: {
          case: { type: 'string', example: '7F3K-9M2Q-X4TB' },
          stage: inBothLanguages(),
          promised: {
            type: 'array',
            items: {
              type: 'object',
              required: ['by'],
              properties: {
                by: { type: 'string', format: 'date-time' },
                about: { type: 'string', example: 'When the lift runs' },
              },
            },
          },
          outcome: { type: 'string', example: 'The lift runs; the fee of a month is waived.' },
        },
      },
    }),
    problems(401, 429, 503),
  );

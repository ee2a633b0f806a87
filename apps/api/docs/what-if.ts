import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { schemaOfFields, type Fields } from '#event-sourcing';
import { CORRELATION, problems } from './responses.ts';
import { asApiSchema } from './schema.ts';

export const WhatIfRoute = (fields: Fields): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'whatIf',
      summary: 'How cases would have gone under other rules: what people did stays as it was (D14).',
    }),
    ApiBody({ schema: asApiSchema(schemaOfFields(fields)) }),
    ApiResponse({
      status: 200,
      description:
        'Newline-delimited JSON: `{"progress":…}` with the seconds that are left, `{"case":…}` for each case that would have gone otherwise, at last `{"summary":…}`. Without the last line it was not done to the end. Closing the connection ends it.',
      headers: CORRELATION,
      content: { 'application/x-ndjson': { schema: asApiSchema({ type: 'object' }) } },
    }),
    problems(400, 401, 403, 415, 422, 503),
  );

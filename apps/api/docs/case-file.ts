import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { schemaOfFields, type Fields } from '#event-sourcing';
import { CORRELATION, problems } from './responses.ts';
import { asApiSchema } from './schema.ts';

export const CaseFileRoute = (fields: Fields): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'caseFile',
      summary:
        'Everything about a case in one archive, which anybody can verify without this program (ARC-1, ARC-3).',
    }),
    ApiBody({ schema: asApiSchema(schemaOfFields(fields)) }),
    ApiResponse({
      status: 200,
      description:
        'A BagIt bag as a zip archive: pages, events with their proofs, rules, evidence, verifier.',
      headers: CORRELATION,
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    }),
    problems(400, 401, 403, 404, 415, 422, 503),
  );

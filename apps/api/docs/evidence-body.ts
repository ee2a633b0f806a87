import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/** The form of an upload; multipart bodies have no class of their own. */
export const EvidenceBodyDoc = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary', description: 'Exactly one file.' },
          description: { type: 'string', maxLength: 2000, example: 'Photo of the lift door' },
          happenedAt: { type: 'string', format: 'date-time', example: '2026-09-30T16:55:00+08:00' },
        },
      },
    }),
  );

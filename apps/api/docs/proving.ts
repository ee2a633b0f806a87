import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { notModified, problems, taggedHeaders } from './responses.ts';

/** A text of the log, as the open formats have it. */
export const LogTextRoute = (operationId: string, summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary }),
    ApiResponse({
      status: 200,
      description: summary,
      headers: taggedHeaders(false),
      content: { 'text/plain': { schema: { type: 'string' } } },
    }),
    notModified,
    problems(400, 401, 403, 404, 503),
  );

export const TileRoute = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'tile',
      summary:
        'A part of the tree over the history, in the layout of tlog-tiles: hashes, nothing else (D15).',
    }),
    ApiParam({
      name: 'path',
      description:
        'Level or `entries`, and the number of the tile, such as `0/x001/x234/067` or `entries/000.p/12`.',
      schema: { type: 'string', example: '0/000.p/12' },
    }),
    ApiResponse({
      status: 200,
      description: 'Hashes of 32 bytes, one after the other; of entries, each with its length before it.',
      headers: taggedHeaders(false),
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }),
    problems(400, 401, 403, 404, 503),
  );

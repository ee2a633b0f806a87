import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Fields } from '#event-sourcing';
import { check } from '../fields/index.ts';
import type { Request } from '../http/server-types.ts';
import { malformed } from '../problems/index.ts';
import { POSITION } from './filters.ts';

/**
 * The position that the answer must include, from `minPosition` or `X-Min-Position` (D10).
 * With fields: for routes that take no other parameters, which are then refused.
 */
export const MinPosition = createParamDecorator(
  (parameters: Fields | undefined, context: ExecutionContext): string | undefined => {
    const { query, headers } = context.switchToHttp().getRequest<Request>();
    if (parameters !== undefined) check(parameters, query);
    const header = headers['x-min-position'];
    if (header === undefined) return (query as { readonly minPosition?: string }).minPosition;
    if (typeof header === 'string' && POSITION.test(header)) return header;
    throw malformed('X-Min-Position', 'must be a position that a command answered with');
  },
);

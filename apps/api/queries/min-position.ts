import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { check, type BodyClass } from '../fields/index.ts';
import type { Request } from '../http/server-types.ts';
import { malformed } from '../problems/index.ts';
import { POSITION } from './filters.dto.ts';

/**
 * The position that the answer must include, from `minPosition` or `X-Min-Position` (D10).
 * With a class: for routes that take no other parameters, which are then refused.
 */
export const MinPosition = createParamDecorator(
  (parameters: BodyClass | undefined, context: ExecutionContext): string | undefined => {
    const { query, headers } = context.switchToHttp().getRequest<Request>();
    if (parameters !== undefined) check(parameters, query);
    const header = headers['x-min-position'];
    if (header === undefined) return (query as { readonly minPosition?: string }).minPosition;
    if (typeof header === 'string' && POSITION.test(header)) return header;
    throw malformed('X-Min-Position', 'must be a position that a command answered with');
  },
);

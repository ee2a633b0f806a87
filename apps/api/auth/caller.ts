import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from '../http/server-types.ts';
import { unauthenticated } from '../problems/index.ts';
import type { Principal } from './principal.ts';

/** Whoever the guard let in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<Request>();
  if (principal === undefined) throw unauthenticated('Send a token.');
  return principal;
});

import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from '../http/server-types.ts';
import { notValidHere, Problem, unauthenticated } from '../problems/index.ts';
import { ACCESS } from './access.ts';
import { mayEnter, type Access, type Principal } from './principal.ts';
import { TokenCache } from './token-cache.ts';

/** Stands before every route: no declared access, no entry. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #tokens: TokenCache;
  readonly #reflector: Reflector;

  constructor(tokens: TokenCache, reflector: Reflector) {
    this.#tokens = tokens;
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const accepted = this.#reflector.getAllAndOverride<readonly Access[] | 'public' | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (accepted === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const principal = this.#tokens.verify(bearerToken(request.headers.authorization));
    return principal instanceof Promise
      ? principal.then((verified) => admit(verified, accepted ?? [], request))
      : admit(principal, accepted ?? [], request);
  }
}

function admit(principal: Principal | undefined, accepted: readonly Access[], request: Request): true {
  if (principal === undefined) throw notValidHere();
  if (!mayEnter(principal, accepted)) {
    throw new Problem(403, 'role-missing', `This needs one of these roles: ${accepted.join(', ')}.`);
  }
  request.principal = principal;
  return true;
}

export function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([\w.~+/-]{1,8000}=*)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Send a token: Authorization: Bearer …');
  return token;
}

import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from '../http/server-types.ts';
import { Problem, unauthenticated } from '../problems/index.ts';
import { ACCESS } from './access.ts';
import { mayEnter, type Access } from './principal.ts';

/** Stands before every route: no declared access, no entry. Who calls was found out at the door. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): true {
    const accepted = this.#reflector.getAllAndOverride<readonly Access[] | 'public' | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (accepted === 'public') return true;
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (principal === undefined) throw unauthenticated('Send a token: Authorization: Bearer …');
    if (mayEnter(principal, accepted ?? [])) return true;
    throw new Problem(403, 'role-missing', `This needs one of these roles: ${(accepted ?? []).join(', ')}.`);
  }
}

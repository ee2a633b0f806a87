export { Caller } from './caller.ts';
export { Allow, Public } from './access.ts';
export { assertEveryRouteDeclaresAccess } from './declared-access.ts';
export { AccessGuard } from './access.guard.ts';
export { bearerToken } from './bearer-token.ts';
export { KNOWN_ROLES, type Access, type Principal } from './principal.ts';
export { TokenCache } from './token-cache.ts';

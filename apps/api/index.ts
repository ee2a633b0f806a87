export { createApi } from './api.ts';
export { KNOWN_ROLES } from './auth/index.ts';
export { openApiDocument } from './docs/openapi.ts';
export type { ApiEngine, ApiLimits, ApiOptions } from './options.ts';
export { routesOf, type RouteOfCommand } from './commands/index.ts';

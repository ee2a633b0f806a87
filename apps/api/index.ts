export { createApi } from './api.ts';
export { knownRoles } from './auth/index.ts';
export { openApiDocument } from './docs/index.ts';
export type { ApiEngine, ApiLimits, ApiOptions } from './options.ts';
export { COMMAND_SUMMARIES, pathOfCommand, type RoutedCommand } from './commands/index.ts';

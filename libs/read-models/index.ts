export { openSqliteReadModels, type SqliteReadModelsOptions } from './sqlite/sqlite-read-models.ts';
export { systemTiming } from './system-timing.ts';

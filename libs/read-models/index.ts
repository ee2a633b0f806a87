export { openSqliteReadModels, type SqliteReadModelsOptions } from './sqlite/sqlite-read-models.ts';

export { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/sqlite-event-store.ts';

export { hostsOf as hostsOfEventStoreDb } from './eventstoredb/connection-string.ts';
export { openEventStoreDb, type EventStoreDbOptions } from './eventstoredb/eventstoredb-event-store.ts';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/sqlite-event-store.ts';

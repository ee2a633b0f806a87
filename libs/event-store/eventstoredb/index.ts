export { hostsOf as hostsOfEventStoreDb } from './connection-string.ts';
export { openEventStoreDb, type EventStoreDbOptions } from './eventstoredb-event-store.ts';

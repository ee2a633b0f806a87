export { hostsOf as hostsOfEventStoreDb } from './connection-string.ts';
export { prepareEventStoreDb, type RightsReport } from './prepare.ts';
export { openEventStoreDb, type EventStoreDbOptions } from './eventstoredb-event-store.ts';

import type { EventStore, ReadModelStore } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import { openSqliteReadModels } from '#read-models';
import { STREAM_PREFIXES } from './aggregates.ts';
import { assertNotMoved, assertNotPlayed, createDataFolder, dataFolder, type DataFolder } from '#platform';

/** Which engines stand behind the two ports. Absent: SQLite in the data folder. */
export interface StoreUrls {
  /** `esdb://user:password@host:2113?tls=true`, or `esdb+discover://…` for a cluster. */
  readonly eventStoreUrl?: string;
  /** Such as `staging_`: what all names of streams begin with on that server. */
  readonly eventStoreNamespace?: string;
  /** `mongodb://user:password@host1,host2,host3/redress?replicaSet=rs0`. */
  readonly readModelsUrl?: string;
  /** On a sharded cluster only: spreads every collection over the shards. */
  readonly shardReadModels?: boolean;
}

export interface Stores {
  readonly folder: DataFolder;
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  readonly close: () => Promise<void>;
}

/**
 * Opens what is in the data folder, and makes ready for what is on servers: those are asked with the first request.
 * Throws DataFolderUnusable, EventStoreUnavailable or ReadModelsUnavailable for what will not work later either.
 */
export async function openStores(
  directory: string,
  { eventStoreUrl, eventStoreNamespace = '', readModelsUrl, shardReadModels = false }: StoreUrls,
): Promise<Stores> {
  if (eventStoreUrl === undefined) await assertNotMoved(dataFolder(directory));
  if (eventStoreUrl !== undefined || readModelsUrl !== undefined) await assertNotPlayed(directory);
  const folder = await createDataFolder(directory, [
    ...(eventStoreUrl === undefined ? (['events'] as const) : []),
    ...(readModelsUrl === undefined ? (['readModels'] as const) : []),
  ]);
  const store = await openHistory(folder, eventStoreUrl, eventStoreNamespace);
  try {
    const readModels = await openReadModels(folder, readModelsUrl, shardReadModels);
    const close = async (): Promise<void> => {
      await Promise.all([store.close(), readModels.close()]);
    };
    return { folder, store, readModels, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

// The drivers of servers are large: only who has such a server loads one.

async function openHistory(
  { events }: DataFolder,
  connectionString: string | undefined,
  namespace: string,
): Promise<EventStore> {
  if (connectionString === undefined) return openSqliteEventStore({ file: events });
  const { openEventStoreDb } = await import('#event-store/eventstoredb');
  return openEventStoreDb({ connectionString, streamPrefixes: STREAM_PREFIXES, namespace });
}

async function openReadModels(
  folder: DataFolder,
  url: string | undefined,
  shardCollections: boolean,
): Promise<ReadModelStore> {
  if (url === undefined) return openSqliteReadModels({ file: folder.readModels });
  const { openMongoReadModels } = await import('#read-models/mongodb');
  return openMongoReadModels({ url, shardCollections });
}

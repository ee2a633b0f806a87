import type { EngineSettings } from '#engine';

/** What an engine or a process is told of its servers; nothing when it is to be embedded. */
export type Servers = Pick<EngineSettings, 'eventStoreUrl' | 'eventStoreNamespace' | 'readModelsUrl'>;

/** The environment of a process that uses these servers. */
export const environmentOf = ({
  eventStoreUrl,
  eventStoreNamespace,
  readModelsUrl,
}: Servers): Record<string, string> => ({
  ...(eventStoreUrl !== undefined && { EVENT_STORE: eventStoreUrl }),
  ...(eventStoreNamespace !== undefined && { REDRESS_EVENT_STORE_NAMESPACE: eventStoreNamespace }),
  ...(readModelsUrl !== undefined && { READ_MODELS: readModelsUrl }),
});

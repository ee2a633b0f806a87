import { randomUUID } from 'node:crypto';
import type { Servers } from '../../test/servers/environment.ts';
import { startServer } from '../server.ts';

export interface HistoryServer {
  /** For titles. */
  readonly name: string;
  readonly url: string;
  /** Whether it takes what the official client prefers, many appends in one call. */
  readonly knowsBatches: boolean;
  /** A place that nobody has written to. */
  fresh(): Servers;
  /** How often it was called so far, where it tells. */
  readonly calls?: () => Promise<number>;
  stop(): Promise<void>;
}

/** The protocol double, and the server of EVENTSTORE_URL where there is one: what is written there stays. */
export const SERVERS: readonly (() => Promise<HistoryServer>)[] = [
  startDouble,
  ...(process.env['EVENTSTORE_URL'] === undefined ? [] : [realServer(process.env['EVENTSTORE_URL'])]),
];

async function startDouble(): Promise<HistoryServer> {
  const server = await startServer({ file: 'bench/eventstoredb/double-server.ts' });
  return {
    name: 'protocol double',
    knowsBatches: false,
    url: server.url,
    fresh: () => inNamespace(server.url),
    calls: async () => {
      const calls = (await server.ask('calls')) as Readonly<Record<string, number>>;
      return Object.values(calls).reduce((sum, each) => sum + each, 0);
    },
    stop: () => server.stop(),
  };
}

function realServer(url: string): () => Promise<HistoryServer> {
  return () =>
    Promise.resolve({
      name: 'EVENTSTORE_URL',
      knowsBatches: true,
      url,
      fresh: () => inNamespace(url),
      stop: () => Promise.resolve(),
    });
}

const inNamespace = (eventStoreUrl: string): Servers => ({
  eventStoreUrl,
  eventStoreNamespace: `bench${randomUUID().replaceAll('-', '')}_`,
});

import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
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
  /** Others write so many events there. */
  fill(count: number): Promise<void>;
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
    fill: async (count) => {
      await server.ask(`fill ${String(count)}`);
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
      fill: (count) => fill(url, count),
      stop: () => Promise.resolve(),
    });
}

/** Most events that one append may hold. */
const TOGETHER = 1_000;

async function fill(url: string, count: number): Promise<void> {
  const client = EventStoreDBClient.connectionString(url);
  const stranger = `other-${randomUUID()}`;
  try {
    for (let written = 0; written < count; written += TOGETHER)
      await client.appendToStream(
        stranger,
        Array.from({ length: Math.min(TOGETHER, count - written) }, () =>
          jsonEvent({ type: 'Noted', data: { theirs: true } }),
        ),
      );
  } finally {
    await client.dispose();
  }
}

const inNamespace = (eventStoreUrl: string): Servers => ({
  eventStoreUrl,
  eventStoreNamespace: `bench${randomUUID().replaceAll('-', '')}_`,
});

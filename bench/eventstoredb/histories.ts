import path from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM, type JSONType } from '@eventstore/db-client';
import { openEngine, STREAM_PREFIXES } from '#engine';
import { openSqliteEventStore } from '#event-store';
import { openEventStoreDb } from '#event-store/eventstoredb';
import { importFile, loadMapping } from '#import';
import { migrateHistory } from '#migrate';
import { dataFolder, silentLogger } from '#platform';
import { compare, rateOf, type Outcome } from '../compare.ts';
import { complaintsFile, type ComplaintsFile } from '../history/complaints-file.ts';
import { readRawEvents, type RawEvent } from '../raw-events.ts';
import { withTempFolder } from '../temp-folder.ts';
import type { HistoryServer } from './servers.ts';

/** As many as the adapter keeps under way at one time. */
const IN_FLIGHT = 64;

/** Whole histories on their way to the server: the import of a file, and the move of an embedded history. */
export const benchHistories = (server: HistoryServer, quick: boolean): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const complaints = await complaintsFile(folder, quick ? 1_000 : 4_000);
    const embedded = path.join(folder, 'embedded');
    await importInto({ dataDirectory: embedded }, complaints);
    const events = readRawEvents(dataFolder(embedded).events);
    const rounds = quick ? 1 : 3;
    const imported = await compare({
      ...{ title: `import into EventStoreDB (${server.name})`, unit: 'rows/s', aim: 0.5, rounds },
      subject: { what: 'import', run: () => importRound(server, complaints) },
      baseline: {
        what: `the official client alone: the same events, one append a row, ${String(IN_FLIGHT)} under way`,
        run: () => bareRound(server, appendsOf(events), IN_FLIGHT),
      },
    });
    const migrated = await compare({
      ...{ title: `migrate to EventStoreDB (${server.name})`, unit: 'events/s', rounds },
      subject: { what: 'migrate', run: () => migrateRound(server, embedded, events.length) },
      baseline: {
        what: 'the official client alone: the same appends, one after the other',
        run: async () => ((await bareRound(server, appendsOf(events), 1)) * events.length) / complaints.rows,
      },
    });
    return { comparisons: [imported, migrated], figures: [] };
  });

const importRound = (server: HistoryServer, complaints: ComplaintsFile): Promise<number> =>
  withTempFolder((folder) => importInto({ dataDirectory: folder, ...server.fresh() }, complaints));

async function importInto(
  settings: Parameters<typeof openEngine>[0],
  { file, rows }: ComplaintsFile,
): Promise<number> {
  const engine = await openEngine({ ...settings, log: silentLogger });
  const mapping = loadMapping('cfpb');
  try {
    return await rateOf(rows, () => importFile(engine, { file, mapping, by: 'bench' }));
  } finally {
    await engine.close();
  }
}

async function migrateRound(server: HistoryServer, folder: string, events: number): Promise<number> {
  const { eventStoreNamespace: namespace = '' } = server.fresh();
  const source = openSqliteEventStore({ file: dataFolder(folder).events });
  const target = openEventStoreDb({
    connectionString: server.url,
    streamPrefixes: STREAM_PREFIXES,
    namespace,
  });
  try {
    return await rateOf(events, () => migrateHistory(source, target, {}));
  } finally {
    await target.close();
    await source.close();
  }
}

interface Append {
  readonly stream: string;
  readonly events: readonly RawEvent[];
}

/** Every row of an import is one append to a stream of its own. */
function appendsOf(events: readonly RawEvent[]): readonly Append[] {
  const streams = new Map<string, RawEvent[]>();
  for (const event of events) streams.set(event[0], [...(streams.get(event[0]) ?? []), event]);
  return [...streams].map(([stream, of]) => ({ stream, events: of }));
}

/** Appends per second of the client with nothing around it. */
async function bareRound(
  server: HistoryServer,
  appends: readonly Append[],
  inFlight: number,
): Promise<number> {
  const { eventStoreNamespace: namespace = '' } = server.fresh();
  const client = EventStoreDBClient.connectionString(server.url);
  if (!server.knowsBatches) Object.assign(client, { supports: () => Promise.resolve(false) });
  const waiting = appends.values();
  const write = async (): Promise<void> => {
    for (const { stream, events } of waiting)
      await client.appendToStream(`${namespace}${stream}`, events.map(bareEvent), {
        expectedRevision: NO_STREAM,
      });
  };
  try {
    return await rateOf(appends.length, () => Promise.all(Array.from({ length: inFlight }, write)));
  } finally {
    await client.dispose();
  }
}

const bareEvent = ([, , , type, data, metadata]: RawEvent) =>
  jsonEvent({ type, data: JSON.parse(data) as JSONType, metadata: Buffer.from(metadata) });

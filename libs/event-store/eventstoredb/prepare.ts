import type { StreamMetadata } from '@eventstore/db-client';
import { BEGINNING } from '#event-sourcing';
import { connect } from './connection.ts';
import { createIdentity, HISTORY_STREAM } from './identity.ts';
import { Reader } from './reading.ts';
import { giveRights, guarded, isAsWanted, metadataOf } from './rights.ts';

export interface PrepareOptions {
  /** Of an administrator of the server. */
  readonly connectionString: string;
  readonly streamPrefixes: readonly string[];
  readonly namespace: string;
  /** Who reads the log and writes the history: users, or groups of them. */
  readonly writers: readonly string[];
  /** Only look. */
  readonly check: boolean;
}

export interface RightsReport {
  /** Who may read the log of the server. */
  readonly log: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Streams of the history, and those of them that others may write, delete or give rights for. */
  readonly streams: number;
  readonly open: { readonly before: number; readonly after: number };
}

const LOG = '$all';
const PAGE = 4_000;

/**
 * Lets the product's own users read the log, and nobody but them write the history; only administrators delete its streams
 * or change these rights. Streams of others stay as they are. May be repeated. Throws EventStoreUnavailable.
 */
export async function prepareEventStoreDb(options: PrepareOptions): Promise<RightsReport> {
  const { connectionString, streamPrefixes, namespace, writers, check } = options;
  const connection = connect(connectionString, {});
  try {
    const reader = new Reader(
      connection,
      streamPrefixes.map((prefix) => `${namespace}${prefix}`),
    );
    const log = await shareLog();
    if (!check) await createIdentity({ connection, reader, namespace })();
    const streams = [`${namespace}${HISTORY_STREAM}`, ...(await streamsIn(reader))];
    const open = await openAmong(streams);
    if (!check)
      for (const [stream, metadata] of open) await giveRights(connection, stream, guarded(metadata, writers));
    return {
      log,
      streams: streams.length,
      open: { before: open.size, after: check ? open.size : (await openAmong(open.keys())).size },
    };
  } finally {
    await connection.close();
  }

  async function shareLog(): Promise<RightsReport['log']> {
    const metadata = await metadataOf(connection, LOG);
    const before = metadata.acl?.readRoles === undefined ? ['$admins'] : [metadata.acl.readRoles].flat();
    const missing = before.includes('$all') ? [] : writers.filter((each) => !before.includes(each));
    if (missing.length === 0 || check) return { before, after: before };
    const after = [...before, ...missing];
    await giveRights(connection, LOG, { ...metadata, acl: { ...metadata.acl, readRoles: after } });
    return { before, after };
  }

  /** Those whose rights are not as wanted, with what stands there. */
  async function openAmong(streams: Iterable<string>): Promise<ReadonlyMap<string, StreamMetadata>> {
    const found = new Map<string, StreamMetadata>();
    for (const stream of streams) {
      const metadata = await metadataOf(connection, stream);
      if (!isAsWanted(metadata.acl, writers)) found.set(stream, metadata);
    }
    return found;
  }
}

async function streamsIn(reader: Reader): Promise<readonly string[]> {
  const streams = new Set<string>();
  let after = BEGINNING;
  for (;;) {
    const page = await reader.log(after, PAGE);
    for (const { stream } of page) streams.add(stream);
    const last = page.at(-1);
    if (last === undefined) return [...streams];
    after = last.position;
  }
}

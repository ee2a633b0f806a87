import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { BEGINNING, type StreamName } from '#event-sourcing';
import { persistently, type Connection } from './connection.ts';
import { GRACE_MILLIS, within } from './within.ts';
import type { Reader } from './reading.ts';

/** Stored contract: behind the namespace, the name of the stream that a history is known by. It is no part of the history. */
export const HISTORY_STREAM = 'redress-history';

export interface IdentityOptions {
  readonly connection: Connection;
  readonly reader: Pick<Reader, 'log' | 'stream'>;
  readonly namespace: string;
}

/**
 * By what this history is told from every other one: the id of the first event of a stream of its own, which is found by
 * its name however much others have written. Written once, by whoever comes first; those who come at the same time read
 * what stands there. A history that began before there was such a stream gets one with the id of its own first event, by
 * which its read models know it already.
 */
export function createIdentity({ connection, reader, namespace }: IdentityOptions): () => Promise<string> {
  const stream = `${namespace}${HISTORY_STREAM}` as StreamName;
  const standing = async (): Promise<string | undefined> =>
    (await reader.stream(stream, { limit: 1 }))[0]?.id;
  return async () => {
    const found = await standing();
    if (found !== undefined) return found;
    const [first] = await reader.log(BEGINNING, 1);
    const id = first?.id ?? randomUUID();
    await beFirst(connection, stream, id);
    return (await standing()) ?? id;
  };
}

/** Somebody else may have been faster, which is as good. */
async function beFirst(connection: Connection, stream: string, id: string): Promise<void> {
  const { client, deadlineMillis, timing } = connection;
  const began = jsonEvent({ id, type: 'HistoryBegan', data: {} });
  const options = { expectedRevision: NO_STREAM, requiresLeader: true, deadline: deadlineMillis } as const;
  await persistently(connection, () =>
    within(
      { timing, millis: deadlineMillis + GRACE_MILLIS },
      client.appendToStream(stream, began, options).catch((error: unknown) => {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
      }),
    ),
  );
}

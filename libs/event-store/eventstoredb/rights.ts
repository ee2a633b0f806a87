import {
  AccessDeniedError,
  NO_STREAM,
  WrongExpectedVersionError,
  type StreamACL,
  type StreamMetadata,
} from '@eventstore/db-client';
import { EventStoreUnavailable } from '#event-sourcing';
import { persistently, type Connection } from './connection.ts';
import { GRACE_MILLIS, within } from './within.ts';
import { HISTORY_STREAM } from './identity.ts';

/** Whether others may write to, or delete, what this history consists of. */
export type Guarding = 'guarded' | 'open' | 'unknown';

const EVERYBODY = '$all';
const ADMINISTRATORS = '$admins';
const LOOKED_MILLIS = 60_000;

/**
 * Who may write the streams of a history. An administrator lays it down once, in the metadata of the stream that the
 * history is known by (`redress event-store prepare`); each new stream gets the same before its first event. A server
 * knows no rights by the beginning of a name, and its defaults are those of all applications.
 */
export class Rights {
  readonly #connection: Connection;
  readonly #stream: string;
  #known: { readonly at: number; readonly writers: Promise<readonly string[] | undefined> } | undefined;

  constructor(connection: Connection, namespace: string) {
    this.#connection = connection;
    this.#stream = `${namespace}${HISTORY_STREAM}`;
  }

  /** Those who may write, as laid down; undefined: everybody may. Looked at once a minute. */
  writers(): Promise<readonly string[] | undefined> {
    const { timing } = this.#connection;
    if (this.#known !== undefined && timing.now() - this.#known.at < LOOKED_MILLIS)
      return this.#known.writers;
    const writers = metadataOf(this.#connection, this.#stream).then(({ acl }) => writersIn(acl));
    this.#known = { at: timing.now(), writers };
    writers.catch(() => {
      this.#known = undefined;
    });
    return writers;
  }

  async guarding(): Promise<Guarding> {
    try {
      return (await this.writers()) === undefined ? 'open' : 'guarded';
    } catch (error) {
      if (error instanceof EventStoreUnavailable && error.cause instanceof AccessDeniedError)
        return 'unknown';
      throw error;
    }
  }

  /** Before the first event of a stream. */
  async protect(stream: string): Promise<void> {
    const writers = await this.writers();
    if (writers === undefined) return;
    try {
      await giveRights(this.#connection, stream, { acl: aclFor(writers) }, NO_STREAM);
    } catch (error) {
      if (!isTaken(error)) throw error;
      // Somebody was faster: another process, or whoever may write there as long as nobody has rights.
      const metadata = await metadataOf(this.#connection, stream);
      if (!isAsWanted(metadata.acl, writers))
        await giveRights(this.#connection, stream, guarded(metadata, writers));
    }
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof WrongExpectedVersionError ||
  (error instanceof EventStoreUnavailable && error.cause instanceof AccessDeniedError);

/** Whatever else stands in the metadata stays. */
export const guarded = (metadata: StreamMetadata, writers: readonly string[]): StreamMetadata => ({
  ...metadata,
  acl: { ...metadata.acl, ...aclFor(writers) },
});

const aclFor = (writers: readonly string[]): StreamACL => ({
  writeRoles: [...writers],
  deleteRoles: [ADMINISTRATORS],
  metaWriteRoles: [ADMINISTRATORS],
});

export const isAsWanted = (acl: StreamACL | undefined, writers: readonly string[]): boolean =>
  isSame(acl?.writeRoles, writers) &&
  isSame(acl?.deleteRoles, [ADMINISTRATORS]) &&
  isSame(acl?.metaWriteRoles, [ADMINISTRATORS]);

const isSame = (given: readonly string[] | string | undefined, wanted: readonly string[]): boolean =>
  given !== undefined && [given].flat().toSorted().join() === wanted.toSorted().join();

function writersIn(acl: StreamACL | undefined): readonly string[] | undefined {
  const writers = acl?.writeRoles === undefined ? [] : [acl.writeRoles].flat();
  return writers.length === 0 || writers.includes(EVERYBODY) ? undefined : writers;
}

export const metadataOf = (connection: Connection, stream: string): Promise<StreamMetadata> =>
  asked(connection, async () => (await connection.client.getStreamMetadata(stream)).metadata ?? {});

export const giveRights = async (
  connection: Connection,
  stream: string,
  metadata: StreamMetadata,
  expectedRevision: 'any' | typeof NO_STREAM = 'any',
): Promise<void> => {
  await asked(connection, () => connection.client.setStreamMetadata(stream, metadata, { expectedRevision }));
};

const asked = <Result>(connection: Connection, request: () => Promise<Result>): Promise<Result> => {
  const { timing, deadlineMillis } = connection;
  return persistently(connection, () => within({ timing, millis: deadlineMillis + GRACE_MILLIS }, request()));
};

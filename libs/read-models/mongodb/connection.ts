import { OVER, ReadModelsUnavailable, type Timing } from '#event-sourcing';
import { MongoClient, type Db, type MongoClientOptions } from 'mongodb';
import { systemTiming } from '#timing';
import { closed, inWords, tooSlow, unreachable } from './errors.ts';

/**
 * Some work takes as long as there are documents: building indexes, counting, dropping, writing batches. It is bounded by
 * the driver's limits alone. Everything else is an answer.
 */
export type Patience = 'answer' | 'long work';

export interface Connection {
  readonly database: Db;
  /** Connects when that is still to be done, then works. What fails is put in an operator's words. */
  readonly ask: <Result>(work: () => Promise<Result>, patience?: Patience) => Promise<Result>;
  /** Also when it never connected, and more than once. */
  readonly close: () => Promise<void>;
}

/** Used where the connection string says nothing. Times in ms. */
const DEFAULTS = {
  appName: 'redress',
  connectTimeoutMS: 5_000,
  maxPoolSize: 20,
  readConcernLevel: 'majority',
  /** Longer than an election in a replica set, so that a fail-over is a pause and no error. */
  serverSelectionTimeoutMS: 15_000,
  /** A connection that has gone silent is given up; longer than building an index takes. */
  socketTimeoutMS: 60_000,
  waitQueueTimeoutMS: 15_000,
} as const satisfies MongoClientOptions & { readConcernLevel: string };

/** Longer than each of the driver's own limits for finding a server and a free connection. */
const ANSWER_MILLIS = 20_000;

/** How long a write may wait for the majority. */
const CONFIRM_MILLIS = 15_000;

/** Checks the connection string, and does nothing else. Throws ReadModelsUnavailable for one that cannot be used. */
export function connectionTo(
  url: string,
  databaseName: string | undefined,
  timing: Timing = systemTiming,
): Connection {
  const client = clientFor(url);
  const database = databaseOf(client, databaseName ?? databaseIn(url) ?? 'redress');
  // Servers and database; never credentials.
  const place = `MongoDB at ${serversOf(client)}/${database.databaseName}`;
  let state: 'new' | 'connected' | 'closed' = 'new';
  const isClosed = (): boolean => state === 'closed';
  /**
   * The driver connects by itself with the first request, but when that fails it answers every later one that it is
   * closed. After `connect` it comes back by itself. Requests at the same time share one attempt.
   */
  const connect = async (): Promise<void> => {
    if (isClosed()) throw closed(place);
    await client.connect().catch((error: unknown) => {
      throw isClosed() ? closed(place) : unreachable(place, error);
    });
    if (isClosed()) {
      await client.close();
      throw closed(place);
    }
    state = 'connected';
  };
  return {
    database,
    ask: (work, patience = 'answer') => {
      const answer = inWords(place, async () => {
        if (state !== 'connected') await connect();
        return work();
      });
      return patience === 'answer' ? inTime(place, answer, timing) : answer;
    },
    close() {
      state = 'closed';
      return client.close();
    },
  };
}

/** On a connection that swallows everything the driver itself waits for as long as the longest work may take. */
async function inTime<Result>(place: string, answer: Promise<Result>, timing: Timing): Promise<Result> {
  const answered = new AbortController();
  const silence = timing.sleep(ANSWER_MILLIS, answered.signal).then((): typeof SILENCE => SILENCE);
  try {
    const first = await Promise.race([answer, silence]);
    if (first === SILENCE) throw tooSlow(place);
    return first;
  } finally {
    answered.abort(OVER);
  }
}

const SILENCE = Symbol('nothing came');

const serversOf = ({ options: { hosts, srvHost } }: MongoClient): string =>
  srvHost ?? hosts.map(String).join(',');

function databaseOf(client: MongoClient, name: string): Db {
  const { w = 'majority', wtimeoutMS = CONFIRM_MILLIS } = client.writeConcern ?? {};
  if (w !== 'majority')
    throw invalid(`: read models need w=majority, not w=${String(w)}; take it out of the connection string`);
  try {
    return client.db(name, { writeConcern: { w: 'majority', wtimeoutMS } });
  } catch {
    throw invalid(': the name of the database may not contain any of . $ / \\ or a blank');
  }
}

function clientFor(url: string): MongoClient {
  if (!READABLE.test(url)) throw invalid('; user name and password must be percent-encoded');
  const said = new Set([...parametersOf(url).keys()].map((key) => key.toLowerCase()));
  const unsaid = Object.entries(DEFAULTS).filter(([key]) => !said.has(key.toLowerCase()));
  try {
    return new MongoClient(url, Object.fromEntries(unsaid));
  } catch (error) {
    throw invalid(reason(error));
  }
}

/** An `@` anywhere else would make hosts, which messages show, of parts of a password. */
const READABLE = /^[\w+]+:\/\/([^@/?]*@)?[^@]*$/s;

/** Without the cause: the driver's words may quote the connection string, and with it the password. */
const invalid = (why: string): ReadModelsUnavailable =>
  new ReadModelsUnavailable(`Read models in MongoDB: the connection string is not valid${why}`);

const parametersOf = (url: string): URLSearchParams => new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '');

const databaseIn = (url: string): string | undefined => {
  const name = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
};

const HARMLESS = /^(options? [\w, ]+ (is|are) not supported|Invalid scheme|URI option "\w+")/;

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return HARMLESS.test(message)
    ? `: ${message}`
    : '; it looks like mongodb://user:password@host:27017/database';
}

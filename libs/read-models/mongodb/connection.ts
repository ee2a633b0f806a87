import { ReadModelsUnavailable } from '#event-sourcing';
import { MongoClient, type Db, type MongoClientOptions } from 'mongodb';
import { inWords } from './errors.ts';

export interface Connection {
  readonly client: MongoClient;
  readonly database: Db;
  /** Servers and database, for messages; never credentials. */
  readonly place: string;
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

/** How long a write may wait for the majority. */
const CONFIRM_MILLIS = 15_000;

export async function connect(url: string, databaseName: string | undefined): Promise<Connection> {
  const client = clientFor(url);
  const { hosts, srvHost } = client.options;
  const { w = 'majority', wtimeoutMS = CONFIRM_MILLIS } = client.writeConcern ?? {};
  if (w !== 'majority') {
    throw new RangeError(
      `read models need w=majority, not w=${String(w)}: take it out of the connection string`,
    );
  }
  const database = client.db(databaseName ?? databaseIn(url) ?? 'redress', {
    writeConcern: { w: 'majority', wtimeoutMS },
  });
  const servers = srvHost ?? hosts.map(String).join(',');
  const place = `MongoDB at ${servers}/${database.databaseName}`;
  try {
    await inWords(place, () => client.connect());
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, database, place };
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

import { ReadModelsUnavailable } from '#event-sourcing';
import {
  MongoAPIError,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoCompatibilityError,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

const DUPLICATE_KEY = 11_000;

/** Places of the writes that were refused as duplicates; undefined when anything else went wrong too. */
export function duplicatesOf(error: unknown): readonly number[] | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) return undefined;
  if (error.result.getWriteConcernError() !== undefined) return undefined;
  return errors.map(({ index }) => index);
}

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** What a query meets when the collection goes while it is being read: cursor lost, plan killed, collection missing. */
export const isCollectionGone = (error: unknown): boolean =>
  error instanceof MongoServerError && [26, 43, 175].includes(Number(error.code));

const FULL = 'the disk of the server is full: free some space; projections then continue by themselves';
const MOVING =
  'the replica set is choosing a primary, or a member is going down: projections continue by themselves';
const RIGHTS =
  'the server refuses the user: check user name and password in the connection string, and that the user has the role readWrite on this database';
const SLOW = 'the server did not answer in time: look for its load, and for slow queries in its log';
const CROWDED =
  'no connection became free in time: the server answers too slowly, or maxPoolSize in the connection string is too small';
const UNCONFIRMED =
  'a write was not confirmed by the majority of the replica set in time: check that most of its members run';

/** Codes of server errors that an operator can mend. */
const SENTENCES: Readonly<Record<number, string>> = {
  13: RIGHTS,
  18: RIGHTS,
  50: SLOW,
  59: 'the server does not know a command: sharding of collections needs a sharded cluster, reached through mongos',
  64: UNCONFIRMED,
  79: UNCONFIRMED,
  89: 'the network between the members of the cluster is slow or broken: check it',
  91: MOVING,
  100: UNCONFIRMED,
  189: MOVING,
  10107: MOVING,
  11600: MOVING,
  11602: MOVING,
  13435: MOVING,
  13436: MOVING,
  14031: FULL,
};

const unavailable = (place: string, sentence: string, cause?: unknown): ReadModelsUnavailable =>
  new ReadModelsUnavailable(`Read models in ${place}: ${sentence}`, cause === undefined ? {} : { cause });

const CLOSED = 'the store was closed; restart the service';

export const closed = (place: string): ReadModelsUnavailable => unavailable(place, CLOSED);

export const tooSlow = (place: string): ReadModelsUnavailable => unavailable(place, SLOW);

/** Of a connection that could not be made. Files and names that could not be found are named; credentials never. */
export function unreachable(place: string, error: unknown): ReadModelsUnavailable {
  if (error instanceof MongoError) return unavailable(place, sentenceFor(error) ?? UNKNOWN, error);
  const why = error instanceof Error ? error.message : String(error);
  return unavailable(place, `the connection cannot be made: ${why}; check the connection string`, error);
}

const UNKNOWN = 'the connection failed; see the cause in the log';

/** Errors of the driver become {@link ReadModelsUnavailable} in an operator's words; all others stay what they are. */
export async function inWords<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const sentence = error instanceof MongoError ? sentenceFor(error) : undefined;
    if (sentence === undefined) throw error;
    throw unavailable(place, sentence, error);
  }
}

const CLOSINGS = [MongoNotConnectedError, MongoClientClosedError, MongoTopologyClosedError] as const;

function sentenceFor(thrown: MongoError): string | undefined {
  const error = unwrapped(thrown);
  if (error instanceof MongoServerError) return SENTENCES[codeOf(error)];
  if (error instanceof MongoNetworkTimeoutError) return SLOW;
  if (error.name === 'MongoWaitQueueTimeoutError') return CROWDED;
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError)
    return 'the server cannot be reached: check that it runs, its address, and the network in between; projections then continue by themselves';
  if (CLOSINGS.some((each) => error instanceof each)) return CLOSED;
  if (error instanceof MongoCompatibilityError) return 'the server is too old: use MongoDB 4.4 or later';
  return error instanceof MongoAPIError ? undefined : UNKNOWN;
}

/** A bulk write wraps whatever else goes wrong, a broken connection too, as an error of the server. */
const unwrapped = (error: MongoError): MongoError =>
  error instanceof MongoBulkWriteError && (error.errorResponse as unknown) instanceof MongoError
    ? (error.errorResponse as unknown as MongoError)
    : error;

/** A bulk write reports what became of the confirmation beside the code of its first error. */
function codeOf(error: MongoServerError): number {
  if (error instanceof MongoBulkWriteError && error.result.getWriteConcernError() !== undefined) return 64;
  return Number(error.code);
}

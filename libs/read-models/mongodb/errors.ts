import { ReadModelsUnavailable } from '#event-sourcing';
import {
  MongoAPIError,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoCompatibilityError,
  MongoError,
  MongoErrorLabel,
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

const UNCONNECTED =
  'a member of the cluster, or the primary of a shard, cannot be reached: check that all run, and the network between them; projections then continue by themselves';
const BUSY =
  'the server could not do it just now, and will later: projections continue by themselves; should it last, look into its log';

/** Codes of server errors that an operator can mend, or that pass by themselves: those that the driver tries again, too. */
const SENTENCES: Readonly<Record<number, string>> = {
  6: UNCONNECTED,
  7: UNCONNECTED,
  13: RIGHTS,
  18: RIGHTS,
  24: BUSY,
  43: BUSY,
  46: BUSY,
  50: SLOW,
  59: 'the server does not know a command: sharding of collections needs a sharded cluster, reached through mongos',
  63: BUSY,
  64: UNCONFIRMED,
  79: UNCONFIRMED,
  89: 'the network between the members of the cluster is slow or broken: check it',
  91: MOVING,
  100: UNCONFIRMED,
  112: BUSY,
  117: BUSY,
  133: UNCONNECTED,
  134: MOVING,
  150: BUSY,
  175: BUSY,
  189: MOVING,
  202: SLOW,
  211: BUSY,
  234: BUSY,
  237: BUSY,
  262: SLOW,
  317: UNCONNECTED,
  365: BUSY,
  384: UNCONNECTED,
  391: BUSY,
  462: BUSY,
  9001: UNCONNECTED,
  10058: MOVING,
  10107: MOVING,
  11600: MOVING,
  11601: BUSY,
  11602: MOVING,
  12586: BUSY,
  12587: BUSY,
  13388: BUSY,
  13435: MOVING,
  13436: MOVING,
  14031: FULL,
};

/** With one of these the server, or the driver, says of an error of any code that it passes. */
const PASSING = [
  MongoErrorLabel.RetryableWriteError,
  MongoErrorLabel.TransientTransactionError,
  MongoErrorLabel.UnknownTransactionCommitResult,
  MongoErrorLabel.ResumableChangeStreamError,
  MongoErrorLabel.PoolRequestedRetry,
  MongoErrorLabel.RetryableError,
  MongoErrorLabel.SystemOverloadedError,
] as const;

/**
 * What may leave this adapter of an error of the driver. The rest may hold whole documents, and with them personal data:
 * a bulk write that failed carries everything that was to be written.
 */
class DriverError extends Error {
  readonly code: number | string | undefined;

  constructor({ name, message, stack, cause, ...rest }: Error & { readonly code?: unknown }) {
    super(message, cause instanceof Error ? { cause: new DriverError(cause) } : {});
    this.name = name;
    this.code = typeof rest.code === 'number' || typeof rest.code === 'string' ? rest.code : undefined;
    if (stack !== undefined) this.stack = stack;
  }
}

function unavailable(place: string, sentence: string, cause?: unknown): ReadModelsUnavailable {
  const bare = cause instanceof Error ? { cause: new DriverError(cause) } : {};
  return new ReadModelsUnavailable(`Read models in ${place}: ${sentence}`, bare);
}

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

/**
 * Errors of the driver become {@link ReadModelsUnavailable} in an operator's words; those that only a programmer can mend
 * keep their own, and all others stay what they are.
 */
export async function inWords<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isOfSocket(error)) throw unavailable(place, UNREACHABLE, error);
    if (!(error instanceof MongoError)) throw error;
    const sentence = sentenceFor(error);
    throw sentence === undefined ? new DriverError(error) : unavailable(place, sentence, error);
  }
}

const UNREACHABLE =
  'the server cannot be reached: check that it runs, its address, and the network in between; projections then continue by themselves';

/** A connection that breaks while the driver writes to it: it lets the error of the socket through as it is. */
const isOfSocket = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  /^(E[A-Z]+|ERR_(STREAM|SOCKET)_\w+)$/.test(String(error.code)) &&
  !(error instanceof MongoError);

const CLOSINGS = [MongoNotConnectedError, MongoClientClosedError, MongoTopologyClosedError] as const;

function sentenceFor(thrown: MongoError): string | undefined {
  const error = unwrapped(thrown);
  if (error instanceof MongoServerError) return SENTENCES[codeOf(error)] ?? passing(error);
  if (error instanceof MongoNetworkTimeoutError) return SLOW;
  if (error.name === 'MongoWaitQueueTimeoutError') return CROWDED;
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) return UNREACHABLE;
  if (CLOSINGS.some((each) => error instanceof each)) return CLOSED;
  if (error instanceof MongoCompatibilityError) return 'the server is too old: use MongoDB 4.4 or later';
  return error instanceof MongoAPIError ? undefined : UNKNOWN;
}

const passing = (error: MongoError): string | undefined =>
  PASSING.some((label) => error.hasErrorLabel(label)) ? BUSY : undefined;

/** A bulk write wraps whatever else goes wrong, a broken connection too, as an error of the server. */
const unwrapped = (error: MongoError): MongoError =>
  error instanceof MongoBulkWriteError && (error.errorResponse as unknown) instanceof MongoError
    ? (error.errorResponse as unknown as MongoError)
    : error;

/**
 * A bulk write reports what became of the confirmation beside the code of its first error. That one may be a duplicate,
 * which hurts nobody, with the trouble after it.
 */
function codeOf(error: MongoServerError): number {
  if (!(error instanceof MongoBulkWriteError)) return Number(error.code);
  if (error.result.getWriteConcernError() !== undefined) return 64;
  const trouble = [error.writeErrors].flat().find(({ code }) => code !== DUPLICATE_KEY);
  return Number(trouble?.code ?? error.code);
}

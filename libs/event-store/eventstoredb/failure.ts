import {
  AccessDeniedError,
  DeadlineExceededError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
} from '@eventstore/db-client';
import { EventStoreUnavailable } from '#event-sourcing';

/** The server said nothing for so long that nothing more is expected. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(millis: number) {
    super(`no answer within ${millis} ms`);
  }
}

/** Refusals that the same request would meet again. */
const LASTING = new Set([
  'access-denied',
  'invalid-argument',
  'maximum-append-size-exceeded',
  'missing-required-metadata-property',
  'stream-deleted',
  'wrong-expected-version',
]);

/** What the client throws without a type of its own: no node found, or the connection replaced under a request. */
const UNTYPED = /^Failed to discover|^Channel has been shut down/;

/** Whether the server, or the way to it, failed in a manner that may pass; anything else is an answer or a bug. */
export function mayPass(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  if (!(error instanceof Error)) return false;
  if (isCommandError(error)) return !LASTING.has(error.type) && !isExhausted(error);
  return 'code' in error || UNTYPED.test(error.message);
}

const RESOURCE_EXHAUSTED = 8;

/** The protocol's word for a message that is larger than one of the two takes. */
export const isExhausted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === RESOURCE_EXHAUSTED;

/** Whether nothing came at all, as opposed to an answer that says no. */
export const isSilence = (error: unknown): boolean =>
  error instanceof NoAnswer || error instanceof DeadlineExceededError;

/** Failures of the server as a sentence for the operator; anything else is a bug and stays as it is. */
export function asUnavailable(where: string, error: unknown): unknown {
  const remedy = remedyFor(error);
  if (remedy === undefined || !(error instanceof Error)) return error;
  return new EventStoreUnavailable(`EventStoreDB at ${where} ${remedy} (${error.message}).`, {
    cause: error,
  });
}

function remedyFor(error: unknown): string | undefined {
  if (error instanceof AccessDeniedError) {
    return 'refuses this user: check the user name and password in the connection string and the access rights of the streams, which an administrator gives by redress event-store prepare';
  }
  if (error instanceof StreamDeletedError) {
    return 'has a tombstone in place of this stream, which can never be written or read again: restore a backup to get it back';
  }
  if (error instanceof MaxAppendSizeExceededError) {
    return `takes at most ${String(error.maxAppendSize)} bytes in one append: raise its MaxAppendSize`;
  }
  if (isExhausted(error))
    return 'takes or sends no message of that size: raise its limits, or send less at once';
  if (error instanceof NotLeaderError)
    return 'has no leader that can be reached: check the nodes of the cluster';
  if (!mayPass(error)) return undefined;
  if (
    error instanceof NoAnswer ||
    (error instanceof Error && isCommandError(error) && SLOW.has(error.type))
  ) {
    return 'does not answer in time: check its load, its disks and the network';
  }
  return 'cannot be reached: check that it runs, and the host, port and TLS settings of the connection string';
}

const SLOW = new Set(['deadline-exceeded', 'timeout']);

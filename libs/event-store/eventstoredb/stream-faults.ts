import { AccessDeniedError, MaxAppendSizeExceededError, StreamDeletedError } from '@eventstore/db-client';
import { AppendTooLarge, EventStoreUnavailable, StreamFault, type StreamName } from '#event-sourcing';
import { isExhausted } from './failure.ts';

/**
 * A fault of one stream, in place of what looks like an outage. Whoever may not read or write one stream may be refused
 * everything: only when the server answers otherwise is it this stream's.
 */
export async function asStreamFault(
  stream: StreamName,
  error: unknown,
  serverAnswers: () => Promise<unknown>,
): Promise<unknown> {
  if (!(error instanceof EventStoreUnavailable)) return error;
  const { cause, message } = error;
  if (cause instanceof StreamDeletedError)
    return new StreamFault({ stream, finding: 'deleted' }, message, { cause });
  if (cause instanceof MaxAppendSizeExceededError || isExhausted(cause))
    return new AppendTooLarge(message, { cause });
  if (cause instanceof AccessDeniedError && (await succeeds(serverAnswers)))
    return new StreamFault({ stream, finding: 'access-denied' }, message, { cause });
  return error;
}

const succeeds = (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  );

import { OVER } from '#event-sourcing';
import { convertToCommandError } from '@eventstore/db-client';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Connection } from './connection.ts';
import { NoAnswer } from './failure.ts';

/**
 * Takes every answer to a read. Reads have no deadline: a server that stops in the middle would hold the caller for ever,
 * so silence for as long as a request may take ends it. Throws what the client calls errors, or {@link NoAnswer}.
 */
export async function eachAnswer(
  connection: Connection,
  request: ReadReq,
  from: { readonly requiresLeader: boolean },
  take: (answer: ReadResp) => void,
): Promise<void> {
  const { deadlineMillis } = connection;
  const opening = connection.open(request, from);
  const silence = listen(connection, () => {
    void opening.then(
      (call) => {
        call.destroy(new NoAnswer(deadlineMillis));
        call.cancel();
      },
      () => undefined,
    );
  });
  try {
    const call = await opening;
    // An error that comes after the last look would otherwise end the process.
    call.on('error', () => undefined);
    for await (const answer of call) {
      silence.heard();
      take(answer);
    }
  } catch (error) {
    throw error instanceof Error ? convertToCommandError(error) : error;
  } finally {
    silence.stop();
  }
}

/** Calls back when nothing was heard for as long as a request may take, unless stopped before. */
function listen(
  { timing, deadlineMillis }: Connection,
  onSilence: () => void,
): { heard(): void; stop(): void } {
  const over = new AbortController();
  let last = timing.now();
  const wait = async (): Promise<void> => {
    for (let left = deadlineMillis; left > 0; left = last + deadlineMillis - timing.now()) {
      await timing.sleep(left, over.signal);
      if (over.signal.aborted) return;
    }
    onSilence();
  };
  void wait();
  return {
    heard: () => {
      last = timing.now();
    },
    stop: () => {
      over.abort(OVER);
    },
  };
}

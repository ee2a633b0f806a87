import type { Writable } from 'node:stream';
import { convertToCommandError, type Position as LogPosition } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type AppendReq, type AppendResp } from '@eventstore/db-client/generated/streams_pb.js';

/**
 * The protocol's append, in its own words: the client's own method takes data only as a value that it writes once more, and
 * carries every byte through two texts on the way.
 */

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Proposal {
  readonly stream: string;
  /** Absent: the stream does not exist. */
  readonly after?: bigint | undefined;
  readonly events: readonly ProposedEvent[];
}

/** What the server said to an append that it understood. */
export type AppendAnswer =
  | { readonly written: true; readonly revision: bigint; readonly position: LogPosition | undefined }
  /** The stream ends elsewhere; absent: it does not exist. */
  | { readonly written: false; readonly end?: bigint };

/** First where, then each event. */
export function appendRequests({ stream, after, events }: Proposal): readonly AppendReq[] {
  const options = new streams.AppendReq.Options().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')),
  );
  if (after === undefined) options.setNoStream(new shared.Empty());
  else options.setRevision(after.toString());
  return [new streams.AppendReq().setOptions(options), ...events.map(proposed)];
}

// Content type JSON, so that the server's own tools show the events.
function proposed({ id, type, data, metadata }: ProposedEvent): AppendReq {
  const message = new streams.AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(metadata);
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return new streams.AppendReq().setProposedMessage(message);
}

export function answerOf(response: AppendResp): AppendAnswer {
  const success = response.getSuccess();
  if (success !== undefined) {
    const position = success.getPosition();
    return {
      written: true,
      revision: BigInt(success.getCurrentRevision()),
      position: position && {
        commit: BigInt(position.getCommitPosition()),
        prepare: BigInt(position.getPreparePosition()),
      },
    };
  }
  const wrong = response.getWrongExpectedVersion();
  return wrong?.hasCurrentRevision() === true
    ? { written: false, end: BigInt(wrong.getCurrentRevision()) }
    : { written: false };
}

export type AppendCall = Pick<Writable, 'on' | 'write' | 'end'>;

/** Sends an append whole, and waits for its one answer. Rejects with what the client calls errors. */
export const sent = (
  requests: readonly AppendReq[],
  begin: (answered: (error: Error | null, answer: AppendResp) => void) => AppendCall,
): Promise<AppendResp> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(convertToCommandError(error));
    };
    const call = begin((error, answer) => {
      if (error === null) resolve(answer);
      else fail(error);
    });
    call.on('error', fail);
    for (const request of requests) call.write(request);
    call.end();
  });

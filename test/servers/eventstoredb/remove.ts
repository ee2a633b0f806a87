import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import streams, {
  type DeleteReq,
  type DeleteResp,
  type TombstoneReq,
  type TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { nameOf } from './messages.ts';
import { refusalOf } from './rights.ts';
import type { Double } from './state.ts';

/** `Streams.Delete` and `Streams.Tombstone`, whatever revision is expected: no test asks for more. */
export const remove =
  (double: Double, state: 'soft-deleted' | 'tombstoned') =>
  (
    call: ServerUnaryCall<DeleteReq | TombstoneReq, DeleteResp | TombstoneResp>,
    answer: sendUnaryData<DeleteResp | TombstoneResp>,
  ): void => {
    const stream = nameOf(call.request.getOptions()?.getStreamIdentifier());
    const refusal = refusalOf(double, call.metadata, stream, 'delete');
    if (refusal !== undefined) {
      answer(refusal);
      return;
    }
    double.log.delete(stream, state);
    const last = (double.log.events.at(-1)?.position ?? 0n).toString();
    if (state === 'tombstoned') {
      const position = new streams.TombstoneResp.Position().setCommitPosition(last).setPreparePosition(last);
      answer(null, new streams.TombstoneResp().setPosition(position));
    } else {
      const position = new streams.DeleteResp.Position().setCommitPosition(last).setPreparePosition(last);
      answer(null, new streams.DeleteResp().setPosition(position));
    }
  };

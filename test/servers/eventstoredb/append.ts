import {
  status,
  type Metadata,
  type sendUnaryData,
  type ServerReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  accessDenied,
  denial,
  notReplicated,
  serviceError,
  streamDeleted,
  type AppendFault,
} from './faults.ts';
import type { Expected, NewEvent, WriteResult } from './log.ts';
import { nameOf } from './messages.ts';
import { refusalOf } from './rights.ts';
import type { Double } from './state.ts';

type Call = ServerReadableStream<AppendReq, AppendResp>;
type Answer = sendUnaryData<AppendResp>;

interface Proposal {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

/** Also the default of the real server. */
const MOST_BYTES = 1024 * 1024;

/** `Streams.Append`: options first, then one message for each event, one answer. */
export const append =
  (double: Double) =>
  (call: Call, answer: Answer): void => {
    double.calls.append += 1;
    double.patience.push(Number(call.getDeadline()) - Date.now());
    const requests: AppendReq[] = [];
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('error', () => undefined);
    call.on('end', () => {
      setImmediate(() => {
        // A connection that broke in the middle of the request ends it too: nothing of it counts.
        if (call.cancelled) return;
        const refusal = denial(double, call.metadata);
        if (refusal !== undefined) answer(refusal);
        else serve(double, call.metadata, proposalOf(requests), answer);
      });
    });
  };

function serve(double: Double, request: Metadata, proposal: Proposal, answer: Answer): void {
  const refusal = double.faults.deniedStreams.has(proposal.stream)
    ? accessDenied()
    : (refusalOf(double, request, proposal.stream, 'write') ?? tooLarge(proposal));
  if (refusal !== undefined) answer(refusal);
  else if (double.isDeposed()) answer(notReplicated());
  else carryOut(double, proposal, double.faults.append.shift(), answer);
}

function carryOut(double: Double, proposal: Proposal, fault: AppendFault | undefined, answer: Answer): void {
  const write = (): WriteResult => double.write(proposal.stream, proposal.expected, proposal.events);
  if (fault === undefined) {
    reply(double.faults, proposal, write(), answer);
    return;
  }
  if (typeof fault === 'object') {
    answer(fault.error);
  } else if (fault === 'no position') {
    reply({ withoutPositions: true }, proposal, write(), answer);
  } else if (fault === 'answer late') {
    const result = write();
    double.late.push(() => {
      reply(double.faults, proposal, result, answer);
    });
  } else if (fault === 'write late') {
    double.late.push(() => {
      reply(double.faults, proposal, write(), answer);
    });
  } else {
    if (fault.endsWith('after writing')) write();
    if (fault.startsWith('cut')) double.cut();
  }
}

function tooLarge({ events }: Proposal): ServiceError | undefined {
  // The real server counts the type as UTF-16.
  const bytes = events.reduce(
    (sum, { type, data, metadata }) => sum + 2 * type.length + data.length + metadata.length,
    0,
  );
  if (bytes <= MOST_BYTES) return undefined;
  return serviceError(
    status.INVALID_ARGUMENT,
    `Maximum Append Size of ${MOST_BYTES} Exceeded.`,
    'maximum-append-size-exceeded',
    { 'maximum-append-size': String(MOST_BYTES) },
  );
}

function reply(
  { withoutPositions }: Pick<Double['faults'], 'withoutPositions'>,
  { stream, expected }: Proposal,
  result: WriteResult,
  answer: Answer,
): void {
  if (result.outcome === 'deleted') answer(streamDeleted(stream));
  else if (result.outcome === 'wrong-version') answer(null, wrongVersion(expected, result.current));
  else {
    const position = new streams.AppendResp.Position()
      .setCommitPosition(result.last.position.toString())
      .setPreparePosition(result.last.position.toString());
    const success = new streams.AppendResp.Success().setCurrentRevision(result.last.revision.toString());
    if (withoutPositions) success.setNoPosition(new shared.Empty());
    else success.setPosition(position);
    answer(null, new streams.AppendResp().setSuccess(success));
  }
}

function wrongVersion(expected: Expected, current: bigint | undefined): AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (typeof expected === 'bigint') wrong.setExpectedRevision(expected.toString());
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedStreamExists(new shared.Empty());
  if (current === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(current.toString());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

function proposalOf(requests: readonly AppendReq[]): Proposal {
  const options = requests[0]?.getOptions();
  const messages = requests.flatMap((request) => request.getProposedMessage() ?? []);
  return {
    stream: nameOf(options?.getStreamIdentifier()),
    expected: expectedOf(options),
    events: messages.map((message) => ({
      id: message.getId()?.getString() ?? '',
      type: message.getMetadataMap().get('type') ?? '',
      isJson: message.getMetadataMap().get('content-type') === 'application/json',
      data: message.getData_asU8(),
      metadata: message.getCustomMetadata_asU8(),
    })),
  };
}

function expectedOf(options: AppendReq.Options | undefined): Expected {
  if (options?.hasRevision() === true) return BigInt(options.getRevision());
  if (options?.hasNoStream() === true) return 'no-stream';
  return options?.hasStreamExists() === true ? 'stream-exists' : 'any';
}

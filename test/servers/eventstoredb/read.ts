import type { ServerWritableStream } from '@grpc/grpc-js';
import streams, { type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { accessDenied, denial, streamDeleted, type ReadFault } from './faults.ts';
import type { LoggedEvent } from './log.ts';
import { eventMessage, nameOf, notFoundMessage, startOf } from './messages.ts';
import { refusalOf } from './rights.ts';
import type { Asked, Double } from './state.ts';
import { subscribe } from './subscribe.ts';

const { FORWARDS } = streams.ReadReq.Options.ReadDirection;

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** `Streams.Read`: a stream, the log, or a subscription to the log. */
export const read =
  (double: Double) =>
  (call: ReadCall): void => {
    call.on('error', () => undefined);
    const options = call.request.getOptions();
    const subject =
      options?.hasStream() === true ? nameOf(options.getStream()?.getStreamIdentifier()) : '$all';
    const refusal = denial(double, call.metadata) ?? refusalOf(double, call.metadata, subject, 'read');
    if (options !== undefined) double.asked.push(askedOf(call, options));
    if (refusal !== undefined) call.emit('error', refusal);
    else if (options?.hasSubscription() === true) subscribe(double, call, options);
    else if (options?.hasStream() === true) readStream(double, call, options);
    else if (options !== undefined) readAll(double, call, options);
  };

function askedOf({ metadata }: ReadCall, options: ReadReq.Options): Asked {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList();
  const log = options.hasSubscription() ? 'subscription' : 'log';
  return {
    what: options.hasStream() ? 'stream' : log,
    requiresLeader: metadata.get('requires-leader').includes('true'),
    ...(prefixes !== undefined && { prefixes }),
  };
}

function readStream(double: Double, call: ReadCall, options: ReadReq.Options): void {
  double.calls.readStream += 1;
  const name = nameOf(options.getStream()?.getStreamIdentifier());
  const stream = double.log.stream(name);
  const fault = double.faults.readStream.shift();
  if (double.faults.deniedStreams.has(name)) {
    call.emit('error', accessDenied());
  } else if (stream?.state === 'tombstoned') {
    call.emit('error', streamDeleted(name));
  } else if (stream === undefined || stream.events.length === 0) {
    call.write(notFoundMessage(name));
    call.end();
  } else {
    send(double, call, selection(stream.events, options), fault);
  }
}

function selection(events: readonly LoggedEvent[], options: ReadReq.Options): readonly LoggedEvent[] {
  const from = options.getStream();
  const bound = from?.hasRevision() === true ? BigInt(from.getRevision()) : undefined;
  const count = Number(options.getCount());
  if (options.getReadDirection() === FORWARDS) {
    return events.filter(({ revision }) => revision >= (bound ?? 0n)).slice(0, count);
  }
  const wanted = events.filter(({ revision }) => bound === undefined || revision <= bound);
  return wanted.reverse().slice(0, count);
}

/** Forwards from a position includes it; backwards begins before it. A filter looks on until it has found enough. */
function readAll(double: Double, call: ReadCall, options: ReadReq.Options): void {
  double.calls.readAll += 1;
  const { events } = double.log;
  const at = indexOf(events, startOf(options));
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList();
  const forwards = options.getReadDirection() === FORWARDS;
  const wanted: LoggedEvent[] = [];
  const count = Number(options.getCount());
  for (let index = forwards ? at : at - 1; wanted.length < count; index += forwards ? 1 : -1) {
    const event = events[index];
    if (event === undefined) break;
    if (prefixes?.some((prefix) => event.stream.startsWith(prefix)) !== false) wanted.push(event);
  }
  send(double, call, wanted, double.faults.readAll.shift());
}

/** First event at or after a position. */
export function indexOf(events: readonly LoggedEvent[], start: 'start' | 'end' | bigint): number {
  if (start === 'start') return 0;
  if (start === 'end') return events.length;
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.position ?? 0n) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function send(
  double: Double,
  call: ReadCall,
  events: readonly LoggedEvent[],
  fault: ReadFault | undefined,
): void {
  const served = fault === undefined ? events : events.slice(0, fault.after);
  double.sent += served.length;
  for (const event of served) call.write(eventMessage(event, !double.faults.withoutPositions));
  if (fault === undefined || fault.then === 'end') call.end();
  else if (fault.then === 'wait') sendLater(double, call, events.slice(fault.after), fault);
  else if (fault.then === 'cut') inTurns(TURNS_TO_CLIENT, double.cut);
  else if (fault.then !== 'stall') call.emit('error', fault.then);
}

/** What is left, one part after the other; all of it has come when nothing is left. */
function sendLater(double: Double, call: ReadCall, rest: readonly LoggedEvent[], fault: ReadFault): void {
  double.late.push(() => {
    send(double, call, rest, rest.length > fault.after ? fault : undefined);
  });
}

/** Of the event loop: until then a client in this process has what was written before. */
const TURNS_TO_CLIENT = 20;

function inTurns(turns: number, action: () => void): void {
  if (turns === 0) action();
  else
    setImmediate(() => {
      inTurns(turns - 1, action);
    });
}
